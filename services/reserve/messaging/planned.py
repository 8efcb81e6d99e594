"""The published events of the monthly lists of planned projects (第四条)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from services.chassis.events import Published
from services.reserve.domain.planned import events
from services.reserve.domain.planned.terms import ReportState
from services.reserve.messaging.money import Money

_REPORT: dict[str, Any] = {
    "reportId": "01990000-0000-7000-8000-000000000011",
    "unitId": "01990000-0000-7000-8000-000000000012",
    "month": "2026-11-01",
    "revision": 1,
    "division": "430211",
}


class PlannedReportSubmitted(
    Published,
    type="zhongdian.reserve.planned-report.submitted.v1",
    of=events.PlannedReportSubmitted,
    key="unit_id",
    sample=_REPORT
    | {
        "digest": "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
        "projects": 2,
        "totalInvestment": "226000.5",
        "dueOn": "2026-11-30",
        "submittedOn": "2026-12-02",
        "daysLate": 2,
        "correctionReason": None,
    },
):
    """谋划项目月报已报送 / A planning party handed a month's list in: first, again after a return, or corrected."""

    report_id: UUID
    unit_id: UUID
    month: date
    revision: int
    digest: str
    projects: int
    total_investment: Money
    due_on: date
    submitted_on: date
    days_late: int
    correction_reason: str | None


class PlannedReportReturned(
    Published,
    type="zhongdian.reserve.planned-report.returned.v1",
    of=events.PlannedReportReturned,
    key="unit_id",
    sample=_REPORT | {"missing": "缺示例项目的投资测算", "returnedOn": "2026-12-03"},
):
    """谋划项目月报已退回 / The investment authority sent a list back."""

    report_id: UUID
    unit_id: UUID
    month: date
    revision: int
    missing: str
    returned_on: date


class PlannedReportAccepted(
    Published,
    type="zhongdian.reserve.planned-report.accepted.v1",
    of=events.PlannedReportAccepted,
    key="unit_id",
    sample=_REPORT | {"acceptedOn": "2026-12-04"},
):
    """谋划项目月报已接收 / The investment authority took a list over."""

    report_id: UUID
    unit_id: UUID
    month: date
    revision: int
    accepted_on: date


class PlannedReportReminded(
    Published,
    type="zhongdian.reserve.planned-report.reminded.v1",
    of=events.PlannedReportReminded,
    key="unit_id",
    sample={
        "unitId": _REPORT["unitId"],
        "month": "2026-11-01",
        "dueOn": "2026-11-30",
        "state": "MISSING",
        "daysLate": 2,
        "remindedOn": "2026-12-02",
        "division": "430211",
    },
):
    """策划主体已被提醒 / A planning party was reminded of a list that is due soon or missing."""

    unit_id: UUID
    month: date
    due_on: date
    state: ReportState
    days_late: int
    reminded_on: date


PUBLISHED = (PlannedReportSubmitted, PlannedReportReturned, PlannedReportAccepted, PlannedReportReminded)
