"""What the register knows of the projects that a list names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.rows import mapping
from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.reserve.domain.planned.content import Planned
from services.reserve.domain.planned.terms import HANDED_IN
from services.reserve.store import tables


async def known(work: Work, ids: Collection[UUID], unit_id: UUID, month: date) -> dict[UUID, Planned]:
    """Look the projects up and keep them as they are, so that two lists that name one are judged one after the other."""
    project = tables.Project
    found = await work.session.scalars(
        visible_select(project, work.actor)
        .where(project.id.in_(set(ids)), project.division == work.actor.division)
        .order_by(project.id)  # whoever locks several locks them in one order
        .with_for_update(of=project, key_share=True)
        .execution_options(populate_existing=True)
    )
    rows = found.all()
    years = await _plan_years(work.session, ids)
    elsewhere = await _reported_elsewhere(work.session, ids, unit_id, month)
    return {
        row.id: Planned(
            name=row.name,
            category=row.category,
            library=row.library,
            town_id=row.town_id,
            total_investment=row.total_investment,
            units=frozenset(
                u for u in (row.owner_id, row.town_id, row.industry_authority_id, row.registered_by_unit) if u
            ),
            plan_years=tuple(years[row.id]),
            reported_by=elsewhere.get(row.id),
        )
        for row in rows
    }


async def _plan_years(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, list[int]]:
    item, plan = tables.PlanItem, tables.Plan
    rows = await session.execute(
        select(item.project_id, plan.year).join(plan, plan.id == item.plan_id).where(item.project_id.in_(set(ids)))
    )
    years: dict[UUID, list[int]] = defaultdict(list)
    for project_id, year in rows.all():
        years[project_id].append(year)
    return years


async def _reported_elsewhere(
    session: AsyncSession, ids: Collection[UUID], unit_id: UUID, month: date
) -> dict[UUID, str]:
    """Name for each project the other unit whose list of the month has it; a list that was sent back does not count."""
    item, report, unit = tables.PlannedItem, tables.PlannedReport, tables.Organization
    rows = await session.execute(
        select(item.project_id, unit.name)
        .join(report, report.id == item.report_id)
        .join(unit, unit.id == report.unit_id)
        .where(
            item.project_id.in_(set(ids)),
            item.revision == report.revision,
            report.month == month,
            report.unit_id != unit_id,
            report.status.in_(HANDED_IN),
        )
    )
    return mapping(rows)
