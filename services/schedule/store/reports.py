"""Loads and saves progress reports with their history."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.chassis.visibility import visible_select
from services.schedule.domain.progress import record
from services.schedule.domain.progress.verification import Verified
from services.schedule.store import tables


async def of_month(session: AsyncSession, schedule_id: UUID, year: int, month: int) -> tables.ProgressReport | None:
    """Read the report of a month; the schedule's lock guards it."""
    report = tables.ProgressReport
    query = select(report).where(report.schedule_id == schedule_id, report.year == year, report.month == month)
    return await session.scalar(query)


async def schedule_of(session: AsyncSession, actor: Actor, report_id: UUID) -> UUID | None:
    """Find the schedule of a report that the actor sees."""
    report = tables.ProgressReport
    query = visible_select(report, actor).where(report.id == report_id).with_only_columns(report.schedule_id)
    found: UUID | None = await session.scalar(query)
    return found


async def by_id(session: AsyncSession, id: UUID) -> tables.ProgressReport:
    """Read a report that is known to exist, as it is now."""
    return await session.get_one(tables.ProgressReport, id, populate_existing=True)


async def last_step(session: AsyncSession, report_id: UUID) -> tables.ProgressStep:
    """Read the last step of a report."""
    step = tables.ProgressStep
    return (
        await session.scalars(select(step).where(step.report_id == report_id).order_by(step.version.desc()).limit(1))
    ).one()


async def verified_before(session: AsyncSession, row: tables.ProgressReport) -> Decimal:
    """Sum the verified investment of the year's earlier months."""
    report = tables.ProgressReport
    total = select(func.coalesce(func.sum(report.verified_investment), 0)).where(
        report.schedule_id == row.schedule_id, report.year == row.year, report.month < row.month
    )
    return Decimal(await session.scalar(total) or 0)


async def verified_after(session: AsyncSession, row: tables.ProgressReport) -> list[Verified]:
    """Read what was last verified of each of the year's later months, also where an update waits for the next verification."""
    report, step = tables.ProgressReport, tables.ProgressStep
    query = (
        select(report.id, step.version, report.month, step.done_investment, step.physical_percent, report.verified_on)
        .join(step, step.report_id == report.id)
        .where(
            report.schedule_id == row.schedule_id,
            report.year == row.year,
            report.month > row.month,
            step.status == record.ReportStatus.VERIFIED,
        )
        .ext(distinct_on(report.id))  # of each report the last verification
        .order_by(report.id, step.version.desc())
    )
    return [
        Verified(
            report_id=id_, version=version, month=month, done_investment=done, physical_percent=percent, verified_on=on
        )
        for id_, version, month, done, percent, on in (await session.execute(query)).all()
        if on is not None
    ]


def state(row: tables.ProgressReport) -> record.Report:
    """Read a report as the domain knows it."""
    return record.Report(
        id=row.id,
        project_id=row.project_id,
        division=row.division,
        year=row.year,
        month=row.month,
        version=row.version,
        status=row.status,
        progress=record.Progress(
            done_investment=row.done_investment,
            physical_percent=row.physical_percent,
            physical_text=row.physical_text,
            difficulties=row.difficulties,
        ),
        reporters=frozenset(row.reporters),
        reported_on=row.reported_on,
        return_reason=row.return_reason,
        verified_on=row.verified_on,
        verified_investment=row.verified_investment,
        week_on=row.week_on,
    )


async def save(
    session: AsyncSession,
    schedule_id: UUID,
    row: tables.ProgressReport | None,
    report: record.Report,
    *,
    by: Actor,
    at: datetime,
) -> None:
    """Write the report as it stands now, and the step of its history that led there."""
    values = _columns(report)
    if row is None:
        session.add(tables.ProgressReport(schedule_id=schedule_id, **values))
    else:
        for name, value in values.items():
            setattr(row, name, value)
    await session.flush()
    said = report.progress
    session.add(
        tables.ProgressStep(
            report_id=report.id,
            version=report.version,
            division=report.division,
            schedule_id=schedule_id,
            status=report.status,
            done_investment=said.done_investment,
            physical_percent=said.physical_percent,
            physical_text=said.physical_text,
            difficulties=said.difficulties,
            reason=report.return_reason,
            at=at,
            by=by.name,
            by_unit_id=by.unit,
        )
    )
    await session.flush()


def _columns(report: record.Report) -> dict[str, Any]:
    said = report.progress
    return {
        "id": report.id,
        "division": report.division,
        "project_id": report.project_id,
        "year": report.year,
        "month": report.month,
        "version": report.version,
        "status": report.status,
        "done_investment": said.done_investment,
        "physical_percent": said.physical_percent,
        "physical_text": said.physical_text,
        "difficulties": said.difficulties,
        "reporters": sorted(report.reporters),
        "reported_on": report.reported_on,
        "return_reason": report.return_reason,
        "verified_on": report.verified_on,
        "verified_investment": report.verified_investment,
        "week_on": report.week_on,
    }
