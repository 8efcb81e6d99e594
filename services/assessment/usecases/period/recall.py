"""An announced period that is computed again holds no more: its units are told, and it will be announced anew (A19)."""

from __future__ import annotations

from services.assessment.domain.events import ResultRecalled
from services.assessment.domain.period import period_of
from services.assessment.domain.score.record import Status
from services.assessment.store import objections, periods, reviews, tables
from services.chassis.work import Work


async def recall(work: Work, row: tables.Period, reason: str) -> None:
    """Take the announcement back for this reason; a draft stays as it is."""
    if row.status is not Status.PROVISIONAL:
        return
    row.status = Status.COMPUTED
    await work.session.flush()
    await reviews.recall(work, row, reason)
    await objections.recomputed(work, row.id)
    await work.record(
        *(
            ResultRecalled(
                result_id=result.id,
                year=row.year,
                quarter=row.quarter,
                period=str(period_of(row.year, row.quarter)),
                unit_id=result.unit_id,
                reason=reason,
                division=row.division,
            )
            for result in await periods.results(work.session, row.id)
        )
    )
