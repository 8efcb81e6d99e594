"""What names a unit: projects, items of plans in preparation, units below it, people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.work import Work
from services.reserve.domain.directory.standing import Dependents
from services.reserve.domain.terms import PlanStatus
from services.reserve.store import members, merging, tables


async def dependents(session: AsyncSession, unit: UUID, today: date) -> Dependents:
    """Name what depends on a unit, in the order of the lists."""
    project, item, below = tables.Project, tables.PlanItem, tables.Organization
    projects = select(project.name).where(_named(project, unit), project.library.is_not(None))
    items = select(item.project_name).where(_named(item, unit), item.plan_id.in_(_in_preparation()))
    children = select(below.name).where(below.parent_id == unit, below.active)
    return Dependents(
        projects=await _names(session, projects.order_by(project.sort_key, project.id)),
        plan_items=await _names(session, items.order_by(item.sort_key, item.id)),
        children=await _names(session, children.order_by(below.sort_key, below.id)),
        applications=await merging.applications_of(session, unit),
        changes=await merging.changes_of(session, unit),
        members=[m.name for m in await members.not_ended(session, unit, today)],
    )


async def lock_items(work: Work, unit: UUID) -> tuple[Sequence[tables.Plan], Sequence[tables.PlanItem]]:
    """Load the plans in preparation that name a unit, with the items that do, and keep the plans as they are."""
    plan, item = tables.Plan, tables.PlanItem
    locked = await work.session.scalars(
        select(plan)
        .where(plan.status != PlanStatus.ISSUED, plan.id.in_(select(item.plan_id).where(_named(item, unit))))
        .order_by(plan.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    plans = locked.all()
    found = await work.session.scalars(
        select(item).where(_named(item, unit), item.plan_id.in_([p.id for p in plans])).order_by(item.id)
    )
    return plans, found.all()


async def lock_projects(work: Work, unit: UUID) -> Sequence[tables.Project]:
    """Load the projects that name a unit, as a cooperating one too, or that it registered, and keep them as they are."""
    project = tables.Project
    found = await work.session.scalars(
        select(project)
        .where(or_(_named(project, unit), project.cooperating_ids.contains([unit]), project.registered_by_unit == unit))
        .order_by(project.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found.all()


async def lock_children(work: Work, unit: UUID) -> Sequence[tables.Organization]:
    """Load the units below a unit, inactive ones too."""
    below = tables.Organization
    found = await work.session.scalars(
        select(below)
        .where(below.parent_id == unit)
        .order_by(below.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return found.all()


async def same_projects(session: AsyncSession, one: UUID, other: UUID) -> Sequence[str]:
    """Name the projects that both units own under one name."""
    project = tables.Project
    of_other = select(project.name).where(project.owner_id == other)
    own = select(project.name).where(project.owner_id == one, project.name.in_(of_other))
    return await _names(session, own.order_by(project.sort_key, project.id))


def _named(row: Any, unit: UUID) -> ColumnElement[bool]:
    return or_(row.owner_id == unit, row.town_id == unit, row.industry_authority_id == unit)


def _in_preparation() -> Any:
    return select(tables.Plan.id).where(tables.Plan.status != PlanStatus.ISSUED)


async def _names(session: AsyncSession, query: Any) -> list[str]:
    return list((await session.scalars(query)).all())
