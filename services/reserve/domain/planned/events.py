"""What happened with the monthly lists, for the other services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.reserve.domain.planned.terms import ReportState


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedReportSubmitted:
    """A planning party handed a month's list in (第四条), for the first time, again after a return, or corrected."""

    report_id: UUID
    unit_id: UUID
    month: date
    revision: int
    digest: str
    projects: int
    total_investment: Decimal
    due_on: date
    submitted_on: date
    days_late: int
    correction_reason: str | None
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedReportReturned:
    """The investment authority sent a list back and said what is missing."""

    report_id: UUID
    unit_id: UUID
    month: date
    revision: int
    missing: str
    returned_on: date
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedReportAccepted:
    """The investment authority took a list over."""

    report_id: UUID
    unit_id: UUID
    month: date
    revision: int
    accepted_on: date
    division: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedReportReminded:
    """A planning party was reminded of a list that is due soon or missing."""

    unit_id: UUID
    month: date
    due_on: date
    state: ReportState
    days_late: int
    reminded_on: date
    division: str
