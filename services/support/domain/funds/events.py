"""What happens to money, as others may want to know it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class FundPaid:
    """A special fund has paid for a project; total_paid: of this commitment so far."""

    payment_id: UUID
    commitment_id: UUID
    project_id: UUID
    category: str
    year: int
    amount: Decimal
    total_paid: Decimal
    paid_on: date
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FundPaymentReversed:
    """A payment was taken back; both stay on record."""

    payment_id: UUID
    commitment_id: UUID
    project_id: UUID
    amount: Decimal
    total_paid: Decimal
    reversed_on: date
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FundApplicationGranted:
    """A higher level has granted money (budget funds, special or enterprise bonds) to a project."""

    application_id: UUID
    project_id: UUID
    kind: str
    year: int
    asked: Decimal
    granted: Decimal
    document: str | None
    granted_on: date
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FinancingListPublished:
    """An issue of the list of financing demands was published; its content never changes."""

    issue_id: UUID
    number: str
    demands: int
    total: Decimal
    content_sm3: str
    published_on: date
    division: str
