"""Loads and saves what is recorded of a project in statistics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.work import Work
from services.law.breach import Breach
from services.law.text import clean_name
from services.schedule.domain.lists.terms import ListRole
from services.schedule.domain.statistics.recording import Entry, Known
from services.schedule.domain.statistics.terms import StatisticsAction, StatisticsKind
from services.schedule.store import tables
from services.schedule.store.lists.keeping import plain
from services.schedule.store.lists.milestones import milestones


async def row_of(session: AsyncSession, schedule_id: UUID, kind: StatisticsKind) -> tables.StatisticsEntry | None:
    """Read the record of a project; the schedule's lock guards it."""
    entry = tables.StatisticsEntry
    query = select(entry).where(entry.schedule_id == schedule_id, entry.kind == kind)
    return await session.scalar(query.execution_options(populate_existing=True))


def state(row: tables.StatisticsEntry) -> Entry:
    """Read a record as the domain knows it."""
    return Entry(
        id=row.id,
        kind=row.kind,
        version=row.version,
        on=row.on_day,
        number=row.number,
        document=row.document,
        exception_reason=row.exception_reason,
        exception_approver=row.exception_approver,
        exception_document=row.exception_document,
    )


async def known(session: AsyncSession, schedule: tables.Schedule, number: str | None, today: date) -> Known:
    """Read what a record of the project is judged by; `number` that somebody wants to give it."""
    rows = {kind: await row_of(session, schedule.id, kind) for kind in StatisticsKind}
    entry, reporting = (state(row) if row else None for row in rows.values())
    return Known(
        started_on=await started_on(session, schedule.id, today),
        entry=entry,
        reporting=reporting,
        number_taken=await _taken(session, schedule, number),
    )


async def started_on(session: AsyncSession, schedule_id: UUID, today: date) -> date | None:
    """Read the day on which the project's start was completed."""
    stone = milestones(ListRole.START, today).where(tables.Node.schedule_id == schedule_id).subquery()
    found: date | None = await session.scalar(select(stone.c.completed_on))
    return found


async def _taken(session: AsyncSession, own: tables.Schedule, number: str | None) -> bool:
    kept = clean_name(number or "", "统计库编号")
    if isinstance(kept, Breach):  # no number, or one that is refused as such
        return False
    entry = tables.StatisticsEntry
    others = (entry.division == own.division, entry.number == kept, entry.schedule_id != own.id)
    return await session.scalar(select(entry.id).where(*others).limit(1)) is not None


async def save(
    work: Work,
    schedule: tables.Schedule,
    row: tables.StatisticsEntry | None,
    entry: Entry,
    action: StatisticsAction,
    reason: str | None,
    import_id: UUID | None = None,
) -> None:
    """Write a record as it is now, and the step that led there."""
    values: dict[str, Any] = {
        "version": entry.version,
        "on_day": entry.on,
        "number": entry.number,
        "document": entry.document,
        "exception_reason": entry.exception_reason,
        "exception_approver": entry.exception_approver,
        "exception_document": entry.exception_document,
    }
    if row is None:
        row = tables.StatisticsEntry(
            id=entry.id,
            division=schedule.division,
            schedule_id=schedule.id,
            project_id=schedule.project_id,
            kind=entry.kind,
            **values,
        )
        work.session.add(row)
    else:
        for name, value in values.items():
            setattr(row, name, value)
    await work.session.flush()
    await step(work, schedule, action, facts(entry), kind=entry.kind, reason=reason, import_id=import_id)


def facts(entry: Entry) -> dict[str, Any]:
    """Say what a record holds."""
    return {k: v for k, v in asdict(entry).items() if v is not None and k != "id"}


async def step(
    work: Work,
    schedule: tables.Schedule,
    action: StatisticsAction,
    said: Mapping[str, Any],
    *,
    kind: StatisticsKind | None = None,
    year: int | None = None,
    month: int | None = None,
    reason: str | None = None,
    import_id: UUID | None = None,
) -> None:
    """Write what was recorded, by whom and why."""
    work.session.add(
        tables.StatisticsStep(
            id=work.new_id(),
            division=schedule.division,
            schedule_id=schedule.id,
            action=action,
            kind=kind,
            year=year,
            month=month,
            facts=plain(said) or {},
            reason=reason,
            import_id=import_id,
            at=work.now,
            by=work.actor.name,
            by_unit_id=work.actor.unit,
        )
    )
    await work.session.flush()


async def investment_of(
    session: AsyncSession, schedule_id: UUID, year: int, month: int
) -> tables.StatisticsInvestment | None:
    """Read the statistical investment of a month."""
    row = tables.StatisticsInvestment
    query = select(row).where(row.schedule_id == schedule_id, row.year == year, row.month == month)
    return await session.scalar(query.execution_options(populate_existing=True))


async def save_investment(
    work: Work,
    schedule: tables.Schedule,
    row: tables.StatisticsInvestment | None,
    year: int,
    month: int,
    amount: Decimal,
) -> tables.StatisticsInvestment:
    """Write a month's figure as it is now."""
    if row is None:
        row = tables.StatisticsInvestment(
            id=work.new_id(),
            division=schedule.division,
            schedule_id=schedule.id,
            project_id=schedule.project_id,
            year=year,
            month=month,
            version=1,
            amount=amount,
            recorded_on=work.today,
        )
        work.session.add(row)
    else:
        row.amount, row.version, row.recorded_on = amount, row.version + 1, work.today
    await work.session.flush()
    return row
