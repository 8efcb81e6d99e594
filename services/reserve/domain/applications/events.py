"""What happened to guides and applications, for the other services. Translated in messaging/applications.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.reserve.domain.applications.terms import Channel
from services.reserve.domain.terms import ItemKind


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidePublished:
    """A version of the yearly guide is in force."""

    guide_id: UUID
    year: int
    number: int
    digest: str
    opens_on: date
    closes_on: date
    replaces_id: UUID | None
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationSubmitted:
    """A project was applied for; the authority may review it."""

    application_id: UUID
    project_id: UUID
    year: int
    channel: Channel
    kind: ItemKind
    annual_investment: Decimal
    guide_id: UUID
    owner_id: UUID
    version: int
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationReturned:
    """An application is to be corrected by a day."""

    application_id: UUID
    project_id: UUID
    year: int
    correction: str
    due_on: date
    owner_id: UUID
    version: int
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationResubmitted:
    """A returned application came back corrected, in time or late."""

    application_id: UUID
    project_id: UUID
    year: int
    kind: ItemKind
    annual_investment: Decimal
    late: bool
    owner_id: UUID
    version: int
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationWithdrawn:
    """The owner took an application back."""

    application_id: UUID
    project_id: UUID
    year: int
    reason: str
    owner_id: UUID
    version: int
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationReviewed:
    """The preliminary review was made."""

    application_id: UUID
    project_id: UUID
    year: int
    passed: bool
    reason: str
    owner_id: UUID
    version: int
    division: str
