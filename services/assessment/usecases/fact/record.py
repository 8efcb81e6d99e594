"""Record a fact that an event of another service brought (A19)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from services.assessment.domain.fact.model import Fact, FactKind, Source, What
from services.assessment.store import facts
from services.chassis.work import Work


@dataclass(frozen=True, slots=True)
class RecordFact:
    """What the event says: whose record of whom, when it happened, and the content."""

    kind: FactKind
    service: str
    record_id: UUID
    unit_id: UUID
    project_id: UUID | None
    happened_on: date
    what: What
    part: str | None = None  # which part of the event it is, where that tells of several facts


async def record(work: Work, command: RecordFact) -> UUID:
    """Keep the fact under the identity of its event; the event's moment is when the record's owner recorded it."""
    if work.event_id is None:
        raise ValueError(f"a fact of {command.service} has the identity of its event, and no event is being applied")
    fact = Fact(
        kind=command.kind,
        division=work.actor.division,
        unit_id=command.unit_id,
        project_id=command.project_id,
        source=Source(command.service, command.record_id, work.event_id),
        happened_on=command.happened_on,
        recorded_at=work.now,
        recorded_on=work.today,
        what=command.what,
        part=None if command.part is None else uuid5(work.event_id, command.part),
    )
    await facts.add(work.session, fact)
    return fact.id


async def record_for(
    work: Work,
    kind: FactKind,
    service: str,
    record_id: UUID,
    project_id: UUID,
    happened_on: date,
    what: What,
    units: Iterable[UUID | None],
    part: str = "",
) -> None:
    """第十二条：several units answer, each for the whole: a fact for each of them, all of the one event."""
    for unit_id in dict.fromkeys(unit for unit in units if unit is not None):
        named = f"{part}/{unit_id}"
        await record(work, RecordFact(kind, service, record_id, unit_id, project_id, happened_on, what, named))
