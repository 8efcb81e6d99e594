"""Reads issues for the ledger's sheet, with the names that its lines show."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.chassis.rows import mapping
from services.chassis.visibility import narrowed, visible_select
from services.schedule.domain.ledger.record import Issue
from services.schedule.store import tables
from services.schedule.store.ledger import state


async def ids(
    session: AsyncSession, actor: Actor, query: Select[Any], ordered: Sequence[Any], most: int
) -> Sequence[UUID]:
    """Read the ids of the issues of a query that the actor may see, in its order."""
    row = query.column_descriptions[0]["entity"]
    shown = narrowed(query, actor).with_only_columns(row.id, maintain_column_froms=True)
    return (await session.scalars(shown.order_by(*ordered).limit(most))).all()


async def by_ids(session: AsyncSession, actor: Actor, ids: Sequence[UUID]) -> list[Issue]:
    """Read issues in the order of their ids' list."""
    rows = await session.scalars(visible_select(tables.Issue, actor).where(tables.Issue.id.in_(ids)))
    found = {row.id: state(row) for row in rows}
    return [found[id_] for id_ in ids if id_ in found]


async def project_names(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, str]:
    """Name projects: as they are called now, or as a plan that listed them called them."""
    schedule, project = tables.Schedule, tables.Project
    listed = select(schedule.project_id, schedule.project_name).where(schedule.project_id.in_(ids))
    now = select(project.id, project.name).where(project.id.in_(ids))
    names: dict[UUID, str] = {}
    for query in (listed, now):
        names |= {row[0]: row[1] for row in (await session.execute(query)).all()}
    return names


async def unit_names(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, str]:
    """Name units."""
    unit = tables.Organization
    rows = await session.execute(select(unit.id, unit.name).where(unit.id.in_(ids)))
    return mapping(rows)
