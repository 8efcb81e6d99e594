"""What a computation yields: scores with all that explains them, the same bytes for the same facts and scheme."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.assessment.domain.period import WHOLE_YEAR, Period
from services.assessment.domain.quarter import Quarter
from services.assessment.domain.scheme.model import Formula, GroupRule, Indicator, Measure, Scheme
from services.assessment.domain.score.entry import Entries, Entry
from services.law.parties import UnitCategory


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that may be assessed, with the group its category puts it in (A18)."""

    id: UUID
    group: UnitCategory


@dataclass(frozen=True, slots=True)
class Earlier:
    """A unit's published result of a quarter, for the year that takes it into account (第二十条)."""

    result_id: UUID
    unit_id: UUID
    quarter: Quarter
    score: Decimal


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """What one indicator gave a unit: the value of its formula (None: nothing to do), the points, the sum in words."""

    code: str
    name: str
    measure: Measure
    formula: Formula
    weight: Decimal | None
    value: Decimal | None
    points: Decimal
    words: str
    only: tuple[str, ...] = ()  # codes that narrow what it looks at


@dataclass(frozen=True, slots=True)
class UnitScore:
    """A unit's score, its rank, its place among the last three if it is there, and why."""

    unit_id: UUID
    score: Decimal
    rank: int
    last: int | None
    words: str
    indicators: tuple[IndicatorScore, ...]


@dataclass(frozen=True, slots=True)
class GroupScores:
    """A group in order of rank; idle are its units that had no task and gave no service in the period (A18)."""

    group: UnitCategory
    units: tuple[UnitScore, ...]
    idle: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Computation:
    """A period computed under a scheme, with the entries that its scores are made of.

    unplaced: facts whose unit is in no assessed group, so that none is lost unseen.
    """

    division: str
    period: Period
    through: date  # the last day that was looked at
    scheme: Scheme
    groups: tuple[GroupScores, ...]
    unplaced: tuple[UUID, ...]
    entries: Entries

    def counted(self, unit: UUID, indicator: IndicatorScore) -> tuple[Entry, ...]:
        """Return what an indicator looked at for a unit, the exempted included."""
        found = self.entries.get(unit, {}).get(indicator.measure, ())
        return tuple(e for e in found if not indicator.only or e.code in indicator.only)


def indicators_of(rule: GroupRule, period: Period) -> tuple[Indicator, ...]:
    """Return by what a group is assessed in a quarter, or in the whole year."""
    return rule.yearly if period.number == WHOLE_YEAR else rule.indicators


def tie_breakers_of(rule: GroupRule, period: Period) -> tuple[str, ...]:
    """Return which indicators part equal scores in a quarter, or in the whole year."""
    return rule.yearly_tie_breakers if period.number == WHOLE_YEAR else rule.tie_breakers
