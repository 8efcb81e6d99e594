"""Loads and saves memberships."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.work import Work
from services.law.breach import Breach
from services.law.parties import Role
from services.reserve.domain.directory.members import Member
from services.reserve.domain.directory.organization import A4
from services.reserve.store import tables
from services.reserve.store.sorting import sort_key

UNKNOWN = Breach("MEMBER_UNKNOWN", "没有该任职记录", A4, "memberId")


def state_of(row: tables.Member) -> Member:
    """Read a row into the state that decisions see."""
    return Member(
        id=row.id,
        division=row.division,
        version=row.version,
        organization_id=row.organization_id,
        person=row.person,
        name=row.name,
        phone=row.phone,
        roles=tuple(Role(r) for r in row.roles),
        from_on=row.from_on,
        until_on=row.until_on,
    )


def columns_of(state: Member) -> dict[str, Any]:
    """Write a state into columns."""
    return {
        "version": state.version,
        "organization_id": state.organization_id,
        "name": state.name,
        "sort_key": sort_key(state.name),
        "phone": state.phone,
        "roles": [r.value for r in state.roles],
        "from_on": state.from_on,
        "until_on": state.until_on,
    }


def audited(state: Member) -> Mapping[str, Any]:
    """Show a state to the audit trail, which keeps digests only."""
    return {k: v for k, v in columns_of(state).items() if k != "sort_key"} | {"person": state.person}


def told(state: Member) -> Mapping[str, Any]:
    """Show a state to the unit's history, which everyone may read: without the phone number."""
    until = state.until_on or "今"
    words = f"{state.name} {'、'.join(state.roles)} {state.from_on} 至 {until}"
    return {"member": words}


async def lock(work: Work, id: UUID) -> tables.Member | None:
    """Load a membership of the actor's own division; its unit is to be locked before."""
    table = tables.Member
    found = await work.session.scalars(
        select(table)
        .where(table.id == id, table.division == work.actor.division)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found.one_or_none()


async def save(work: Work, row: tables.Member, state: Member) -> None:
    """Write the new state over the old."""
    for column, value in columns_of(state).items():
        setattr(row, column, value)
    await work.session.flush()


async def unit_of(session: AsyncSession, id: UUID) -> UUID | None:
    """Look up whose member it is."""
    return await session.scalar(select(tables.Member.organization_id).where(tables.Member.id == id))


async def of_person(session: AsyncSession, organization_id: UUID, person: str) -> list[Member]:
    """Load all memberships of a person in a unit."""
    table = tables.Member
    rows = await session.scalars(
        select(table).where(table.organization_id == organization_id, table.person == person.strip())
    )
    return [state_of(r) for r in rows.all()]


async def not_ended(session: AsyncSession, organization_id: UUID, today: date) -> list[tables.Member]:
    """Load the memberships of a unit that have not ended, those that are still to begin among them."""
    table = tables.Member
    rows = await session.scalars(
        select(table)
        .where(table.organization_id == organization_id, or_(table.until_on.is_(None), table.until_on >= today))
        .order_by(table.sort_key, table.id)
    )
    return list(rows.all())
