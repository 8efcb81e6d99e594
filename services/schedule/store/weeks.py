"""Loads and saves weekly updates, and reads what missed weeks are worked out of."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.schedule.domain.ledger.terms import Severity
from services.schedule.domain.specialist.updating import Difficulty, Said, Week
from services.schedule.domain.specialist.weeks import month_of
from services.schedule.store import tables


async def of_week(session: AsyncSession, schedule_id: UUID, week_on: date) -> tables.WeeklyUpdate | None:
    """Read the update of a week; the schedule's lock guards it."""
    row = tables.WeeklyUpdate
    return await session.scalar(select(row).where(row.schedule_id == schedule_id, row.week_on == week_on))


async def schedule_of(session: AsyncSession, actor: Actor, id: UUID) -> UUID | None:
    """Find the schedule of an update that the actor sees."""
    row = tables.WeeklyUpdate
    found: UUID | None = await session.scalar(
        visible_select(row, actor).where(row.id == id).with_only_columns(row.schedule_id)
    )
    return found


async def by_id(session: AsyncSession, id: UUID) -> tables.WeeklyUpdate:
    """Read an update that is known to exist, as it is now."""
    return await session.get_one(tables.WeeklyUpdate, id, populate_existing=True)


async def newest_of_month(session: AsyncSession, schedule_id: UUID, year: int, month: int) -> date | None:
    """Say which week of a month was reported that has no later one."""
    row = tables.WeeklyUpdate
    query = select(row.week_on).where(row.schedule_id == schedule_id, row.year == year, row.month == month)
    newest: date | None = await session.scalar(query.order_by(row.week_on.desc()).limit(1))
    return newest


def state(row: tables.WeeklyUpdate) -> Week:
    """Read an update as the domain knows it."""
    return Week(
        id=row.id,
        project_id=row.project_id,
        division=row.division,
        week_on=row.week_on,
        due_on=row.due_on,
        version=row.version,
        said=Said(
            done_investment=row.done_investment,
            physical_percent=row.physical_percent,
            physical_text=row.physical_text,
            difficulties=tuple(
                Difficulty(severity=Severity(d["severity"]), kind=d["kind"], text=d["text"]) for d in row.difficulties
            ),
        ),
        reported_on=row.reported_on,
    )


async def save(work: Work, schedule_id: UUID, row: tables.WeeklyUpdate | None, week: Week) -> None:
    """Write the update as it is now, and the version that led there."""
    said = _columns(week.said)
    if row is None:
        year, month = month_of(week.week_on)
        row = tables.WeeklyUpdate(
            id=week.id,
            division=week.division,
            schedule_id=schedule_id,
            project_id=week.project_id,
            week_on=week.week_on,
            year=year,
            month=month,
            version=week.version,
            due_on=week.due_on,
            late=week.due_on is not None and week.reported_on > week.due_on,
            reported_on=week.reported_on,
            reported_at=work.now,
            reported_by=work.actor.name,
            reported_by_subject=work.actor.subject,
            **said,
        )
        work.session.add(row)
    else:
        row.version = week.version
        for name, value in said.items():
            setattr(row, name, value)
    await work.session.flush()
    work.session.add(
        tables.WeeklyVersion(
            update_id=week.id,
            version=week.version,
            division=week.division,
            schedule_id=schedule_id,
            reason=week.reason,
            at=work.now,
            by=work.actor.name,
            by_subject=work.actor.subject,
            by_unit_id=work.actor.unit,
            **said,
        )
    )
    await work.session.flush()


def _columns(said: Said) -> dict[str, Any]:
    return {
        "done_investment": said.done_investment,
        "physical_percent": said.physical_percent,
        "physical_text": said.physical_text,
        "difficulties": [{"severity": d.severity.value, "kind": d.kind, "text": d.text} for d in said.difficulties],
    }
