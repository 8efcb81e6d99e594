"""Ranks in a group and the places of its last three (A21), with the scheme's rules for ties and small groups."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from services.assessment.domain.scheme.model import SmallGroupRule, TieRule


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit's score, with the values that part it from equals, in the scheme's order.

    parted_by: None of a score that was corrected by hand: what the facts gave its indicators is not what gave this score.
    """

    unit_id: UUID
    score: Decimal
    parted_by: tuple[Decimal, ...] | None = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a unit stands. Equals share the better rank, and the rank after them is left out (1, 1, 3).

    last: its place from the bottom when it is among the last three for the purpose of cards: 1 is the last.
    """

    unit_id: UUID
    rank: int
    last: int | None


Strength = tuple[Decimal, tuple[Decimal, ...]]  # what units are compared by: the score, then what parts equals


def place(group: Sequence[Standing], last_places: int, ties: TieRule, small: SmallGroupRule) -> tuple[Placed, ...]:
    """Rank a group and find its last three; the order of the answer is by rank, then by identity."""
    line = _line(len(group), last_places, small)
    strengths = _strengths(group)
    ascending = sorted(strengths.values())
    placed = [_place(unit, strength, ascending, line, ties) for unit, strength in strengths.items()]
    return tuple(sorted(placed, key=lambda p: (p.rank, p.unit_id)))


def _strengths(group: Sequence[Standing]) -> Mapping[UUID, Strength]:
    """第二十一条：a score corrected by hand is parted from no equal: it stands beside the best of them.

    Those that the facts part stay parted among themselves, so that a correction of one makes no equals of others.
    """
    best: dict[Decimal, tuple[Decimal, ...]] = {}
    for unit in group:
        if unit.parted_by is not None:
            best[unit.score] = max(best.get(unit.score, unit.parted_by), unit.parted_by)
    return {
        unit.unit_id: (unit.score, best.get(unit.score, ()) if unit.parted_by is None else unit.parted_by)
        for unit in group
    }


def _line(size: int, last_places: int, small: SmallGroupRule) -> int:
    """How many places from the bottom count: the number of the measures, or what the scheme says of a small group."""
    if size > last_places:
        return last_places
    return {SmallGroupRule.NO_CARDS: 0, SmallGroupRule.LAST_ONLY: 1, SmallGroupRule.ALL_BUT_FIRST: last_places}[small]


def _place(unit: UUID, strength: Strength, ascending: Sequence[Strength], line: int, ties: TieRule) -> Placed:
    size, worse = len(ascending), bisect_left(ascending, strength)
    better = size - bisect_right(ascending, strength)
    if better == 0:  # the first is never among the last, even when all are equal
        return Placed(unit, 1, None)
    from_bottom = worse + 1
    reach = from_bottom if ties is TieRule.INCLUDE_TIED else size - better
    return Placed(unit, better + 1, from_bottom if reach <= line else None)
