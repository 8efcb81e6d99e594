"""A monthly report as the decisions see it, and what may be done with it next (第四条)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.reserve.domain.decision import Decided
from services.reserve.domain.planned.events import (
    PlannedReportAccepted,
    PlannedReportReturned,
    PlannedReportSubmitted,
)
from services.reserve.domain.planned.months import YEARS, days_late, first_of
from services.reserve.domain.planned.terms import A4, HANDED_IN, STATUS_NAMES, WAITING, WRITING, Change, ReportStatus
from services.reserve.domain.terms import Category, Library


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What is new of one project, with its figures as they are at the time of reporting (万元)."""

    project_id: UUID
    change: Change
    reason: str | None = None
    remark: str | None = None
    project_name: str = ""
    category: Category = Category.INDUSTRY
    library: Library | None = None
    town_id: UUID | None = None
    total_investment: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The list of a month, or why there is nothing to report."""

    items: tuple[Item, ...] = ()
    nothing_reason: str | None = None
    remark: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The report of one unit for one month. `revision`: how often it was handed in; each time is kept."""

    id: UUID
    division: str
    version: int
    unit_id: UUID
    month: date
    due_on: date
    status: ReportStatus = ReportStatus.DRAFT
    revision: int = 0
    first_submitted_on: date | None = None
    content: Content = Content()


def month_breaches(month: date, today: date, party_since: date | None) -> list[Breach]:
    """第四条: planning parties report, for the months in which they are one, and no month that is yet to come."""
    if party_since is None:
        return [Breach("PLANNED_NOT_A_PARTY", "本单位不是策划主体，不报送谋划项目清单", A4)]
    if month > first_of(today):
        return [Breach("PLANNED_MONTH_AHEAD", f"{month:%Y年%m月}尚未开始，不能提前报送", A4, "month")]
    if month < first_of(party_since) or month.year not in YEARS:
        message = f"本单位自{party_since}起为策划主体，此前月份不报送"
        return [Breach("PLANNED_MONTH_BEFORE_PARTY", message, A4, "month")]
    return []


def write(report: Report, content: Content) -> Decided[Report] | Refusal:
    """第四条: put together a list that is still with the unit."""
    if breaches := _not_in(report, WRITING, "修改；已报送的请用更正"):
        return Refusal(tuple(breaches))
    return Decided(replace(report, version=report.version + 1, content=content))


def submit(report: Report, digest: str, today: date) -> Decided[Report] | Refusal:
    """第四条: hand the list in; from then on it is frozen."""
    if breaches := _not_in(report, WRITING, "报送"):
        return Refusal(tuple(breaches))
    return _hand_in(report, digest, today, None)


def correct(report: Report, content: Content, reason: str, digest: str, today: date) -> Decided[Report] | Refusal:
    """第四条: correct a list that was handed in. What was handed in before stays as it was, beside the new one."""
    breaches = _not_in(report, HANDED_IN, "更正")
    if not reason:
        breaches.append(Breach("PLANNED_CORRECTION_REASON_MISSING", "更正须写明理由", A4, "reason"))
    if report.content == content:
        breaches.append(Breach("NOTHING_CHANGED", "没有任何改动", A4))
    if breaches:
        return Refusal(tuple(breaches))
    return _hand_in(replace(report, content=content), digest, today, reason)


def give_back(report: Report, missing: str, today: date) -> Decided[Report] | Refusal:
    """第四条: send a list back, with what is missing."""
    breaches = _not_in(report, WAITING, "退回")
    if not missing:
        breaches.append(Breach("PLANNED_RETURN_REASON_MISSING", "退回须写明缺什么、如何补正", A4, "missing"))
    if breaches:
        return Refusal(tuple(breaches))
    after = replace(report, version=report.version + 1, status=ReportStatus.RETURNED)
    event = PlannedReportReturned(
        report_id=report.id,
        unit_id=report.unit_id,
        month=report.month,
        revision=report.revision,
        missing=missing,
        returned_on=today,
        division=report.division,
    )
    return Decided(after, (event,))


def accept(report: Report, today: date) -> Decided[Report] | Refusal:
    """第四条: take a list over."""
    if breaches := _not_in(report, WAITING, "接收"):
        return Refusal(tuple(breaches))
    after = replace(report, version=report.version + 1, status=ReportStatus.ACCEPTED)
    event = PlannedReportAccepted(
        report_id=report.id,
        unit_id=report.unit_id,
        month=report.month,
        revision=report.revision,
        accepted_on=today,
        division=report.division,
    )
    return Decided(after, (event,))


def _hand_in(report: Report, digest: str, today: date, reason: str | None) -> Decided[Report]:
    first = report.first_submitted_on or today
    after = replace(
        report,
        version=report.version + 1,
        status=ReportStatus.RESUBMITTED if report.revision else ReportStatus.SUBMITTED,
        revision=report.revision + 1,
        first_submitted_on=first,
    )
    event = PlannedReportSubmitted(
        report_id=report.id,
        unit_id=report.unit_id,
        month=report.month,
        revision=after.revision,
        digest=digest,
        projects=len(report.content.items),
        total_investment=sum((i.total_investment for i in report.content.items), Decimal(0)),
        due_on=report.due_on,
        submitted_on=today,
        days_late=days_late(report.due_on, first, today),
        correction_reason=reason,
        division=report.division,
    )
    return Decided(after, (event,))


def _not_in(report: Report, statuses: frozenset[ReportStatus], what: str) -> list[Breach]:
    if report.status in statuses:
        return []
    return [Breach("PLANNED_STATUS_WRONG", f"该月报{STATUS_NAMES[report.status]}，不能{what}", A4)]
