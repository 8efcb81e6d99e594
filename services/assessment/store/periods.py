"""Loads and saves quarters with their results and what explains them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from uuid import UUID

from sqlalchemy import func, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from services.assessment.domain.period import WHOLE_YEAR, Period, period_of
from services.assessment.domain.quarter import Quarter
from services.assessment.domain.score.record import Recorded, Result, Status
from services.assessment.store import tables
from services.chassis.work import Work
from services.law.money import round_half_up
from services.law.parties import UnitCategory


async def hold(work: Work) -> None:
    """Let only one command at a time work on a division's assessment; the transaction's end gives it free."""
    await work.session.execute(
        select(func.pg_advisory_xact_lock(func.hashtext("assessment"), func.hashtext(work.actor.division)))
    )


async def find(session: AsyncSession, division: str, quarter: Period) -> tables.Period | None:
    """Return a period of a division."""
    row = tables.Period
    found = await session.scalars(
        select(row).where(row.division == division, row.year == quarter.year, row.quarter == quarter.number)
    )
    return found.one_or_none()


def state_of(row: tables.Period) -> Recorded:
    """Read a row into the state that decisions see."""
    period = period_of(row.year, row.quarter)
    return Recorded(period, row.status, row.digest, corrected=row.corrected, objections_until=row.objections_until)


async def latest_published(session: AsyncSession, division: str, year: int | None = None) -> Quarter | None:
    """Return the latest published quarter of a division, or of one year."""
    row = tables.Period
    query = select(row.year, row.quarter).where(
        row.division == division, row.status == Status.PUBLISHED, row.quarter != WHOLE_YEAR
    )
    query = query if year is None else query.where(row.year == year)
    found = (await session.execute(query.order_by(row.year.desc(), row.quarter.desc()).limit(1))).one_or_none()
    return Quarter(found.year, found.quarter) if found else None


async def results(session: AsyncSession, period_id: UUID, group: UnitCategory | None = None) -> list[tables.UnitResult]:
    """Return the results of a quarter, or of one of its groups, in order of groups and ranks."""
    row = tables.UnitResult
    query = select(row).where(row.period_id == period_id)
    query = query if group is None else query.where(row.group == group)
    return list((await session.scalars(query.order_by(row.group, row.rank, row.unit_id))).all())


def result_of(row: tables.UnitResult) -> Result:
    """Read a result into the state that decisions see."""
    parted = tuple(Decimal(value) for value in row.parted_by)
    score, computed = (round_half_up(value, row.places) for value in (row.score, row.computed_score))
    return Result(row.id, row.unit_id, row.group, score, computed, parted, row.rank, row.last)


async def last_three(
    session: AsyncSession, division: str, quarters: Sequence[Quarter]
) -> dict[Quarter, dict[UUID, tuple[UnitCategory, int]]]:
    """Return who is among the last three in published quarters, with group and place; unpublished quarters are absent."""
    quarter, row = tables.Period, tables.UnitResult
    wanted = [(q.year, q.number) for q in quarters]
    found = await session.execute(
        select(quarter.year, quarter.quarter, row.unit_id, row.group, row.last)
        .outerjoin(row, (row.period_id == quarter.id) & row.last.is_not(None))
        .where(
            quarter.division == division,
            quarter.status == Status.PUBLISHED,
            tuple_(quarter.year, quarter.quarter).in_(wanted),
        )
    )
    last: dict[Quarter, dict[UUID, tuple[UnitCategory, int]]] = {}
    for year, number, unit, group, place in found.all():
        in_quarter = last.setdefault(Quarter(year, number), {})
        if unit is not None and place is not None:
            in_quarter[unit] = (group, place)
    return last


async def discard_corrections(work: Work, period_id: UUID) -> None:
    """Mark the corrections of a draft that is computed again as set aside; they stay on record."""
    correction = tables.Correction
    await work.session.execute(
        update(correction)
        .where(correction.period_id == period_id, correction.discarded_at.is_(None))
        .values(discarded_at=work.now)
    )


async def make_public(work: Work, row: tables.Period) -> None:
    """Open a quarter's results, and the corrections made to them before, to everyone."""
    for table in (tables.UnitResult, tables.Correction):
        await work.session.execute(update(table).where(table.period_id == row.id).values(published=True))
