"""Loads and saves the review of a period: announcements and who may see what is announced."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from services.assessment.store import tables
from services.chassis.work import Work


async def announce(work: Work, row: tables.Period, until: date, accepted_incomplete: str | None) -> None:
    """Open a period's results, and the corrections made to them before, to their units and the overseers."""
    announcement = tables.Announcement
    rounds = select(func.count()).where(announcement.period_id == row.id)
    work.session.add(
        announcement(
            id=work.new_id(),
            division=row.division,
            period_id=row.id,
            round=(await work.session.execute(rounds)).scalar_one() + 1,
            digest=row.digest,
            announced_on=work.today,
            announced_at=work.now,
            announced_by=work.actor.subject,
            announced_by_name=work.actor.name,
            objections_until=until,
            accepted_incomplete=accepted_incomplete,
        )
    )
    row.announced_on, row.objections_until = work.today, until
    for table in (tables.UnitResult, tables.Correction):
        await work.session.execute(update(table).where(table.period_id == row.id).values(announced=True))


async def recall(work: Work, row: tables.Period, reason: str) -> None:
    """Close an announced period's results to all but the authority; what was corrected stays visible to its unit."""
    announcement = tables.Announcement
    await work.session.execute(
        update(announcement)
        .where(announcement.period_id == row.id, announcement.recalled_at.is_(None))
        .values(recalled_at=work.now, recalled_by_name=work.actor.name, recalled_reason=reason)
    )
    row.announced_on = row.objections_until = None
    await work.session.execute(
        update(tables.UnitResult).where(tables.UnitResult.period_id == row.id).values(announced=False)
    )


async def accept_incomplete(session: AsyncSession, period_id: UUID, reason: str) -> None:
    """Note on the announcement in force why the period went on without all facts."""
    announcement = tables.Announcement
    await session.execute(
        update(announcement)
        .where(announcement.period_id == period_id, announcement.recalled_at.is_(None))
        .values(accepted_incomplete=reason)
    )
