"""Reads what the charts of a site show, as the caller sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.chassis.visibility import condition, visible_select
from services.schedule.domain.node.state import NodeState
from services.schedule.domain.site.organization import Post
from services.schedule.domain.site.terms import SiteParty
from services.schedule.store import tables
from services.schedule.store.wall import state_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A project with what its charts say of it."""

    schedule: tables.Schedule
    code: str | None
    owner_name: str | None
    organization: tables.SiteOrganization | None

    @property
    def posts(self) -> tuple[Post, ...]:
        """The posts of the version that is shown."""
        kept = self.organization.posts if self.organization else []
        return tuple(Post(**(p | {"party": SiteParty(p["party"])})) for p in kept)


async def site(session: AsyncSession, actor: Actor, project_id: UUID, version: int | None) -> Site | None:
    """Read the project's site in a version of its organisation, the newest by default; None where it is not seen."""
    schedule, project, unit = tables.Schedule, tables.Project, tables.Organization
    found = await session.scalar(visible_select(schedule, actor).where(schedule.project_id == project_id))
    if found is None:
        return None
    row = tables.SiteOrganization
    of_version = visible_select(row, actor).where(row.schedule_id == found.id)
    of_version = of_version if version is None else of_version.where(row.version == version)
    code = visible_select(project, actor).where(project.id == project_id).with_only_columns(project.code)
    name = visible_select(unit, actor).where(unit.id == found.owner_id).with_only_columns(unit.name)
    return Site(
        schedule=found,
        code=await session.scalar(code),
        owner_name=await session.scalar(name),
        organization=await session.scalar(of_version.order_by(row.version.desc()).limit(1)),
    )


async def nodes(
    session: AsyncSession, actor: Actor, schedule_id: UUID, today: Any
) -> Sequence[tuple[tables.Node, NodeState, str | None]]:
    """Read the nodes of the plan in force with their states of the day and the names of their units, in order."""
    node, unit = tables.Node, tables.Organization
    query = (
        select(node, state_of(node, today, actor), unit.name)
        .outerjoin(unit, (unit.id == node.responsible_unit_id) & condition(unit, actor))
        .where(node.schedule_id == schedule_id, node.current, condition(node, actor))
        .order_by(node.position, node.id)
    )
    return [(n, NodeState(state), name) for n, state, name in (await session.execute(query)).all()]
