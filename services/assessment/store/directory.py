"""Looks up units and projects of the actor's division."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.assessment.store import copies, tables
from services.chassis.work import Work


async def unit(work: Work, unit_id: UUID) -> tables.Organization | None:
    """Return a unit of the actor's own division."""
    row = await work.session.get(tables.Organization, unit_id)
    return row if row is not None and row.division == work.actor.division else None


async def project_known(work: Work, project_id: UUID | None) -> bool:
    """Whether a project is of the actor's own division; none named is no fault."""
    if project_id is None:
        return True
    row = await work.session.get(tables.Project, project_id)
    return row is not None and row.division == work.actor.division


async def names(session: AsyncSession, division: str) -> dict[UUID, frozenset[UUID]]:
    """第四条：for each unit that stands, all units that it is, itself and whatever was merged into it."""
    survivors = await copies.survivors(session, division)
    unit_ids = (
        await session.scalars(select(tables.Organization.id).where(tables.Organization.division == division))
    ).all()
    found: dict[UUID, set[UUID]] = {}
    for unit_id in unit_ids:
        found.setdefault(survivors.get(unit_id, unit_id), set()).add(unit_id)
    return {unit_id: frozenset(its) for unit_id, its in found.items()}
