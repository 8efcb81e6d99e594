"""Loads and saves units of the directory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.work import Work
from services.law.breach import Breach
from services.law.credit_code import CreditCodeCheck, check_credit_code
from services.law.parties import Role
from services.law.text import clean_name
from services.reserve.domain.directory.organization import Organization, Surroundings
from services.reserve.domain.exception import Exempted
from services.reserve.domain.project.elements import Unit
from services.reserve.domain.project.state import Elements
from services.reserve.domain.seeking.initials import initials
from services.reserve.store import tables
from services.reserve.store.planned import parties
from services.reserve.store.sorting import sort_key

UNKNOWN = Breach("ORGANIZATION_UNKNOWN", "没有该单位", field="organizationId")
DEEPEST = 20  # levels of parents that are followed; no directory is deeper


def state_of(row: tables.Organization) -> Organization:
    """Read a row into the state that decisions see."""
    exempted = Exempted(row.exception_reason, row.exception_approver or "") if row.exception_reason else None
    return Organization(
        id=row.id,
        division=row.division,
        version=row.version,
        name=row.name,
        category=row.category,
        credit_code=row.credit_code,
        code_exempted=exempted,
        parent_id=row.parent_id,
        roles=tuple(Role(r) for r in row.roles),
        former_names=tuple(row.former_names),
        active=row.active,
        merged_into=row.merged_into,
    )


def columns_of(state: Organization) -> dict[str, Any]:
    """Write a state into columns."""
    return {
        "version": state.version,
        "name": state.name,
        "sort_key": sort_key(state.name),
        "initials": initials(state.name),
        "category": state.category,
        "credit_code": state.credit_code,
        "exception_reason": state.code_exempted.reason if state.code_exempted else None,
        "exception_approver": state.code_exempted.approver if state.code_exempted else None,
        "parent_id": state.parent_id,
        "roles": [r.value for r in state.roles],
        "former_names": list(state.former_names),
        "active": state.active,
        "merged_into": state.merged_into,
    }


def audited(state: Organization) -> Mapping[str, Any]:
    """Show a state to the audit trail."""
    return {k: v for k, v in columns_of(state).items() if k not in {"sort_key", "initials"}}


async def surroundings(session: AsyncSession, unit: Organization) -> Surroundings:
    """Look at what the directory of the division holds around a unit."""
    table = tables.Organization
    others = select(table.id).where(table.division == unit.division, table.id != unit.id)
    read = clean_name(unit.name, "单位名称")
    name = isinstance(read, str) and await session.scalar(select(exists(others.where(table.name == read))))
    written = unit.credit_code.strip().upper()
    sought = check_credit_code(written) is not CreditCodeCheck.MALFORMED
    code = sought and await session.scalar(select(exists(others.where(table.credit_code == written))))
    parent = await session.scalar(
        select(table).where(table.id == unit.parent_id).with_for_update(read=True)  # it is not deactivated meanwhile
    )
    return Surroundings(
        name_taken=bool(name),
        code_taken=bool(code),
        ancestors=await ancestors(session, unit.division, unit.parent_id),
        parent_active=parent is None or parent.active,
    )


async def lock(work: Work, *ids: UUID) -> dict[UUID, tables.Organization]:
    """Load units, and keep others from changing them, and from naming them anew, until the command ends."""
    table = tables.Organization
    found = await work.session.scalars(
        select(table)
        .where(table.id.in_(ids))
        .order_by(table.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {row.id: row for row in found.all()}


async def lock_one(work: Work, id: UUID) -> tables.Organization | None:
    """Load a unit of the actor's own division, and keep others from changing it until the command ends."""
    row = (await lock(work, id)).get(id)
    return row if row is not None and row.division == work.actor.division else None  # a city looks, the district acts


async def save(work: Work, row: tables.Organization, state: Organization) -> None:
    """Write the new state over the old."""
    for column, value in columns_of(state).items():
        setattr(row, column, value)
    await work.session.flush()
    await parties.follow(work, state)


async def ancestors(session: AsyncSession, division: str, parent: UUID | None) -> tuple[UUID, ...] | None:
    line: list[UUID] = []
    while parent is not None and parent not in line and len(line) < DEEPEST:
        row = await session.get(tables.Organization, parent, populate_existing=True)
        if row is None or row.division != division:
            return None
        line.append(parent)
        parent = row.parent_id
    return tuple(line)


def named_by(elements: Elements) -> tuple[UUID | None, ...]:
    """Return the units that a project names."""
    e = elements
    return (e.owner_id, e.town_id, e.industry_authority_id, *e.cooperating_ids)


async def units(session: AsyncSession, division: str, ids: Iterable[UUID | None]) -> dict[UUID, Unit]:
    """Load the named units, as far as projects need to know them, and keep them active until the command ends."""
    table = tables.Organization
    wanted = {i for i in ids if i is not None}
    rows = await session.scalars(
        select(table)
        .where(table.division == division, table.id.in_(wanted))
        .order_by(table.id)
        .with_for_update(read=True)
        .execution_options(populate_existing=True)
    )
    return {r.id: unit_of(r) for r in rows.all()}


def unit_of(row: tables.Organization) -> Unit:
    """Read a row as far as projects need to know it."""
    return Unit(row.id, row.category, frozenset(Role(r) for r in row.roles), row.name, row.active)
