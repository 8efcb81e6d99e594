"""Yellow and red cards by rule (A21): who is due one, what it asks, and what changes when ranks are corrected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.assessment.domain import rulebook
from services.assessment.domain.card.model import Colour, DueCard, Duty


def due_cards(last: Mapping[UUID, int], earlier: Sequence[frozenset[UUID]], day: date) -> dict[UUID, DueCard]:
    """第二十一条：the last three of a quarter are due a yellow card; in two consecutive quarters, a red one in its place.

    last: place from the bottom of each unit among the last three. earlier: who was among the last three in the quarters
    before, the nearest first; the turn of the year does not matter.
    """
    looked_at = earlier[: rulebook.RED_AFTER.on(day) - 1]
    enough = len(looked_at) == rulebook.RED_AFTER.on(day) - 1
    return {
        unit: DueCard(Colour.RED if enough and all(unit in quarter for quarter in looked_at) else Colour.YELLOW, place)
        for unit, place in last.items()
    }


def duties_of(card: DueCard, day: date) -> tuple[Duty, ...]:
    """第二十一条：what the unit has to do at the quarterly review, and to whom its head reports."""
    by_place = rulebook.DUTIES.on(day)[card.colour]
    return by_place.get(card.place, by_place[0])


def bars_advanced_unit(card: DueCard, day: date) -> bool:
    """第二十一条：whether the card keeps the unit from being an advanced unit of the year."""
    return card.colour in rulebook.BARRED_FROM_ADVANCED_UNIT.on(day)


@dataclass(frozen=True, slots=True)
class Settlement:
    """The difference between the cards that are due and those that are held."""

    issue: Mapping[UUID, DueCard]
    withdraw: frozenset[UUID]


def settle(due: Mapping[UUID, DueCard], held: Mapping[UUID, DueCard]) -> Settlement:
    """Bring cards in line with the ranks: a card that is no longer due as it stands is withdrawn, a new one issued."""
    return Settlement(
        issue={unit: card for unit, card in sorted(due.items()) if held.get(unit) != card},
        withdraw=frozenset(unit for unit, card in held.items() if due.get(unit) != card),
    )
