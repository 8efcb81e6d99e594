"""What a review pack (季度讲评材料) or a year's result consists of, before a word of it is written (A19, A21)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from services.assessment.domain.card.model import Colour, DutyKind, DutyStatus
from services.law.money import round_half_up
from services.law.parties import UnitCategory

POINT_PLACES = 2  # of an indicator's points on paper; the explanation has six
MEAN_PLACES = 2  # of averages: one more than what is asked of them would claim what scores do not say


@dataclass(frozen=True, slots=True)
class Head:
    """An indicator of a group; weight: of the full marks, None where points are added or deducted beside them."""

    code: str
    name: str
    weight: Decimal | None


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A ranked unit: its score as it counts, its place among the last, points by indicator, and what indicators cost it."""

    result_id: UUID
    unit_id: UUID
    name: str
    rank: int
    score: Decimal
    computed: Decimal
    last: int | None
    points: tuple[tuple[str, Decimal], ...]
    lost: tuple[tuple[str, Decimal], ...] = ()

    @property
    def corrected(self) -> bool:
        """Whether the score was corrected by hand."""
        return self.score != self.computed

    def of(self, code: str) -> Decimal | None:
        """Return its points under an indicator."""
        return dict(self.points).get(code)


@dataclass(frozen=True, slots=True)
class GroupPart:
    """A group in order of rank."""

    group: UnitCategory
    heads: tuple[Head, ...]
    units: tuple[UnitLine, ...]


@dataclass(frozen=True, slots=True)
class DutyLine:
    """What a card asks, and how far it has come."""

    kind: DutyKind
    by: str
    occasion: str
    bodies: tuple[str, ...]
    due_on: date
    status: DutyStatus


@dataclass(frozen=True, slots=True)
class CardLine:
    """A card in force."""

    card_id: UUID
    colour: Colour
    unit_id: UUID
    unit: str
    group: UnitCategory
    place: int
    bars: bool
    duties: tuple[DutyLine, ...]


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A score corrected by hand."""

    unit: str
    before: Decimal
    after: Decimal
    rank_before: int
    rank_after: int
    reason: str
    approver: str
    on: date


@dataclass(frozen=True, slots=True)
class GroupStanding:
    """How a group stood in a published period."""

    period: str
    at: tuple[int, int]  # the order of periods
    group: UnitCategory
    units: int
    average: Decimal
    highest: Decimal
    lowest: Decimal


def mean(values: tuple[Decimal, ...]) -> Decimal:
    """Average amounts exactly, rounded half up once.

    >>> mean((Decimal("100"), Decimal("90.01"))), mean((Decimal("0.01"), Decimal("0.02")))
    (Decimal('95.01'), Decimal('0.02'))
    """
    return round_half_up(sum(map(Fraction, values), Fraction(0)) / len(values), MEAN_PLACES)


def standing(period: str, at: tuple[int, int], group: UnitCategory, scores: tuple[Decimal, ...]) -> GroupStanding:
    """Say how a group stood by the scores of its units, of which there is at least one."""
    return GroupStanding(period, at, group, len(scores), mean(scores), max(scores), min(scores))
