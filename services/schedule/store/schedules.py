"""Loads and saves schedules, plan items and annual tasks."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.chassis.visibility import visible_select
from services.schedule.domain import opening, task
from services.schedule.store import tables


async def of_project(session: AsyncSession, actor: Actor, project_id: UUID) -> tables.Schedule | None:
    """Lock the project's schedule, when the actor sees it: commands on one project follow each other."""
    query = visible_select(tables.Schedule, actor).where(tables.Schedule.project_id == project_id)
    return await session.scalar(query.with_for_update(of=tables.Schedule))


async def by_id(session: AsyncSession, actor: Actor, id: UUID) -> tables.Schedule | None:
    """Lock a schedule, when the actor sees it."""
    query = visible_select(tables.Schedule, actor).where(tables.Schedule.id == id)
    return await session.scalar(query.with_for_update(of=tables.Schedule))


async def followed(session: AsyncSession, project_id: UUID) -> tables.Schedule | None:
    """Lock the project's schedule for an event, which nobody has to see."""
    query = select(tables.Schedule).where(tables.Schedule.project_id == project_id)
    return await session.scalar(query.with_for_update())


def state(row: tables.Schedule) -> opening.Schedule:
    """Read a schedule as the domain knows it."""
    return opening.Schedule(
        id=row.id,
        project_id=row.project_id,
        project_name=row.project_name,
        owner_id=row.owner_id,
        town_id=row.town_id,
        industry_authority_id=row.industry_authority_id,
        kind=row.kind,
        year=row.year,
        opened_on=row.opened_on,
        plan_version=row.plan_version,
        division=row.division,
    )


def opened(schedule: opening.Schedule) -> tables.Schedule:
    """Make the row of a schedule that has just been opened."""
    return tables.Schedule(
        id=schedule.id,
        division=schedule.division,
        project_id=schedule.project_id,
        project_name=schedule.project_name,
        owner_id=schedule.owner_id,
        town_id=schedule.town_id,
        industry_authority_id=schedule.industry_authority_id,
        kind=schedule.kind,
        year=schedule.year,
        opened_on=schedule.opened_on,
    )


def follow(row: tables.Schedule, schedule: opening.Schedule) -> None:
    """Write what a later plan item has changed."""
    row.project_name = schedule.project_name
    row.owner_id = schedule.owner_id
    row.town_id = schedule.town_id
    row.industry_authority_id = schedule.industry_authority_id
    row.kind = schedule.kind
    row.year = schedule.year


async def item_of(session: AsyncSession, row: tables.Schedule, year: int) -> opening.PlanItem | None:
    """Read what the plan in force for the year says of the project."""
    item = tables.PlanItem
    found = await session.scalar(select(item).where(item.schedule_id == row.id, item.year == year, item.current))
    return _item(row, found) if found else None


async def knows_item(session: AsyncSession, schedule_id: UUID, new: opening.PlanItem) -> bool:
    """Whether this version of the plan has been taken over before."""
    item = tables.PlanItem
    known = select(item.id).where(
        item.schedule_id == schedule_id, item.plan_id == new.plan_id, item.plan_version == new.plan_version
    )
    return await session.scalar(known) is not None


async def add_item(session: AsyncSession, id: UUID, schedule_id: UUID, new: opening.PlanItem, *, current: bool) -> None:
    """Keep a plan item; when it is the one in force, the year's former one no longer is."""
    item = tables.PlanItem
    if current:
        former = update(item).where(item.schedule_id == schedule_id, item.year == new.year, item.current)
        await session.execute(former.values(current=False))
    session.add(
        item(
            id=id,
            division=new.division,
            schedule_id=schedule_id,
            plan_id=new.plan_id,
            plan_version=new.plan_version,
            year=new.year,
            document_number=new.document_number,
            kind=new.kind,
            total_investment=new.total_investment,
            annual_investment=new.annual_investment,
            issued_on=new.issued_on,
            current=current,
        )
    )
    await session.flush()


def _item(schedule: tables.Schedule, row: tables.PlanItem) -> opening.PlanItem:
    return opening.PlanItem(
        plan_id=row.plan_id,
        plan_version=row.plan_version,
        year=row.year,
        document_number=row.document_number,
        project_id=schedule.project_id,
        project_name=schedule.project_name,
        kind=row.kind,
        total_investment=row.total_investment,
        annual_investment=row.annual_investment,
        owner_id=schedule.owner_id,
        town_id=schedule.town_id,
        industry_authority_id=schedule.industry_authority_id,
        issued_on=row.issued_on,
        division=row.division,
    )


async def task_of(session: AsyncSession, schedule_id: UUID, year: int) -> task.AnnualTask | None:
    """Read the task of the year in its highest version."""
    rows = tables.AnnualTask
    query = (
        select(rows).where(rows.schedule_id == schedule_id, rows.year == year).order_by(rows.version.desc()).limit(1)
    )
    row = await session.scalar(query)
    if row is None:
        return None
    return task.AnnualTask(
        year=row.year,
        version=row.version,
        annual_investment=row.annual_investment,
        months=tuple(row.months),
        reason=row.reason,
    )
