"""What names a unit in papers that go on: monthly lists, applications, changes of a plan that are prepared."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from services.chassis.work import Work
from services.reserve.domain.adjustment.state import AdjustmentStatus
from services.reserve.domain.applications.state import OPEN
from services.reserve.domain.planned.terms import WAITING, WRITING
from services.reserve.store import tables

_PREPARED = frozenset(AdjustmentStatus) - {AdjustmentStatus.ISSUED, AdjustmentStatus.CANCELLED}


async def applications_of(session: AsyncSession, unit: UUID) -> Sequence[str]:
    """Name the projects of a unit with an application that is not over."""
    paper = tables.Application
    named = select(paper.project_name).where(_named(paper, unit), paper.status.in_(sorted(OPEN)))
    return (await session.scalars(named.order_by(paper.sort_key, paper.id))).all()


async def changes_of(session: AsyncSession, unit: UUID) -> Sequence[str]:
    """Name the projects of a unit that an adjustment in preparation has in hand."""
    change = tables.AdjustmentChange
    named = select(change.project_name).where(_named(change, unit), change.adjustment_id.in_(_prepared()))
    return (await session.scalars(named.order_by(change.sort_key, change.id))).all()


async def lock_changes(work: Work, unit: UUID) -> tuple[Sequence[tables.Adjustment], Sequence[tables.AdjustmentChange]]:
    """Load the adjustments in preparation that name a unit, with the changes that do; their plans are taken first."""
    plan, adjustment, change = tables.Plan, tables.Adjustment, tables.AdjustmentChange
    naming = select(change.adjustment_id).where(_named(change, unit), change.adjustment_id.in_(_prepared()))
    plans = select(adjustment.plan_id).where(adjustment.id.in_(naming))
    await work.session.scalars(select(plan).where(plan.id.in_(plans)).order_by(plan.id).with_for_update())
    locked = select(adjustment).where(adjustment.id.in_(naming)).order_by(adjustment.id).with_for_update()
    found = (await work.session.scalars(locked.execution_options(populate_existing=True))).all()
    own = select(change).where(_named(change, unit), change.adjustment_id.in_([a.id for a in found]))
    return found, (await work.session.scalars(own.order_by(change.id))).all()


async def lock_applications(work: Work, unit: UUID) -> Sequence[tables.Application]:
    """Load the applications of a unit that are not over; their projects are locked already."""
    paper = tables.Application
    own = select(paper).where(_named(paper, unit), paper.status.in_(sorted(OPEN))).order_by(paper.id)
    return (await work.session.scalars(own.with_for_update().execution_options(populate_existing=True))).all()


async def lock_reports(work: Work, unit: UUID) -> Sequence[tables.PlannedReport]:
    """Load the monthly lists that are still with a unit."""
    report = tables.PlannedReport
    own = select(report).where(report.unit_id == unit, report.status.in_(sorted(WRITING))).order_by(report.id)
    return (await work.session.scalars(own.with_for_update().execution_options(populate_existing=True))).all()


async def waiting_months(session: AsyncSession, unit: UUID) -> Sequence[date]:
    """Name the months whose list a unit has handed in and nobody has taken over or sent back."""
    report = tables.PlannedReport
    return (
        await session.scalars(select(report.month).where(report.unit_id == unit, report.status.in_(sorted(WAITING))))
    ).all()


async def both_months(session: AsyncSession, keep: UUID, duplicate: UUID) -> Sequence[date]:
    """Name the months whose list is still with the duplicate, while the unit kept has one too."""
    report = tables.PlannedReport
    kept = select(report.month).where(report.unit_id == keep)
    writing = select(report.month).where(report.unit_id == duplicate, report.status.in_(sorted(WRITING)))
    return (await session.scalars(writing.where(report.month.in_(kept)))).all()


async def follow_aids(session: AsyncSession, duplicate: UUID, keep: UUID) -> None:
    """Let the kept unit's people have what the duplicate's had: views, import runs, calendar addresses, meanings of headings.

    Of a heading that both have explained the kept unit's meaning holds.
    """
    aids = (tables.SavedView, tables.ImportRun, tables.ImportFile, tables.CalendarAddress)
    for column in (aid.unit_id for aid in aids):
        following = update(column.class_).where(column == duplicate).values({column.key: keep})
        await session.execute(following.execution_options(synchronize_session=False))
    mapping, own = tables.HeadingMapping, aliased(tables.HeadingMapping)
    explained = exists().where(
        own.unit_id == keep, own.subject == mapping.subject, own.heading == mapping.heading, own.ended_at.is_(None)
    )
    moving = update(mapping).where(mapping.unit_id == duplicate, mapping.ended_at.is_(None), ~explained)
    await session.execute(moving.values(unit_id=keep).execution_options(synchronize_session=False))


def _named(row: Any, unit: UUID) -> ColumnElement[bool]:
    return or_(row.owner_id == unit, row.town_id == unit, row.industry_authority_id == unit)


def _prepared() -> Any:
    return select(tables.Adjustment.id).where(tables.Adjustment.status.in_(sorted(_PREPARED)))
