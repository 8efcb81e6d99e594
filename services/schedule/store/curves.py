"""Reads what annual tasks and their curves are worked out of: versions of tasks, and reports of months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, JSON, Select, Text, and_, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from services.chassis import clock
from services.chassis.identity import Actor
from services.chassis.rows import mapping
from services.chassis.visibility import condition, visible_select
from services.schedule.domain.annual.curve import Done, InForce
from services.schedule.domain.opening import ItemKind
from services.schedule.domain.progress.record import ReportStatus
from services.schedule.store import tables

Facts = list[list[Any]]


@dataclass(slots=True)
class Yearly:
    """What is known of one project's year."""

    schedule_id: UUID
    town_id: UUID | None
    owner_id: UUID
    industry_authority_id: UUID | None
    kind: ItemKind
    level: str | None
    category: str | None
    tasks: Facts = field(default_factory=list)
    reports: Facts = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """Which projects; all conditions together."""

    town_id: UUID | None = None
    owner_id: UUID | None = None
    industry_authority_id: UUID | None = None
    level: str | None = None
    category: str | None = None
    kinds: Sequence[ItemKind] | None = None
    project_ids: Sequence[UUID] | None = None


def tasks_of(schedule: Any, caller: Actor, *years: int) -> Any:
    """Every version of a project's annual tasks, as JSON; amounts as text, for JSON has no exact numbers."""
    task = aliased(tables.AnnualTask)
    row = (task.year, task.version, task.set_at, cast(task.annual_investment, Text), cast(task.months, ARRAY(Text)))
    its = select(func.json_agg(func.json_build_array(*row), type_=JSON())).where(
        task.schedule_id == schedule.id, condition(tables.AnnualTask, caller, task), *[task.year == y for y in years]
    )
    return its.scalar_subquery()


def reports_of(schedule: Any, caller: Actor, *years: int) -> Any:
    """What was reported and verified of a project's months, as JSON."""
    report = aliased(tables.ProgressReport)
    row = (
        report.year,
        report.month,
        report.status,
        cast(report.done_investment, Text),
        cast(report.verified_investment, Text),
    )
    its = select(func.json_agg(func.json_build_array(*row), type_=JSON())).where(
        report.schedule_id == schedule.id,
        condition(tables.ProgressReport, caller, report),
        *[report.year == y for y in years],
    )
    return its.scalar_subquery()


def read_tasks(facts: Facts | None, year: int) -> list[InForce]:
    """Read the versions of one year."""
    return [
        InForce(
            version=version,
            since=clock.local_day(datetime.fromisoformat(set_at)),
            annual_investment=Decimal(annual),
            months=tuple(Decimal(m) for m in months),
        )
        for of, version, set_at, annual, months in facts or []
        if of == year
    ]


def read_reports(facts: Facts | None, year: int) -> Mapping[int, Done]:
    """Read the months of one year; what was returned counts as reported no more."""
    return {
        month: Done(
            reported=None if status == ReportStatus.RETURNED else Decimal(reported),
            verified=None if verified is None else Decimal(verified),
        )
        for of, month, status, reported, verified in facts or []
        if of == year
    }


async def of_all(session: AsyncSession, caller: Actor, year: int, which: Which) -> list[Yearly]:
    """Read the year of every construction project of its plan that the caller sees."""
    schedule, item, project = tables.Schedule, aliased(tables.PlanItem), aliased(tables.Project)
    of_year = and_(item.schedule_id == schedule.id, item.year == year, item.current)
    query = (
        visible_select(schedule, caller)
        .join(item, and_(of_year, condition(tables.PlanItem, caller, item)))
        .outerjoin(project, and_(project.id == schedule.project_id, condition(tables.Project, caller, project)))
        .where(item.kind != ItemKind.PRELIMINARY)
    )
    shown = _narrowed(query, schedule, item, project, which).with_only_columns(
        schedule.id,
        schedule.town_id,
        schedule.owner_id,
        schedule.industry_authority_id,
        item.kind,
        project.level,
        project.category,
        tasks_of(schedule, caller, year),
        reports_of(schedule, caller, year),
    )
    rows = (await session.execute(shown.order_by(schedule.opened_on, schedule.id))).all()
    return [Yearly(*row[:7], *(facts or [] for facts in row[7:])) for row in rows]


def _narrowed(query: Select[Any], schedule: Any, item: Any, project: Any, which: Which) -> Select[Any]:
    for its, value in (
        (schedule.town_id, which.town_id),
        (schedule.owner_id, which.owner_id),
        (schedule.industry_authority_id, which.industry_authority_id),
        (project.level, which.level),
        (project.category, which.category),
    ):
        query = query if value is None else query.where(its == value)
    if which.kinds is not None:
        query = query.where(item.kind.in_(which.kinds))
    return query if which.project_ids is None else query.where(schedule.project_id.in_(which.project_ids))


async def names_of(session: AsyncSession, caller: Actor, units: Sequence[UUID]) -> dict[UUID, str]:
    """Read the names of units."""
    unit = tables.Organization
    query = visible_select(unit, caller).where(unit.id.in_(units)).with_only_columns(unit.id, unit.name)
    return mapping(await session.execute(query))
