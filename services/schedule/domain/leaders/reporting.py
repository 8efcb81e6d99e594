"""第十三条（定期向项目联系区领导报告项目进展情况）：which reports are due to a leader, when, and how they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.law.parties import Role
from services.law.text import clean_text
from services.law.workdays import WorkCalendar
from services.schedule.domain.decision import Party, kept
from services.schedule.domain.leaders.rulebook import REPORT_DUE_DAYS
from services.schedule.domain.leaders.terms import A13, LeaderReportState
from services.schedule.domain.progress.record import MONTHS, last_day


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitReport:
    """The command: a month's report to the leader; for one that was submitted, its version and the reason."""

    project_id: UUID
    year: int
    month: int
    progress: str
    problems: str | None
    next_steps: str | None
    reason: str | None
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InContact:
    """The link in force of a project: since when, and which unit serves it. ended_on: the plan has the project no more."""

    project_id: UUID
    linked_from: date
    service_unit_id: UUID
    ended_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What is kept of a version of a report."""

    version: int
    due_on: date
    submitted_on: date
    first_submitted_on: date
    working_days_late: int
    progress: str
    problems: str | None
    next_steps: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Due:
    """A month's report to a leader on a day: until when, how it stands, how late."""

    month: int
    due_on: date
    state: LeaderReportState
    working_days_late: int
    submitted_on: date | None


def due_on(year: int, month: int, calendar: WorkCalendar) -> date:
    """第十三条：a month is reported in the first working days of the next one; how many, the rulebook says."""
    end = last_day(year, month)
    return calendar.add(end, REPORT_DUE_DAYS.on(end))


def owed(year: int, linked_from: date, ended_on: date | None) -> Sequence[int]:
    """Name the months of the year that are to be reported: from that of the link on, up to that of the project's end."""
    if linked_from.year > year or (ended_on is not None and ended_on.year < year):
        return ()
    first = linked_from.month if linked_from.year == year else 1
    last = ended_on.month if ended_on is not None and ended_on.year == year else MONTHS
    return range(first, last + 1)


def limits(year: int, linked_from: date, calendar: WorkCalendar) -> tuple[date, ...]:
    """第十三条：until when each month is reported from that of the link to December, by the calendar that is known."""
    return tuple(due_on(year, month, calendar) for month in owed(year, linked_from, None))


def overdue(today: date, calendar: WorkCalendar) -> list[int]:
    """Name the months (`202703`) whose limit is over on the day, of this year and the one before."""
    months = [(y, m) for y in (today.year - 1, today.year) for m in range(1, MONTHS + 1)]
    return [y * 100 + m for y, m in months if last_day(y, m) < today and due_on(y, m, calendar) < today]


def reports_due(
    year: int, months: Sequence[int], submitted: Mapping[int, date], today: date, calendar: WorkCalendar
) -> list[Due]:
    """Say of each month how its report stands; the limit's day itself is not late."""
    found = []
    for month in months:
        due, on = due_on(year, month, calendar), submitted.get(month)
        late = max(0, calendar.between(due, on or today))
        if on is not None:
            state = LeaderReportState.SUBMITTED_LATE if on > due else LeaderReportState.SUBMITTED
        elif today <= last_day(year, month):
            state = LeaderReportState.NOT_DUE
        else:
            state = LeaderReportState.LATE if today > due else LeaderReportState.DUE
        found.append(Due(month, due, state, late, on))
    return found


def submit(
    link: InContact,
    current: Report | None,
    party: Party,
    command: SubmitReport,
    *,
    today: date,
    calendar: WorkCalendar,
) -> Report | Refusal:
    """第十三条：区项目服务部门、项目服务责任单位……报告. A month that has begun is reported, and corrected for a reason."""
    faults = [*_standing_faults(link, party), *_month_faults(link, command, today)]
    progress = kept(clean_text(command.progress, "进展情况", "progress", 4000), faults, "?", A13)
    if not progress:
        faults.append(Breach("PROGRESS_MISSING", "须报告项目进展情况", A13, "progress"))
    problems = kept(clean_text(command.problems or "", "存在问题", "problems", 4000), faults, "", A13)
    steps = kept(clean_text(command.next_steps or "", "下步打算", "nextSteps", 4000), faults, "", A13)
    reason = kept(clean_text(command.reason or "", "更正理由", "reason", 1000), faults, "", A13)
    if current is not None and not reason:
        message = f"{command.year}年{command.month}月的报告已报送，更正须说明理由"
        faults.append(Breach("REASON_MISSING", message, A13, "reason"))
    if faults:
        return Refusal(tuple(faults))
    due = due_on(command.year, command.month, calendar)
    first = current.first_submitted_on if current else today
    return Report(
        version=(current.version if current else 0) + 1,
        due_on=due,
        submitted_on=today,
        first_submitted_on=first,
        working_days_late=max(0, calendar.between(due, first)),
        progress=progress,
        problems=problems or None,
        next_steps=steps or None,
        reason=reason or None if current else None,
    )


def _standing_faults(link: InContact, party: Party) -> list[Breach]:
    if party.acts_as(Role.PROJECT_SERVICE) or (party.unit is not None and party.unit == link.service_unit_id):
        return []
    message = "仅区项目服务部门或本项目的服务责任单位可以向联系区领导报告"
    return [Breach("NOT_SERVICE_UNIT", message, A13, "projectId")]


def _month_faults(link: InContact, command: SubmitReport, today: date) -> list[Breach]:
    year, month = command.year, command.month
    if not 1 <= month <= MONTHS:
        return [Breach("MONTH_INVALID", f"月份须为1至12，现为{month}", A13, "month")]
    if (year, month) > (today.year, today.month):
        return [Breach("MONTH_IN_FUTURE", f"{year}年{month}月尚未开始，不能报告", A13, "month")]
    if month not in owed(year, link.linked_from, link.ended_on):
        message = f"{year}年{month}月不在联系期间（{link.linked_from}起），不须报告"
        return [Breach("MONTH_NOT_OWED", message, A13, "month")]
    return []
