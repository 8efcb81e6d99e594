"""What happened to awards, for whoever wants to know. They name no person: who may know asks for the award."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.assessment.domain.award.model import Level, Recipient


@dataclass(frozen=True, slots=True)
class AwardPublished:
    """A unit, or a person of it, was distinguished by the district, or by the city on the district's recommendation."""

    award_id: UUID
    unit_id: UUID
    year: int
    level: Level
    recipient: Recipient
    award_name: str
    document: str
    decided_on: date
    division: str


@dataclass(frozen=True, slots=True)
class AwardRevoked:
    """An award was revoked on record, and its effects with it."""

    award_id: UUID
    unit_id: UUID
    year: int
    level: Level
    recipient: Recipient
    award_name: str
    reason: str
    division: str
