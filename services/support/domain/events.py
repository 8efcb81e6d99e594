"""What has happened in the support service, as the domain says it. The service's messaging translates what is published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSubmitted:
    """A bureau has received a request of a project; its clock runs from the day after."""

    request_id: UUID
    project_id: UUID
    node_id: UUID | None
    kind: str
    bureau_id: UUID
    quantity: Decimal | None
    unit: str | None
    received_on: date
    due_on: date
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestReturned:
    """The bureau has asked for a correction; the clock stands until the applicant answers."""

    request_id: UUID
    project_id: UUID
    node_id: UUID | None
    reason: str
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestDecided:
    """The bureau has decided with a formal document; nothing is granted by a refusal."""

    request_id: UUID
    project_id: UUID
    node_id: UUID | None
    kind: str
    bureau_id: UUID
    outcome: str
    granted_quantity: Decimal | None
    document_number: str
    received_on: date
    due_on: date
    decided_on: date
    working_days_used: int
    working_days_late: int
    division: str
