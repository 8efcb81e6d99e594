"""Notes which published years rest on a quarter's score that was corrected since (第二十条).

Commands of a division come one after another (`periods.hold`), so what is noted here needs no comparing of times.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from services.assessment.domain.period import WHOLE_YEAR
from services.assessment.domain.scheme.model import Measure
from services.assessment.domain.score.record import Status
from services.assessment.store import tables
from services.assessment.store.tables.results import overtaking

_made = tables.Correction


async def resting_on(session: AsyncSession, quarters: tables.UnitResult) -> UUID | None:
    """Return the published result of the whole year that counted a quarter's result; None where no year did."""
    result, period, counted = tables.UnitResult, tables.Period, tables.Counted
    query = (
        select(result.id)
        .join(period, period.id == result.period_id)
        .join(counted, counted.result_id == result.id)
        .where(
            result.division == quarters.division,
            result.unit_id == quarters.unit_id,
            result.year == quarters.year,
            result.quarter == WHOLE_YEAR,
            period.status == Status.PUBLISHED,
            # a year that does not look at its quarters rests on none of them
            counted.measure == Measure.QUARTER_RESULTS,
            counted.source_id == quarters.id,
        )
    )
    return (await session.scalars(query.limit(1))).one_or_none()


async def unanswered(session: AsyncSession, year: UUID) -> Sequence[tables.Correction]:
    """Return the corrections of quarters that a year's result has not followed yet, the oldest first."""
    found = select(_made).where(overtaking(_made), _made.overtakes_id == year)
    return (await session.scalars(found.order_by(_made.at, _made.id))).all()


async def note(session: AsyncSession, quarters: tables.UnitResult, correction: tables.Correction) -> UUID | None:
    """Note that a correction of a published quarter overtakes its year; return that year's result.

    One that brings back the score that the year counted, or last followed, answers those before it instead: then the year
    stands on the score that is on record.
    """
    year = await resting_on(session, quarters)
    if year is None:
        return None
    before = [made for made in await unanswered(session, year) if made.period_id == correction.period_id]
    if before and before[0].score_before == correction.score_after:
        for made in before:
            made.answered_by_id = correction.id
        return None
    correction.overtakes_id = year
    return year


async def answer(session: AsyncSession, year: UUID, correction: tables.Correction) -> None:
    """Note that a correction of the year's own result answers all that overtook it until now."""
    open_ = update(_made).where(overtaking(_made), _made.overtakes_id == year)
    await session.execute(open_.values(answered_by_id=correction.id))
