"""Keeps computations that go on in the background. Whoever works one off holds its row: nobody else takes it meanwhile."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from services.assessment.domain.computing import OPEN
from services.assessment.domain.period import Period
from services.assessment.store import tables

CHANNEL = "period_computations"  # PostgreSQL tells workers of it that there is something to do
# The longest waiting that nobody works off. One that is RUNNING and not held was a worker's that is no more.
_CLAIM = text("""
update period_computations set state = 'RUNNING', attempts = attempts + 1, started_at = clock_timestamp()
where id = (select id from period_computations where state in ('WAITING', 'RUNNING')
            order by asked_at, id limit 1 for update skip locked)
returning id
""")
_row = tables.PeriodComputation


async def claim(session: AsyncSession) -> tables.PeriodComputation | None:
    """Say of the next computation that it runs, and how often it was tried."""
    taken = await session.scalar(_CLAIM)
    return None if taken is None else await session.get(_row, taken)


async def hold(session: AsyncSession, id_: UUID) -> tables.PeriodComputation | None:
    """Hold an open computation until the transaction ends; None where it has ended, or somebody else holds it."""
    query = select(_row).where(_row.id == id_, _row.state.in_(sorted(OPEN)))
    return (await session.scalars(query.with_for_update(skip_locked=True))).one_or_none()


async def end(session: AsyncSession, id_: UUID, **its: Any) -> None:
    """Write how an open computation ended."""
    ended = update(_row).where(_row.id == id_, _row.state.in_(sorted(OPEN)))
    await session.execute(ended.values(finished_at=func.clock_timestamp(), **its))


async def is_open(
    session: AsyncSession, division: str, period: Period, scheme_id: UUID | None, against_id: UUID | None
) -> bool:
    """Whether a computation of the period waits or runs: by its own scheme, or by those that are tried on it."""
    its = (
        _row.division == division,
        _row.year == period.year,
        _row.quarter == period.number,
        _row.scheme_id.is_not_distinct_from(scheme_id),
        _row.against_id.is_not_distinct_from(against_id),
    )
    return await session.scalar(select(_row.id).where(*its, _row.state.in_(sorted(OPEN)))) is not None


async def tell(session: AsyncSession) -> None:
    """Wake the workers when the transaction commits."""
    await session.execute(select(func.pg_notify(CHANNEL, "")))
