"""Put an incident or a commendation on record (A20, A21)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from uuid import UUID

from services.assessment.domain.conduct.events import CommendationRecorded, IncidentRecorded
from services.assessment.domain.conduct.record import ConductKind, Entered, enter
from services.assessment.domain.fact.model import Conduct, FactKind
from services.assessment.store import attachments, directory, periods, tables
from services.assessment.usecases.fact.own import record_own
from services.chassis.work import Work
from services.law.breach import Breach, Refusal

_FACT = {ConductKind.INCIDENT: FactKind.INCIDENT_RECORDED, ConductKind.COMMENDATION: FactKind.COMMENDED}
_EVENT = {ConductKind.INCIDENT: IncidentRecorded, ConductKind.COMMENDATION: CommendationRecorded}
_ACTION = {ConductKind.INCIDENT: "recordIncident", ConductKind.COMMENDATION: "recordCommendation"}


@dataclass(frozen=True, slots=True)
class RecordConduct:
    """What shall be on record, and the files that prove it."""

    entered: Entered
    file_ids: tuple[UUID, ...]


async def record_conduct(work: Work, command: RecordConduct) -> UUID | Refusal:
    """Keep the record, let it count as a fact, and tell the unit. The id is the record's."""
    asked = command.entered
    await periods.hold(work)  # awards that are published at the same moment see it, or are seen by it
    decision = enter(
        asked,
        work.today,
        unit_known=await directory.unit(work, asked.unit_id) is not None,
        project_known=await directory.project_known(work, asked.project_id),
    )
    faults: list[Breach] = []
    files = await attachments.take(work, command.file_ids, faults)
    if faults or isinstance(decision, Refusal):
        others = decision.breaches if isinstance(decision, Refusal) else ()
        return Refusal((*others, *faults))
    row = await _keep(work, decision)
    await attachments.hang(work, files, "CONDUCT", row.id)
    await work.audit(_ACTION[row.kind], f"conduct/{row.id}", None, asdict(decision))
    await work.record(
        _EVENT[row.kind](
            record_id=row.id,
            unit_id=row.unit_id,
            project_id=row.project_id,
            matter=row.matter,
            matter_name=f"{row.grade_name}{row.matter_name}",
            grade=row.grade,
            happened_on=row.happened_on,
            division=row.division,
        )
    )
    return row.id


async def _keep(work: Work, entered: Entered) -> tables.ConductRecord:
    matter = entered.kind.matter(entered.matter, entered.happened_on)
    assert matter is not None, "it was judged"
    grade = matter.grade(entered.grade)
    assert grade is not None, "it was judged"
    record_id = work.new_id()
    what = Conduct(kind=matter.code, severity=grade.code, document=entered.document)
    fact_id = await record_own(
        work,
        _FACT[entered.kind],
        record_id,
        entered.unit_id,
        entered.project_id,
        entered.happened_on,
        what,
    )
    row = tables.ConductRecord(
        id=record_id,
        division=work.actor.division,
        version=1,
        fact_id=fact_id,
        matter_name=matter.name,
        grade_name=grade.name,
        recorded_at=work.now,
        recorded_by=work.actor.name,
        **asdict(entered),
    )
    work.session.add(row)
    await work.session.flush()
    return row
