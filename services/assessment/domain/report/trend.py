"""How a group, its units and its indicators went over the periods (A19)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from services.assessment.domain.card.model import Colour
from services.assessment.domain.period import Period, Year
from services.assessment.domain.report.model import GroupStanding, mean, standing
from services.law.parties import UnitCategory


@dataclass(frozen=True, slots=True)
class Ranked:
    """A unit's result in a period as trends read it; points by indicator: code, name, points."""

    period: Period
    result_id: UUID
    unit_id: UUID
    unit: str
    score: Decimal
    rank: int
    last: int | None
    colour: Colour | None
    points: tuple[tuple[str, str, Decimal], ...]


@dataclass(frozen=True, slots=True)
class UnitTrend:
    """A unit in the periods in which it was ranked in the group, the oldest first."""

    unit_id: UUID
    unit: str
    results: tuple[Ranked, ...]


@dataclass(frozen=True, slots=True)
class IndicatorStanding:
    """How the group did under an indicator in a period."""

    period: Period
    code: str
    name: str
    units: int
    average: Decimal
    highest: Decimal
    lowest: Decimal


@dataclass(frozen=True, slots=True)
class Trends:
    """A group over time: as a whole, by unit (by name), by indicator."""

    group: UnitCategory
    standings: tuple[tuple[Period, GroupStanding], ...]
    units: tuple[UnitTrend, ...]
    indicators: tuple[IndicatorStanding, ...]


def when(period: Period) -> tuple[int, int]:
    """Order periods: a year after its quarters.

    >>> sorted([Year(2026), Year(2025)], key=when)
    [Year(year=2025), Year(year=2026)]
    """
    return (period.year, 5 if isinstance(period, Year) else period.number)


def trends(group: UnitCategory, results: Sequence[Ranked]) -> Trends:
    """Work the trends of a group out of its units' results."""
    periods = sorted({r.period for r in results}, key=when)
    in_period = {p: [r for r in results if r.period == p] for p in periods}
    whole = tuple((p, standing(str(p), when(p), group, tuple(r.score for r in in_period[p]))) for p in periods)
    units: dict[UUID, list[Ranked]] = {}
    for result in sorted(results, key=lambda r: when(r.period)):
        units.setdefault(result.unit_id, []).append(result)
    by_name = sorted(units.items(), key=lambda pair: (pair[1][-1].unit, pair[0]))
    each = tuple(UnitTrend(id_, its[-1].unit, tuple(its)) for id_, its in by_name)
    indicators = tuple(s for p in periods for s in _indicators(p, in_period[p]))
    return Trends(group, whole, each, indicators)


def _indicators(period: Period, results: Sequence[Ranked]) -> Iterator[IndicatorStanding]:
    found: dict[str, tuple[str, list[Decimal]]] = {}
    for result in results:
        for code, name, points in result.points:
            found.setdefault(code, (name, []))[1].append(points)
    for code, (name, values) in found.items():
        yield IndicatorStanding(period, code, name, len(values), mean(tuple(values)), max(values), min(values))
