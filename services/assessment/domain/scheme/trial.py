"""What a scheme would have given, and how two schemes differ on the same facts (A18, A21)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.assessment.domain.card.model import Colour
from services.assessment.domain.card.warn import due_cards
from services.assessment.domain.score.model import GroupScores, UnitScore
from services.law.parties import UnitCategory

Earlier = Sequence[frozenset[UUID]]  # who was among the last three before, the nearest quarter first


@dataclass(frozen=True, slots=True)
class WouldBe:
    """What one unit would have got: its score with all that explains it, and the card that would have been due."""

    group: UnitCategory
    unit: UnitScore
    colour: Colour | None


def would_be(groups: Sequence[GroupScores], earlier: Earlier | None, day: date) -> tuple[WouldBe, ...]:
    """第二十一条：every ranked unit, group by group in order of rank; earlier is None for a whole year, which has no cards."""
    ranked = [(group.group, unit) for group in groups for unit in group.units]
    last = {unit.unit_id: unit.last for _, unit in ranked if unit.last is not None}
    due = due_cards(last, earlier, day) if earlier is not None else {}
    return tuple(
        WouldBe(group, unit, due[unit.unit_id].colour if unit.unit_id in due else None) for group, unit in ranked
    )


@dataclass(frozen=True, slots=True)
class Compared:
    """One unit under both schemes; None where it would not have been ranked."""

    group: UnitCategory
    unit_id: UUID
    first: WouldBe | None
    second: WouldBe | None

    @property
    def changed(self) -> bool:
        """Whether score, rank or card differ."""
        return _shown(self.first) != _shown(self.second)

    @property
    def score_change(self) -> Decimal | None:
        """By how much the second score is higher."""
        return self.second.unit.score - self.first.unit.score if self.first and self.second else None

    @property
    def rank_change(self) -> int | None:
        """How many ranks further from the first the second is; negative is better."""
        return self.second.unit.rank - self.first.unit.rank if self.first and self.second else None


def _shown(found: WouldBe | None) -> tuple[Decimal, int, Colour | None] | None:
    return (found.unit.score, found.unit.rank, found.colour) if found else None


def compare(first: Sequence[WouldBe], second: Sequence[WouldBe]) -> tuple[Compared, ...]:
    """Pair the units of both, in the order of the second; who is ranked by the first alone comes at the end."""
    before = {w.unit.unit_id: w for w in first}
    after: Mapping[UUID, WouldBe] = {w.unit.unit_id: w for w in second}
    pairs = [Compared(w.group, unit, before.get(unit), w) for unit, w in after.items()]
    gone = [Compared(w.group, unit, w, None) for unit, w in before.items() if unit not in after]
    return (*pairs, *gone)
