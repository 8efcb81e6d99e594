"""Loads and saves site incidents with their history, and gives their numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.clock import local_day
from services.chassis.identity import Actor
from services.chassis.visibility import visible_select
from services.support.domain.incident.terms import Incident, IncidentChange
from services.support.domain.request import Acting
from services.support.store import tables

_FIELDS = tuple(Incident.__dataclass_fields__)


async def locked(session: AsyncSession, id: UUID, actor: Actor) -> tuple[tables.SiteIncident, Incident] | None:
    """Lock an incident that the actor may see; None when there is none such."""
    query = visible_select(tables.SiteIncident, actor).where(tables.SiteIncident.id == id)
    row = await session.scalar(query.with_for_update(of=tables.SiteIncident))
    if row is None:
        return None
    return row, Incident(**{name: getattr(row, name) for name in _FIELDS})


async def next_number(session: AsyncSession, division: str, year: int) -> str:
    """Take the next number of a division and year, without gaps: the sequence's row stays locked to the end.

    A number is free again when its transaction is rolled back.
    """
    key = {"division": division, "year": year}
    await session.execute(insert(tables.IncidentSequence).values(**key, last=0).on_conflict_do_nothing())
    query = select(tables.IncidentSequence).filter_by(**key).with_for_update().execution_options(populate_existing=True)
    sequence = (await session.scalars(query)).one()
    sequence.last += 1
    await session.flush()
    return f"ZA-{year}-{sequence.last:04d}"


async def save(
    session: AsyncSession, row: tables.SiteIncident | None, change: IncidentChange, who: Acting, at: datetime
) -> None:
    """Write an incident as it is after a step, with the step."""
    incident = change.incident
    values: dict[str, Any] = {name: getattr(incident, name) for name in _FIELDS}
    values["reported_on"] = local_day(incident.reported_at)
    values["ended_on"] = local_day(incident.ended_at) if incident.ended_at else None
    if row is None:
        session.add(tables.SiteIncident(**values))
        await session.flush()
    else:
        for name, value in values.items():
            setattr(row, name, value)
    session.add(
        tables.IncidentStep(
            incident_id=incident.id,
            version=incident.version,
            division=incident.division,
            action=change.action,
            state=incident.state,
            at=at,
            actor=who.subject,
            actor_name=who.name,
            unit_id=who.unit,
            note=change.note,
        )
    )
    await session.flush()


def audited(incident: Incident) -> Mapping[str, Any]:
    """Show a state to the audit trail."""
    return asdict(incident)
