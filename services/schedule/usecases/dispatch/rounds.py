"""第十条（每周调度）：what an open round is given: further difficulties, agenda, attendance and minutes; and its close."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.schedule.domain.dispatch import rounds as rules
from services.schedule.domain.dispatch.events import DispatchRoundClosed
from services.schedule.domain.dispatch.rounds import AddDifficulty, KeepMinutes, Noted
from services.schedule.domain.dispatch.rulebook import LOOK_BACK_DAYS
from services.schedule.domain.dispatch.terms import A10, DifficultySource, RoundState
from services.schedule.store import schedules, tables, units
from services.schedule.store.dispatch import rounds
from services.schedule.store.dispatch.history import held, keep_step
from services.schedule.usecases.dispatch.open_round import redraft_agenda


@dataclass(frozen=True, slots=True, kw_only=True)
class OfRound:
    """The command: collect anew, or close."""

    round_id: UUID
    expected_version: int


async def collect_difficulties(work: Work, command: OfRound) -> UUID | Refusal:
    """Take in what was reported since the round was opened, and draft the agenda anew."""
    row = await _open(work, command.round_id, command.expected_version)
    if isinstance(row, Refusal):
        return row
    before = held(row)
    look_back = LOOK_BACK_DAYS.on(work.today)
    found = await rounds.reported(work.session, row.division, row.week_on, look_back)
    if not found:
        message = "没有新报送的难点、堵点、卡点"
        return Refusal.of(Breach("NOTHING_NEW", message, A10, "roundId"))
    await rounds.put(work, row, found)
    await redraft_agenda(work, row)
    row.version += 1
    await keep_step(work, row, "collectDifficulties", before=before)
    return row.id


async def add_difficulty(work: Work, command: AddDifficulty) -> UUID | Refusal:
    """Add a difficulty that nobody has reported in writing; the id is the difficulty's."""
    row = await _open(work, command.round_id, command.expected_version)
    if isinstance(row, Refusal):
        return row
    text = rules.check_noted(command)
    if isinstance(text, Refusal):
        return text
    if fault := await _unknown(work, command):
        return Refusal.of(fault)
    noted = Noted(
        grade=command.grade,
        text=text,
        source=DifficultySource.ADDED,
        noted_on=work.today,
        project_id=command.project_id,
        node_id=command.node_id,
        unit_id=command.unit_id,
    )
    (made,) = await rounds.put(work, row, [noted])
    row.version += 1
    await redraft_agenda(work, row)
    await keep_step(work, made, "addDifficulty", before=None, unit_id=made.unit_id)
    return made.id


async def keep_minutes(work: Work, command: KeepMinutes) -> UUID | Refusal:
    """Keep agenda, attendance and minutes; what is left out stays."""
    row = await _open(work, command.round_id, command.expected_version)
    if isinstance(row, Refusal):
        return row
    read = rules.check_minutes(command, row.week_on, work.today, row.held_on, row.minutes)
    if isinstance(read, Refusal):
        return read
    asked = [a.unit_id for a in read.attendance or () if a.unit_id is not None]
    if set(asked) - await units.acting_among(work.session, asked):
        return Refusal.of(Breach("UNIT_NOT_ACTIVE", "参会单位不存在或已停用", A10, "attendance"))
    before = held(row)
    if read.agenda is not None:
        row.agenda = list(read.agenda)
    if read.attendance is not None:
        row.attendance = [
            {**asdict(a), "unit_id": None if a.unit_id is None else str(a.unit_id)} for a in read.attendance
        ]
    for name in ("minutes", "held_on", "place", "chaired_by"):
        value = getattr(read, name)
        if value is not None:
            setattr(row, name, value or None)  # an empty text takes out what was there
    row.version += 1
    await keep_step(work, row, "recordDispatchMeeting", before=before)
    return row.id


async def close_round(work: Work, command: OfRound) -> UUID | Refusal:
    """Close a round in which everything has its outcome."""
    row = await rounds.lock_round(work, command.round_id)
    if row is None:
        return Refusal.of(rules.ROUND_UNKNOWN)
    if lost := stale(row.version, command.expected_version):
        return Refusal.of(lost)
    found = await rounds.of_round(work.session, row.id)
    refused = rules.check_close(
        row.state,
        [d.outcome for d in found],
        minutes=row.minutes,
        present=sum(1 for a in row.attendance if a["present"]),
        held_on=row.held_on,
        today=work.today,
    )
    if refused:
        return refused
    before = held(row)
    row.state, row.version = RoundState.CLOSED, row.version + 1
    row.closed_at, row.closed_by = work.now, work.actor.name
    outcomes = [d.outcome.value for d in found]
    await work.record(
        DispatchRoundClosed(
            round_id=row.id,
            week_on=row.week_on,
            difficulties=len(found),
            issues=outcomes.count("ISSUE"),
            decisions=outcomes.count("DECISION"),
            closed_on=work.today,
            division=row.division,
        )
    )
    await keep_step(work, row, "closeDispatchRound", before=before)
    return row.id


async def _open(work: Work, id: UUID, expected: int) -> tables.DispatchRound | Refusal:
    row = await rounds.lock_round(work, id)
    if row is None:
        return Refusal.of(rules.ROUND_UNKNOWN)
    if lost := stale(row.version, expected):
        return Refusal.of(lost)
    return Refusal.of(rules.ROUND_CLOSED) if row.state is RoundState.CLOSED else row


async def _unknown(work: Work, command: AddDifficulty) -> Breach | None:
    """Find what the difficulty names and nobody knows."""
    if command.project_id is not None:
        schedule = await schedules.of_project(work.session, work.actor, command.project_id)
        if schedule is None:
            return Breach("PROJECT_UNKNOWN", "项目尚未列入已下达的年度计划", A10, "projectId")
    if command.unit_id is not None and not await units.acting_among(work.session, [command.unit_id]):
        return Breach("UNIT_NOT_ACTIVE", "提出单位不存在或已停用、并入其他单位", A10, "unitId")
    if command.node_id is not None:
        node = await work.session.get(tables.Node, command.node_id)
        if node is None or node.project_id != command.project_id:
            return Breach("NODE_UNKNOWN", "该节点不属于所指项目", A10, "nodeId")
    return None
