"""Loads what a project has to do with packages, and keeps it as it is until a command ends."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.law.breach import Breach
from services.reserve.domain.record.package import Family, beside
from services.reserve.store import tables

UNKNOWN = Breach("PACKAGE_UNKNOWN", "没有该打包项目，或您无权查看", field="packageId")


async def lock(work: Work, *ids: UUID) -> dict[UUID, tables.Project]:
    """Load projects that the actor may see, and keep others from changing them; in one order, so that nobody waits in a ring."""
    table = tables.Project
    found = await work.session.scalars(
        visible_select(table, work.actor)
        .where(table.id.in_(ids), table.division == work.actor.division)
        .order_by(table.id)
        .with_for_update(of=table)
        .execution_options(populate_existing=True)
    )
    return {row.id: row for row in found.all()}


async def hold(session: AsyncSession, project_id: UUID) -> None:
    """Lock a project and the package that it is a part of, whoever may see it: their totals are judged together."""
    table = tables.Project
    its_package = select(table.package_id).where(table.id == project_id).scalar_subquery()
    both = select(table.id).where(table.id.in_([project_id]) | (table.id == its_package))
    await session.execute(both.order_by(table.id).with_for_update())


async def family(session: AsyncSession, row: tables.Project) -> Family:
    """Look up a project's package with the other parts of it, and its own parts."""
    table = tables.Project
    parts, parts_total = await _sum(session, row.id, None)
    if row.package_id is None:
        return Family(parts=parts, parts_total=parts_total)
    whole = await session.scalar(select(table.total_investment).where(table.id == row.package_id))
    _, siblings = await _sum(session, row.package_id, row.id)
    return Family(package_total=whole, siblings_total=siblings, parts=parts, parts_total=parts_total)


async def _sum(session: AsyncSession, package_id: UUID, without: UUID | None) -> tuple[int, Decimal]:
    table = tables.Project
    query = select(func.count(), func.coalesce(func.sum(table.total_investment), 0)).where(
        table.package_id == package_id
    )
    number, total = (await session.execute(query if without is None else query.where(table.id != without))).one()
    return number, Decimal(total)


async def both_listed(session: AsyncSession, one: UUID, other: UUID) -> list[int]:
    """Return the years whose plans list both projects."""
    item, its = tables.PlanItem, aliased(tables.PlanItem)
    years = select(tables.Plan.year).join(item, item.plan_id == tables.Plan.id).join(its, its.plan_id == tables.Plan.id)
    return list((await session.scalars(years.where(item.project_id == one, its.project_id == other))).all())


async def listed_beside(session: AsyncSession, row: tables.Project, listed: Collection[UUID]) -> list[Breach]:
    """Judge whether a list that has these projects may have this one as well (第三条（四）); `row` is locked."""
    parts = await session.scalars(select(tables.Project.id).where(tables.Project.package_id == row.id))
    return beside(row.package_id, parts.all(), listed)
