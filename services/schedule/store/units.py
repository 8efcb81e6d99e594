"""Looks units up: which of them act, and which unit stands for one that was merged."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.schedule.store import tables


async def acting_among(session: AsyncSession, ids: Sequence[UUID]) -> frozenset[UUID]:
    """Find which of these units the directory has and are active; they stay so until the command ends."""
    unit = tables.Organization
    acting = select(unit.id).where(unit.id.in_(set(ids)), unit.active).order_by(unit.id)
    return frozenset((await session.scalars(acting.with_for_update(read=True))).all())


async def name_of(session: AsyncSession, id: UUID) -> str | None:
    """Return what the directory calls a unit; None for one that it does not know."""
    unit = tables.Organization
    found: str | None = await session.scalar(select(unit.name).where(unit.id == id))
    return found


async def survivor_of(session: AsyncSession, id: UUID) -> UUID | None:
    """Follow mergers to the unit that stands for a merged one, as far as they are told; None for a unit of its own."""
    unit, found, seen = tables.Organization, None, {id}
    at: UUID | None = id
    while at is not None:
        at = await session.scalar(select(unit.merged_into).where(unit.id == at))
        if at is None or at in seen:
            break
        seen.add(at)
        found = at
    return found


async def merged(session: AsyncSession) -> Sequence[UUID]:
    """Name all units that were merged into another."""
    unit = tables.Organization
    return (await session.scalars(select(unit.id).where(unit.merged_into.is_not(None)).order_by(unit.id))).all()
