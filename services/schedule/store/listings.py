"""Keeps what reserve tells of projects in annual plans, and lays out the plan items that follow from all of it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.work import Work
from services.schedule.domain.listing import Listing, Told, Units
from services.schedule.store import tables


async def keep(session: AsyncSession, told: Told) -> bool:
    """Keep a telling; say whether it was new. Tellings about one project wait for each other, be there a schedule or not."""
    await hold(session, told.project_id)
    units = told.units
    written = insert(tables.PlanTelling).values(
        project_id=told.project_id,
        plan_id=told.plan_id,
        plan_version=told.plan_version,
        division=told.division,
        project_name=told.project_name,
        year=told.year,
        change=told.change,
        kind=told.kind,
        told_on=told.on,
        document_number=told.document_number,
        total_investment=told.total_investment,
        annual_investment=told.annual_investment,
        owner_id=units.owner_id if units else None,
        town_id=units.town_id if units else None,
        industry_authority_id=units.industry_authority_id if units else None,
        reason=told.reason,
    )
    fresh = written.on_conflict_do_nothing().returning(tables.PlanTelling.project_id)
    return await session.scalar(fresh) is not None


async def hold(session: AsyncSession, project_id: UUID) -> None:
    """Wait for whatever else decides how the project stands, until the transaction ends."""
    lock = func.pg_advisory_xact_lock(func.hashtext("plan_tellings"), func.hashtext(str(project_id)))
    await session.execute(select(lock))


async def of_project(session: AsyncSession, project_id: UUID) -> list[Told]:
    """Read all that was told of a project."""
    telling = tables.PlanTelling
    rows = await session.scalars(select(telling).where(telling.project_id == project_id))
    return [_state(row) for row in rows.all()]


def _state(row: tables.PlanTelling) -> Told:
    units = None
    if row.owner_id is not None:
        units = Units(owner_id=row.owner_id, town_id=row.town_id, industry_authority_id=row.industry_authority_id)
    return Told(
        project_id=row.project_id,
        project_name=row.project_name,
        division=row.division,
        plan_id=row.plan_id,
        plan_version=row.plan_version,
        year=row.year,
        change=row.change,
        kind=row.kind,
        on=row.told_on,
        document_number=row.document_number,
        total_investment=row.total_investment,
        annual_investment=row.annual_investment,
        units=units,
        reason=row.reason,
    )


async def lay_out(work: Work, row: tables.Schedule, listings: Sequence[Listing]) -> None:
    """Write the plan items of a schedule; those that are there keep their identity."""
    item = tables.PlanItem
    former = update(item).where(item.schedule_id == row.id, item.current)
    await work.session.execute(former.values(current=False).execution_options(synchronize_session=False))
    for listing in listings:
        values = {
            "division": row.division,
            "year": listing.year,
            "change": listing.change,
            "document_number": listing.document_number,
            "kind": listing.kind,
            "total_investment": listing.total_investment,
            "annual_investment": listing.annual_investment,
            "issued_on": listing.on,
            "reason": listing.reason,
            "current": listing.current,
        }
        key = {"schedule_id": row.id, "plan_id": listing.plan_id, "plan_version": listing.plan_version}
        written = insert(item).values(id=work.new_id(), **key, **values)
        await work.session.execute(written.on_conflict_do_update(index_elements=list(key), set_=values))
