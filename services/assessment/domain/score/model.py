"""What a computation yields: scores with all that explains them, the same bytes for the same facts and scheme."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.assessment.domain.quarter import Quarter
from services.assessment.domain.scheme.model import Formula, Measure, Outcome, Scheme
from services.law.parties import UnitCategory


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that may be assessed, with the group its category puts it in (A18)."""

    id: UUID
    group: UnitCategory


@dataclass(frozen=True, slots=True)
class Counted:
    """A fact that entered an indicator, and how."""

    fact_id: UUID
    outcome: Outcome | None


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
    counted: tuple[Counted, ...]


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
    """A group in order of rank; idle are its units that had no task and gave no service in the quarter (A18)."""

    group: UnitCategory
    units: tuple[UnitScore, ...]
    idle: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Computation:
    """A quarter computed under a scheme. unplaced: facts whose unit is in no assessed group, so that none is lost unseen."""

    division: str
    quarter: Quarter
    through: date  # the last day that was looked at
    scheme: Scheme
    groups: tuple[GroupScores, ...]
    unplaced: tuple[UUID, ...]
