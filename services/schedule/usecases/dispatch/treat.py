"""第十条（分类分层交办督办）：what becomes of a difficulty of an open round."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.law.parties import Role
from services.schedule.domain.dispatch import treating as rules
from services.schedule.domain.dispatch.events import (
    DispatchDecisionDone,
    DispatchDecisionMade,
    DispatchDecisionTakenBack,
)
from services.schedule.domain.dispatch.rounds import DIFFICULTY_UNKNOWN
from services.schedule.domain.dispatch.rulebook import DISPATCHING_ROLES
from services.schedule.domain.dispatch.terms import A10, DifficultyOutcome
from services.schedule.domain.dispatch.treating import Decide, ReportDone, SetAside, TakeBack
from services.schedule.domain.node.state import working_days_late
from services.schedule.store import tables, units
from services.schedule.store.dispatch import rounds
from services.schedule.store.dispatch.history import held, keep_step

Locked = tuple[tables.DispatchRound, tables.DispatchDifficulty]


async def locked(work: Work, id: UUID, expected: int) -> Locked | Refusal:
    """Lock a difficulty with its round, as it was seen."""
    found = await rounds.lock_difficulty(work, id)
    if found is None:
        return Refusal.of(DIFFICULTY_UNKNOWN)
    lost = stale(found[1].version, expected)
    return Refusal.of(lost) if lost else found


async def decide_difficulty(work: Work, command: Decide) -> UUID | Refusal:
    """Decide what is done, by whom and until when."""
    found = await locked(work, command.difficulty_id, command.expected_version)
    if isinstance(found, Refusal):
        return found
    of, row = found
    faults = rules.check_open(of.state, row.outcome)
    acts = bool(await units.acting_among(work.session, [command.unit_id]))
    checked = rules.check_decision(command, work.today, acts=acts)
    if isinstance(checked, Refusal) or faults:
        return Refusal((*faults, *(checked.breaches if isinstance(checked, Refusal) else ())))
    before = held(row)
    row.outcome = DifficultyOutcome.DECISION
    row.decision, row.decision_person = checked
    row.decision_unit_id, row.decision_until = command.unit_id, command.until
    await treated(work, row, before, "decideDifficulty")
    await work.record(
        DispatchDecisionMade(**_named(row), unit_id=command.unit_id, due_on=command.until, decided_on=work.today)
    )
    return row.id


async def set_difficulty_aside(work: Work, command: SetAside) -> UUID | Refusal:
    """Do nothing about it, for a reason that is kept."""
    found = await locked(work, command.difficulty_id, command.expected_version)
    if isinstance(found, Refusal):
        return found
    of, row = found
    faults = rules.check_open(of.state, row.outcome)
    reason = rules.check_reason(command.reason, "不予列入的理由")
    if isinstance(reason, Refusal) or faults:
        return Refusal((*faults, *(reason.breaches if isinstance(reason, Refusal) else ())))
    before = held(row)
    row.outcome, row.reason = DifficultyOutcome.SET_ASIDE, reason
    await treated(work, row, before, "setDifficultyAside", reason)
    return row.id


async def take_outcome_back(work: Work, command: TakeBack) -> UUID | Refusal:
    """Take a decision or a setting aside back; its history stays."""
    found = await locked(work, command.difficulty_id, command.expected_version)
    if isinstance(found, Refusal):
        return found
    of, row = found
    faults = rules.check_taken_back(of.state, row.outcome, row.done_on)
    reason = rules.check_reason(command.reason, "撤回的理由")
    if isinstance(reason, Refusal) or faults:
        return Refusal((*faults, *(reason.breaches if isinstance(reason, Refusal) else ())))
    before, unit_id = held(row), row.decision_unit_id
    row.outcome = DifficultyOutcome.OPEN
    row.decision = row.decision_person = row.decision_unit_id = row.decision_until = row.reason = None
    row.treated_on = row.treated_by = None
    row.version += 1
    await keep_step(work, row, "takeOutcomeBack", before=before, unit_id=row.unit_id, reason=reason)
    if unit_id is not None:
        await work.record(DispatchDecisionTakenBack(**_named(row), unit_id=unit_id, on=work.today))
    return row.id


async def report_decision_done(work: Work, command: ReportDone) -> UUID | Refusal:
    """Report a decision done: the unit that has to act, or who dispatches; also when its round is closed."""
    found = await locked(work, command.difficulty_id, command.expected_version)
    if isinstance(found, Refusal):
        return found
    _, row = found
    text = rules.check_done(row.outcome, row.treated_on, row.done_on, command, work.today)
    if isinstance(text, Refusal):
        return text
    dispatching: frozenset[Role] = DISPATCHING_ROLES.on(work.today)
    if not work.actor.acts_as(*dispatching) and row.decision_unit_id != work.actor.unit:
        message = "议定事项由其责任单位或组织调度的部门办结"
        return Refusal.of(Breach("NOT_RESPONSIBLE", message, A10, "difficultyId"))
    before = held(row)
    row.done_on, row.done_text, row.version = command.done_on, text, row.version + 1
    await keep_step(work, row, "reportDecisionDone", before=before, unit_id=row.decision_unit_id)
    assert row.decision_unit_id is not None, "a decision names who carries it out"
    assert row.decision_until is not None, "and until when"
    await work.record(
        DispatchDecisionDone(
            **_named(row),
            unit_id=row.decision_unit_id,
            due_on=row.decision_until,
            done_on=command.done_on,
            working_days_late=working_days_late(row.decision_until, command.done_on, calendar()),
        )
    )
    return row.id


def _named(row: tables.DispatchDifficulty) -> dict[str, Any]:
    return {
        "difficulty_id": row.id,
        "version": row.version,
        "project_id": row.project_id,
        "division": row.division,
    }


async def treated(
    work: Work, row: tables.DispatchDifficulty, before: dict[str, object], action: str, reason: str | None = None
) -> None:
    """Keep who treated it and when, with the step of its history."""
    row.treated_on, row.treated_by, row.version = work.today, work.actor.name, row.version + 1
    await keep_step(work, row, action, before=before, unit_id=row.unit_id, reason=reason)
