"""Finds calendar addresses: by the digest of their secret, and those of a person."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.chassis.visibility import visible_select
from services.law.parties import Role
from services.schedule.store import tables

_address = tables.CalendarAddress


async def hold_own(session: AsyncSession, actor: Actor) -> None:
    """Let commands on a person's addresses follow each other."""
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(f"calendar:{actor.subject}", 0))))


async def in_force(session: AsyncSession, actor: Actor, today: date) -> int:
    """Count a person's addresses that can be used."""
    query = visible_select(_address, actor).where(_address.revoked_on.is_(None), _address.expires_on >= today)
    return await session.scalar(query.with_only_columns(func.count())) or 0


async def own(session: AsyncSession, actor: Actor, id: UUID) -> tables.CalendarAddress | None:
    """Lock one of a person's own addresses."""
    row: tables.CalendarAddress | None = await session.scalar(
        visible_select(_address, actor).where(_address.id == id).with_for_update()
    )
    return row


async def used(session: AsyncSession, digest: str, today: date) -> Actor | None:
    """Note that an address was used, and return whose it is; None for one that is unknown, revoked or past its day."""
    row = await session.scalar(select(_address).where(_address.digest == digest))
    if row is None or row.revoked_on is not None or row.expires_on < today:
        return None
    if row.last_used_on is None or row.last_used_on < today:
        row.last_used_on = today
        await session.commit()
    known = {role.value for role in Role}
    roles = frozenset(Role(role) for role in row.roles if role in known)
    return Actor(subject=row.subject, name=row.name, roles=roles, unit=row.unit_id, division=row.division)
