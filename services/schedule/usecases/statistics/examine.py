"""第十二条：the statistics office's answer is judged line by line, without writing anything."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from uuid import UUID

from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.schedule.domain.statistics.exchange import Answer, Judged, Said, read, twice
from services.schedule.domain.statistics.recording import A12, Entry, RecordStatisticsEntry, record
from services.schedule.domain.statistics.terms import AnswerOutcome, StatisticsKind
from services.schedule.store import schedules, tables
from services.schedule.store.statistics import keeping
from services.schedule.usecases.asking import party

DOCUMENT = "统计部门答复"


@dataclass(frozen=True, slots=True)
class Examined:
    """An answer as it was judged; `faults` are those of the file as a whole; `commands` record what is new, entries first."""

    export_id: UUID | None = None
    judged: tuple[Judged, ...] = ()
    faults: tuple[Breach, ...] = ()
    commands: tuple[RecordStatisticsEntry, ...] = ()


@dataclass(slots=True)
class _Batch:
    """What the lines so far give: a reporting may follow an entry of the same answer, a number goes to one project."""

    entered: dict[UUID, Entry] = field(default_factory=dict)
    holders: dict[str, UUID] = field(default_factory=dict)
    commands: list[RecordStatisticsEntry] = field(default_factory=list)


async def examine(work: Work, content: bytes) -> Examined:
    """Judge an answer; whoever asks sees nothing changed."""
    answer = read(content)
    if isinstance(answer, Breach):
        return Examined(faults=(answer,))
    export = await work.session.get(tables.StatisticsExport, answer.export_id)
    if export is None or export.division != work.actor.division:
        fault = Breach("EXPORT_UNKNOWN", "该答复的导出批次不是本区导出的", A12, "contentBase64")
        return Examined(faults=(fault,))
    return await _lines(work, answer)


async def _lines(work: Work, answer: Answer) -> Examined:
    again, batch, judged = twice(answer.said), _Batch(), list(answer.faulty)
    for kind in StatisticsKind:  # entries before reportings, wherever they stand in the file
        own = [said for said in answer.said if said.kind is kind]
        judged += [again.get(said.line) or await _line(work, said, batch) for said in own]
    judged.sort(key=lambda j: j.line)
    return Examined(answer.export_id, tuple(judged), (), tuple(batch.commands))


async def _line(work: Work, said: Said, batch: _Batch) -> Judged:
    base = Judged(
        line=said.line,
        outcome=AnswerOutcome.REJECTED,
        project_id=said.project_id,
        kind=said.kind,
        number=said.number,
        on=said.on,
        reason=said.reason,
    )
    own = visible_select(tables.Schedule, work.actor).where(tables.Schedule.project_id == said.project_id)
    schedule = await work.session.scalar(own)
    if schedule is None:
        return _faulty(base, Breach("PROJECT_UNKNOWN", "本区没有该项目的进度计划", A12))
    if not said.accepted or said.on is None:
        return base
    row = await keeping.row_of(work.session, schedule.id, said.kind)
    current = keeping.state(row) if row else Entry(id=work.new_id(), kind=said.kind)
    if current.on is not None:
        return _beside(base, current, said)
    fault = await _new(work, schedule, current, said, batch)
    return _faulty(base, fault) if fault else replace(base, outcome=AnswerOutcome.TAKEN)


def _beside(base: Judged, current: Entry, said: Said) -> Judged:
    """What is on record already is the same, or is left for people to look at."""
    if current.on == said.on and said.number in {None, current.number}:
        return replace(base, outcome=AnswerOutcome.SAME)
    message = f"与记录不一致：已登记{current.on}、编号{current.number or '无'}，请核对后更正"
    return replace(base, outcome=AnswerOutcome.CONFLICT, breach=Breach("RECORD_DIFFERS", message, A12))


async def _new(work: Work, schedule: tables.Schedule, current: Entry, said: Said, batch: _Batch) -> Breach | None:
    """Judge what is new by the rules for whoever records it; None where it is good."""
    assert said.on is not None, "an accepted line has its day"
    if said.number and batch.holders.setdefault(said.number, said.project_id) != said.project_id:
        return Breach("NUMBER_TWICE", "同一统计库编号在答复中给了两个项目", A12)
    command = RecordStatisticsEntry(
        project_id=said.project_id,
        kind=said.kind,
        on=said.on,
        number=said.number,
        document=DOCUMENT,
        reason=None,
        expected_version=current.version,
    )
    known = await keeping.known(work.session, schedule, said.number, work.today)
    if said.project_id in batch.entered:
        known = replace(known, entry=batch.entered[said.project_id])
    decision = record(schedules.state(schedule), current, known, party(work.actor), command, today=work.today)
    if isinstance(decision, Refusal):
        return decision.breaches[0]
    if said.kind is StatisticsKind.ENTRY:
        batch.entered[said.project_id] = decision.state
    batch.commands.append(command)
    return None


def _faulty(base: Judged, breach: Breach) -> Judged:
    return replace(base, outcome=AnswerOutcome.FAULTY, breach=breach)
