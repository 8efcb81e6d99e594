"""Loads and saves units of the directory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.law.credit_code import CreditCodeCheck, check_credit_code
from services.law.parties import Role
from services.law.text import clean_name
from services.reserve.domain.directory.organization import Organization, Surroundings
from services.reserve.domain.exception import Exempted
from services.reserve.domain.project.elements import Unit
from services.reserve.store import tables
from services.reserve.store.sorting import sort_key

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
    )


def columns_of(state: Organization) -> dict[str, Any]:
    """Write a state into columns."""
    return {
        "version": state.version,
        "name": state.name,
        "sort_key": sort_key(state.name),
        "category": state.category,
        "credit_code": state.credit_code,
        "exception_reason": state.code_exempted.reason if state.code_exempted else None,
        "exception_approver": state.code_exempted.approver if state.code_exempted else None,
        "parent_id": state.parent_id,
        "roles": [r.value for r in state.roles],
    }


def audited(state: Organization) -> Mapping[str, Any]:
    """Show a state to the audit trail."""
    return {k: v for k, v in columns_of(state).items() if k != "sort_key"}


async def surroundings(session: AsyncSession, unit: Organization) -> Surroundings:
    """Look at what the directory of the division holds around a unit."""
    table = tables.Organization
    others = select(table.id).where(table.division == unit.division, table.id != unit.id)
    read = clean_name(unit.name, "单位名称")
    name = isinstance(read, str) and await session.scalar(select(exists(others.where(table.name == read))))
    written = unit.credit_code.strip().upper()
    sought = check_credit_code(written) is not CreditCodeCheck.MALFORMED
    code = sought and await session.scalar(select(exists(others.where(table.credit_code == written))))
    return Surroundings(
        name_taken=bool(name), code_taken=bool(code), ancestors=await _ancestors(session, unit.division, unit.parent_id)
    )


async def _ancestors(session: AsyncSession, division: str, parent: UUID | None) -> tuple[UUID, ...] | None:
    line: list[UUID] = []
    while parent is not None and parent not in line and len(line) < DEEPEST:
        row = await session.get(tables.Organization, parent)
        if row is None or row.division != division:
            return None
        line.append(parent)
        parent = row.parent_id
    return tuple(line)


async def units(session: AsyncSession, division: str, ids: Iterable[UUID | None]) -> dict[UUID, Unit]:
    """Load the named units, as far as projects need to know them."""
    table = tables.Organization
    wanted = {i for i in ids if i is not None}
    rows = await session.scalars(select(table).where(table.division == division, table.id.in_(wanted)))
    return {r.id: Unit(r.id, r.category, frozenset(Role(x) for x in r.roles)) for r in rows.all()}
