"""Keeps copies of reserve's units and projects. An older version never replaces a newer one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.assessment.domain.score.model import Unit
from services.assessment.store import tables
from services.law.parties import UnitCategory

Copy = type[tables.Organization] | type[tables.Project]


async def keep(session: AsyncSession, copy: Copy, columns: Mapping[str, Any]) -> None:
    """Take the newest version of a record over."""
    added = insert(copy).values(columns)
    await session.execute(
        added.on_conflict_do_update(
            index_elements=[copy.id],
            set_={name: added.excluded[name] for name in columns if name != "id"},
            where=copy.version < added.excluded.version,
        )
    )


async def keep_group(session: AsyncSession, columns: Mapping[str, Any]) -> None:
    """Remember from which day on a unit has its category; told again it stays as it is."""
    await session.execute(insert(tables.OrganizationGroup).values(columns).on_conflict_do_nothing())


async def units(session: AsyncSession, division: str, day: date) -> list[Unit]:
    """Return the units of a division with the groups that they are assessed in: those of the day.

    第十八条：a unit is assessed where it stood on the last day of a period. One that was registered later stands where it
    was registered.
    """
    unit, group = tables.Organization, tables.OrganizationGroup
    of_unit = select(group.category).where(group.unit_id == unit.id)
    then = of_unit.where(group.since <= day).order_by(group.version.desc()).limit(1).scalar_subquery()
    first = of_unit.order_by(group.version).limit(1).scalar_subquery()
    own = select(unit.id, func.coalesce(then, first, unit.category).label("category")).where(
        unit.division == division, unit.merged_into.is_(None)
    )
    return [Unit(row.id, UnitCategory(row.category)) for row in (await session.execute(own)).all()]


async def survivors(session: AsyncSession, division: str) -> dict[UUID, UUID]:
    """第四条：for each unit that was merged, the one that stands for it now, as far as mergers are told."""
    unit = tables.Organization
    merged = select(unit.id, unit.merged_into).where(unit.division == division, unit.merged_into.is_not(None))
    into = {row.id: row.merged_into for row in (await session.execute(merged)).all()}
    found = {}
    for duplicate in into:
        at, seen = duplicate, {duplicate}
        while at in into and into[at] not in seen:
            at = into[at]
            seen.add(at)
        found[duplicate] = at
    return found
