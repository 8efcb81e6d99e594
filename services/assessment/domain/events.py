"""What happened in the assessment, for whoever wants to know."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from services.assessment.domain.card.model import Colour
from services.law.parties import UnitCategory


@dataclass(frozen=True, slots=True)
class ResultPublished:
    """A unit's result of a quarter was published, or published again after a recorded correction changed it."""

    result_id: UUID
    year: int
    quarter: int
    group: UnitCategory
    unit_id: UUID
    score: Decimal
    rank: int
    division: str


@dataclass(frozen=True, slots=True)
class CardIssued:
    """A unit was given a card."""

    card_id: UUID
    unit_id: UUID
    colour: Colour
    year: int
    quarter: int
    division: str


@dataclass(frozen=True, slots=True)
class CardWithdrawn:
    """A card lost its ground through a recorded correction."""

    card_id: UUID
    unit_id: UUID
    colour: Colour
    year: int
    quarter: int
    reason: str
    division: str
