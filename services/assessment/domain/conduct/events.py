"""What happened to records of incidents and commendations, for whoever wants to know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class IncidentRecorded:
    """An incident of a unit was recorded (A21)."""

    record_id: UUID
    unit_id: UUID
    project_id: UUID | None
    matter: str
    matter_name: str
    grade: str
    happened_on: date
    division: str


@dataclass(frozen=True, slots=True)
class CommendationRecorded:
    """A commendation of a unit was recorded (A20)."""

    record_id: UUID
    unit_id: UUID
    project_id: UUID | None
    matter: str
    matter_name: str
    grade: str
    happened_on: date
    division: str


@dataclass(frozen=True, slots=True)
class IncidentRevoked:
    """The record of an incident was revoked: it counts no more, and bars nothing."""

    record_id: UUID
    unit_id: UUID
    matter: str
    matter_name: str
    reason: str
    division: str


@dataclass(frozen=True, slots=True)
class CommendationRevoked:
    """The record of a commendation was revoked: it counts no more."""

    record_id: UUID
    unit_id: UUID
    matter: str
    matter_name: str
    reason: str
    division: str
