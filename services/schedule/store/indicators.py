"""Reads what the weekly indicators of city-level projects are worked out of (第九条)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from services.chassis.identity import Actor
from services.chassis.visibility import visible_select
from services.schedule.domain.city.rulebook import CITY_LEVELS
from services.schedule.domain.opening import ItemKind
from services.schedule.store import tables
from services.schedule.store.missed import Facts, carried_of, people_of, weeks_of


class Figures(NamedTuple):
    """What is known of a city-level project. Amounts in 万元; `new`: it started in the year of its newest plan."""

    schedule_id: UUID
    project_id: UUID
    project_name: str
    level: str
    kind: ItemKind
    annual: Decimal | None
    total: Decimal | None
    verified: Decimal | None
    verified_ever: Decimal | None
    reported: Decimal | None
    percent: Decimal | None
    late_nodes: int
    carried: Facts | None
    weeks: Facts | None
    people: Facts | None


async def of_city_projects(session: AsyncSession, caller: Actor, year: int, today: date) -> list[Figures]:
    """Read the construction projects of the year's plan that the city hears of, and that the caller sees."""
    schedule, project = tables.Schedule, tables.Project
    item = aliased(tables.PlanItem)  # `carried_of` reads all of them besides
    query = (
        visible_select(schedule, caller)
        .join(project, project.id == schedule.project_id)
        .join(item, (item.schedule_id == schedule.id) & item.current & (item.year == year))
        .where(project.level.in_(CITY_LEVELS.on(today)), item.kind != ItemKind.PRELIMINARY, schedule.ended_on.is_(None))
    )
    shown = query.with_only_columns(
        schedule.id,
        schedule.project_id,
        schedule.project_name,
        project.level,
        item.kind,
        _annual(schedule, year),
        item.total_investment,
        _sum(schedule, tables.ProgressReport.verified_investment, year),
        _sum(schedule, tables.ProgressReport.verified_investment, None),
        _sum(schedule, tables.ProgressReport.done_investment, year),
        _percent(schedule),
        _late(schedule, today),
        carried_of(schedule, caller),
        weeks_of(schedule, caller),
        people_of(schedule, caller),
    )
    rows = (await session.execute(shown.order_by(schedule.opened_on, schedule.id))).all()
    return [Figures(*row) for row in rows]


def _annual(schedule: Any, year: int) -> Any:
    task = tables.AnnualTask
    newest = select(task.annual_investment).where(task.schedule_id == schedule.id, task.year == year)
    return newest.order_by(task.version.desc()).limit(1).scalar_subquery()


def _sum(schedule: Any, amount: Any, year: int | None) -> Any:
    report = tables.ProgressReport
    total = select(func.sum(amount)).where(report.schedule_id == schedule.id)
    return (total if year is None else total.where(report.year == year)).scalar_subquery()


def _percent(schedule: Any) -> Any:
    week = tables.WeeklyUpdate
    newest = select(week.physical_percent).where(week.schedule_id == schedule.id)
    return newest.order_by(week.week_on.desc()).limit(1).scalar_subquery()


def _late(schedule: Any, today: date) -> Any:
    node = tables.Node
    open_ = (node.schedule_id == schedule.id, node.current, node.completed_on.is_(None), node.ended_on.is_(None))
    return select(func.count()).select_from(node).where(*open_, node.due_on < today).scalar_subquery()
