"""What others learn of agencies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyAuthorised:
    """The owner has confirmed who may act for it, in what and until when."""

    agency_id: UUID
    project_id: UUID
    authorisation_id: UUID
    stages: tuple[str, ...]
    item_codes: tuple[str, ...]
    from_on: date
    until_on: date
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyRevoked:
    """The owner has revoked it: nobody acts for it any more."""

    agency_id: UUID
    project_id: UUID
    authorisation_id: UUID
    revoked_at: datetime
    reason: str
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyItemDone:
    """An item of an agency is settled by its authority."""

    agency_id: UUID
    project_id: UUID
    item_id: UUID
    code: str
    name: str
    done_on: date
    document_number: str | None
    working_days_taken: int | None
    division: str
