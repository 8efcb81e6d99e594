"""Loads and saves schedules, plan items and annual tasks."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.schedule.domain import opening, task
from services.schedule.domain.listing import Standing
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
    ended = None
    if row.ended_on is not None:
        number, reason = row.ended_document_number or "", row.ended_reason or ""
        ended = opening.Ended(on=row.ended_on, document_number=number, reason=reason)
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
        ended=ended,
    )


def opened(id: UUID, stands: Standing) -> tables.Schedule:
    """Make the row of a schedule that has just been opened."""
    return tables.Schedule(
        id=id,
        division=stands.division,
        project_id=stands.project_id,
        project_name=stands.project_name,
        owner_id=stands.units.owner_id,
        town_id=stands.units.town_id,
        industry_authority_id=stands.units.industry_authority_id,
        kind=stands.kind,
        year=stands.year,
        opened_on=stands.opened_on,
    )


def follow(row: tables.Schedule, stands: Standing) -> None:
    """Write how the project stands by all that was told of it."""
    row.project_name = stands.project_name
    row.owner_id = stands.units.owner_id
    row.town_id = stands.units.town_id
    row.industry_authority_id = stands.units.industry_authority_id
    row.kind = stands.kind
    row.year = stands.year
    row.opened_on = stands.opened_on
    ended = stands.ended
    row.ended_on = ended.on if ended else None
    row.ended_document_number = ended.document_number if ended else None
    row.ended_reason = ended.reason if ended else None


def answering(row: tables.Schedule) -> tuple[UUID, UUID | None, UUID | None] | None:
    """Name the units of which start and completion of the project are asked (第七条); None while they are not."""
    if row.kind is opening.ItemKind.PRELIMINARY or row.ended_on is not None:
        return None
    return row.owner_id, row.town_id, row.industry_authority_id


async def item_of(session: AsyncSession, row: tables.Schedule, year: int) -> opening.PlanItem | None:
    """Read what the plan in force for the year says of the project."""
    item = tables.PlanItem
    query = select(item).where(item.schedule_id == row.id, item.year == year, item.current)
    found = await session.scalar(query.execution_options(populate_existing=True))
    return _item(row, found) if found else None


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


def task_row(work: Work, schedule: tables.Schedule, made: task.AnnualTask, *, by: str) -> tables.AnnualTask:
    """Make the row of a new version of an annual task."""
    return tables.AnnualTask(
        id=work.new_id(),
        division=schedule.division,
        schedule_id=schedule.id,
        year=made.year,
        version=made.version,
        annual_investment=made.annual_investment,
        months=list(made.months),
        reason=made.reason,
        set_at=work.now,
        set_by=by,
    )


async def lock_for(session: AsyncSession, actor: Actor, nodes: Sequence[UUID], reports: Sequence[UUID]) -> None:
    """Lock the schedules of these nodes and reports in one order, so that two who judge many at once wait for each other."""
    of_nodes = select(tables.Node.schedule_id).where(tables.Node.id.in_(nodes))
    of_reports = select(tables.ProgressReport.schedule_id).where(tables.ProgressReport.id.in_(reports))
    schedule = tables.Schedule
    query = visible_select(schedule, actor).where(schedule.id.in_(of_nodes) | schedule.id.in_(of_reports))
    await session.execute(query.order_by(schedule.id).with_for_update(of=schedule))
