"""Record a fact that an event of another service brought (A19)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

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
    project_id: UUID
    happened_on: date
    what: What


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
    )
    await facts.add(work.session, fact)
    return fact.id
