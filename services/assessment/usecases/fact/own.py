"""Record a fact that this service's own records bring: commendations, incidents, decisions on facts (A18, A20, A21)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID, uuid5

from services.assessment.domain.fact.model import OWN, Fact, FactKind, Source, What
from services.assessment.store import facts
from services.chassis.work import Work

SERVICE = "assessment"


async def record_own(
    work: Work,
    kind: FactKind,
    record_id: UUID,
    unit_id: UUID,
    project_id: UUID | None,
    happened_on: date,
    what: What,
) -> UUID:
    """Keep the fact under an identity of its own; the moment of the command is when it was recorded."""
    source = Source(SERVICE, record_id, work.new_id())
    await _keep(work, kind, source, unit_id, project_id, happened_on, what)
    return source.event_id


async def record_own_for(
    work: Work,
    kind: FactKind,
    record_id: UUID,
    units: Iterable[UUID],
    project_id: UUID | None,
    happened_on: date,
    what: What,
) -> UUID:
    """Keep a fact for each of several units, all of one identity, which is returned."""
    source = Source(SERVICE, record_id, work.new_id())
    for unit_id in units:
        part = uuid5(source.event_id, str(unit_id))
        await _keep(work, kind, source, unit_id, project_id, happened_on, what, part)
    return source.event_id


async def _keep(
    work: Work,
    kind: FactKind,
    source: Source,
    unit_id: UUID,
    project_id: UUID | None,
    happened_on: date,
    what: What,
    part: UUID | None = None,
) -> None:
    if kind not in OWN:
        raise ValueError(f"{kind} is told by another service")
    fact = Fact(
        kind=kind,
        division=work.actor.division,
        unit_id=unit_id,
        project_id=project_id,
        source=source,
        happened_on=happened_on,
        recorded_at=work.now,
        recorded_on=work.today,
        what=what,
        part=part,
    )
    await facts.add(work.session, fact)
