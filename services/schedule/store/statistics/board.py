"""How the projects that somebody sees stand in statistics, beside what was verified of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import and_, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.chassis.rows import mapping
from services.chassis.visibility import condition, visible_select
from services.schedule.domain.lists.month import Month
from services.schedule.domain.lists.terms import ListRole
from services.schedule.domain.opening import ItemKind
from services.schedule.domain.statistics.recording import Entry
from services.schedule.domain.statistics.terms import StatisticsKind
from services.schedule.store import tables
from services.schedule.store.lists.milestones import milestones
from services.schedule.store.statistics.keeping import state


@dataclass(slots=True, kw_only=True)
class Project:
    """A running construction project: its units, its records, its figures up to a month of the year (万元, per cent)."""

    schedule_id: UUID
    project_id: UUID
    name: str
    kind: ItemKind
    owner_id: UUID
    town_id: UUID | None
    industry_authority_id: UUID | None
    total_investment: Decimal | None
    annual_investment: Decimal | None
    started_on: date | None
    entries: dict[StatisticsKind, Entry] = field(default_factory=dict)
    statistical_month: Decimal | None = None
    statistical: Decimal | None = None  # of the year so far
    statistical_ever: Decimal | None = None
    verified: Decimal | None = None  # of the year so far
    physical: Decimal | None = None


async def projects(session: AsyncSession, actor: Actor, until: Month, today: date) -> list[Project]:
    """Read them all, by name."""
    schedule, item = tables.Schedule, tables.PlanItem
    stone = milestones(ListRole.START, today).where(condition(tables.Node, actor)).subquery()
    query = (
        visible_select(schedule, actor)
        .with_only_columns(schedule, item, stone.c.completed_on)
        .outerjoin(stone, stone.c.schedule_id == schedule.id)
        .outerjoin(item, and_(item.schedule_id == schedule.id, item.year == until.year, item.current))
        .where(schedule.kind != ItemKind.PRELIMINARY, schedule.ended_on.is_(None))
        .order_by(schedule.project_name, schedule.id)
    )
    found = {
        row.id: Project(
            schedule_id=row.id,
            project_id=row.project_id,
            name=row.project_name,
            kind=row.kind,
            owner_id=row.owner_id,
            town_id=row.town_id,
            industry_authority_id=row.industry_authority_id,
            total_investment=listed.total_investment if listed else None,
            annual_investment=listed.annual_investment if listed else None,
            started_on=started_on,
        )
        for row, listed, started_on in (await session.execute(query)).all()
    }
    await _records(session, actor, found)
    await _statistical(session, actor, found, until)
    await _verified(session, actor, found, until)
    return list(found.values())


async def _records(session: AsyncSession, actor: Actor, found: dict[UUID, Project]) -> None:
    entry = tables.StatisticsEntry
    for row in (await session.scalars(visible_select(entry, actor))).all():
        if row.schedule_id in found:
            found[row.schedule_id].entries[row.kind] = state(row)


async def _statistical(session: AsyncSession, actor: Actor, found: dict[UUID, Project], until: Month) -> None:
    row = tables.StatisticsInvestment
    of_year = and_(row.year == until.year, row.month <= until.month)
    query = (
        visible_select(row, actor)
        .where((row.year < until.year) | of_year)
        .group_by(row.schedule_id)
        .with_only_columns(
            row.schedule_id,
            func.sum(row.amount),
            func.sum(row.amount).filter(of_year),
            func.sum(row.amount).filter(row.year == until.year, row.month == until.month),
        )
    )
    for id_, ever, year, month in (await session.execute(query)).all():
        if id_ in found:
            own = found[id_]
            own.statistical_ever, own.statistical, own.statistical_month = ever, year, month


async def _verified(session: AsyncSession, actor: Actor, found: dict[UUID, Project], until: Month) -> None:
    """Verified investment of the months that statistics could have, and the last verified physical progress by then."""
    report = tables.ProgressReport
    upto = (report.year == until.year, report.month <= until.month, report.verified_investment.is_not(None))
    total = (
        visible_select(report, actor)
        .where(*upto)
        .group_by(report.schedule_id)
        .with_only_columns(report.schedule_id, func.sum(report.verified_investment))
    )
    last = (
        visible_select(report, actor)
        .where(*upto)
        .with_only_columns(report.schedule_id, report.physical_percent)
        .ext(distinct_on(report.schedule_id))
        .order_by(report.schedule_id, report.month.desc())
    )
    for id_, amount in (await session.execute(total)).all():
        if id_ in found:
            found[id_].verified = amount
    for id_, percent in (await session.execute(last)).all():
        if id_ in found:
            found[id_].physical = percent


async def names(session: AsyncSession, actor: Actor, ids: set[UUID]) -> dict[UUID, str]:
    """Read the names of units."""
    unit = tables.Organization
    rows = await session.execute(select(unit.id, unit.name).where(unit.id.in_(ids), condition(unit, actor)))
    return mapping(rows)
