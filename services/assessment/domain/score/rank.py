"""Ranks in a group and the places of its last three (A21), with the scheme's rules for ties and small groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from services.assessment.domain.scheme.model import SmallGroupRule, TieRule


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit's score, with the values that part it from equals, in the scheme's order."""

    unit_id: UUID
    score: Decimal
    parted_by: tuple[Decimal, ...] = ()

    @property
    def strength(self) -> tuple[Decimal, ...]:
        """What units are compared by."""
        return (self.score, *self.parted_by)


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a unit stands. Equals share the better rank, and the rank after them is left out (1, 1, 3).

    last: its place from the bottom when it is among the last three for the purpose of cards: 1 is the last.
    """

    unit_id: UUID
    rank: int
    last: int | None


def place(group: Sequence[Standing], last_places: int, ties: TieRule, small: SmallGroupRule) -> tuple[Placed, ...]:
    """Rank a group and find its last three; the order of the answer is by rank, then by identity."""
    line = _line(len(group), last_places, small)
    placed = [_place(unit, group, line, ties) for unit in group]
    return tuple(sorted(placed, key=lambda p: (p.rank, p.unit_id)))


def _line(size: int, last_places: int, small: SmallGroupRule) -> int:
    """How many places from the bottom count: the number of the measures, or what the scheme says of a small group."""
    if size > last_places:
        return last_places
    return {SmallGroupRule.NO_CARDS: 0, SmallGroupRule.LAST_ONLY: 1, SmallGroupRule.ALL_BUT_FIRST: last_places}[small]


def _place(unit: Standing, group: Sequence[Standing], line: int, ties: TieRule) -> Placed:
    better = sum(other.strength > unit.strength for other in group)
    worse = sum(other.strength < unit.strength for other in group)
    if better == 0:  # the first is never among the last, even when all are equal
        return Placed(unit.unit_id, 1, None)
    from_bottom = worse + 1
    reach = from_bottom if ties is TieRule.INCLUDE_TIED else len(group) - better
    return Placed(unit.unit_id, better + 1, from_bottom if reach <= line else None)
