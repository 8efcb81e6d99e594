"""What a computation stands on: which facts could be seen, and units, mergers and earlier results as they were then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import Text, cast, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.assessment.domain.period import WHOLE_YEAR, Period, Year
from services.assessment.domain.quarter import Quarter
from services.assessment.domain.score.model import Earlier, Unit
from services.assessment.store import copies, tables
from services.law.money import round_half_up
from services.law.parties import UnitCategory


@dataclass(frozen=True, slots=True)
class Ground:
    """All that a computation depends on beside its scheme and the facts themselves.

    snapshot, seen_at: the facts are those of transactions that the snapshot sees, received by that moment. Either alone
    would do but for a fact that was received before and committed after, and for a database restored elsewhere, which
    numbers its transactions anew.
    """

    snapshot: str
    seen_at: datetime
    today: date
    units: tuple[Unit, ...]
    merged: Mapping[UUID, UUID]  # for each merged unit the one that stands for it
    earlier: tuple[Earlier, ...]

    def alike(self, other: Ground, period: Period) -> bool:
        """Whether only facts can make a difference between two computations of a period under one scheme."""
        days = self.today == other.today or min(self.today, other.today) > period.last_day
        mine = (frozenset(self.units), dict(self.merged), frozenset(self.earlier))
        return days and mine == (frozenset(other.units), dict(other.merged), frozenset(other.earlier))


async def now(session: AsyncSession, division: str, period: Period, today: date) -> Ground:
    """Return what a computation stands on now. Units are in the groups of the period's last day (第十八条)."""
    seen = select(cast(func.pg_current_snapshot(), Text).label("snapshot"), func.clock_timestamp().label("at"))
    row = (await session.execute(seen)).one()
    units = await copies.units(session, division, min(period.last_day, today))
    earlier = await _earlier(session, division, period) if isinstance(period, Year) else ()
    return Ground(row.snapshot, row.at, today, tuple(units), await copies.survivors(session, division), earlier)


async def _earlier(session: AsyncSession, division: str, period: Year) -> tuple[Earlier, ...]:
    """第二十条：the published results of the year's quarters, as they are after any correction."""
    row = tables.UnitResult
    found = await session.execute(
        select(row.id, row.unit_id, row.year, row.quarter, row.score, row.places).where(
            row.division == division, row.year == period.year, row.quarter != WHOLE_YEAR, row.published
        )
    )
    return tuple(
        Earlier(r.id, r.unit_id, Quarter(r.year, r.quarter), round_half_up(r.score, r.places)) for r in found.all()
    )


async def keep(session: AsyncSession, row: tables.Period, ground: Ground) -> None:
    """Keep what a period was computed from, in place of an earlier computation's."""
    columns: dict[str, Any] = {
        "division": row.division,
        "snapshot": ground.snapshot,
        "seen_at": ground.seen_at,
        "today": ground.today,
        "units": [[str(unit.id), unit.group.value] for unit in ground.units],
        "merged": [[str(unit), str(into)] for unit, into in ground.merged.items()],
        "earlier": [
            [str(e.result_id), str(e.unit_id), e.quarter.year, e.quarter.number, str(e.score)] for e in ground.earlier
        ],
    }
    added = insert(tables.PeriodGround).values(period_id=row.id, **columns)
    await session.execute(added.on_conflict_do_update(index_elements=["period_id"], set_=columns))


async def kept(session: AsyncSession, period_id: UUID) -> Ground | None:
    """Return what a period was computed from; None for one that was computed before this was kept."""
    row = await session.get(tables.PeriodGround, period_id, populate_existing=True)
    if row is None:
        return None
    return Ground(
        row.snapshot,
        row.seen_at,
        row.today,
        tuple(Unit(UUID(unit), UnitCategory(group)) for unit, group in row.units),
        {UUID(unit): UUID(into) for unit, into in row.merged},
        tuple(
            Earlier(UUID(result), UUID(unit), Quarter(year, number), Decimal(score))
            for result, unit, year, number, score in row.earlier
        ),
    )
