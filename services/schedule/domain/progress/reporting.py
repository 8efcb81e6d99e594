"""第九条：每周及时更新项目信息. The owner or the contact person 项目专员 reports, updates weekly, corrects what was returned."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.law.parties import Role
from services.schedule.domain.decision import Decided, Party
from services.schedule.domain.opening import PlanItem, Schedule, ended_faults
from services.schedule.domain.progress.record import A9, MONTHS, Progress, Report, ReportStatus, read_progress
from services.schedule.domain.specialist.record import Specialist
from services.schedule.domain.task import AnnualTask


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportProgress:
    """The command: a month's progress; for a month already reported, the version that it updates."""

    project_id: UUID
    year: int
    month: int
    progress: Progress
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectProgress:
    """The command: the corrected progress of a returned report."""

    report_id: UUID
    progress: Progress
    expected_version: int


def report(
    schedule: Schedule,
    item: PlanItem | None,
    task: AnnualTask | None,
    current: Report | None,
    party: Party,
    command: ReportProgress,
    *,
    report_id: UUID,
    today: date,
    specialist: Specialist | None = None,
) -> Decided[Report] | Refusal:
    """第九条：report the month anew, or as its weekly update. specialist: the project's contact person of today."""
    faults = [*reporter_faults(schedule, specialist, party), *_period_faults(schedule, item, task, command, today)]
    if current is not None and current.status is ReportStatus.RETURNED:
        message = f"{command.year}年{command.month}月进度已退回，请更正后重新报送"
        faults.append(Breach("REPORT_RETURNED", message, A9, "month"))
    if current is not None and current.closed:
        message = f"{command.year}年{command.month}月进度已于{current.verified_on}核实，不能再报送"
        faults.append(Breach("MONTH_CLOSED", message, A9, "month"))
    progress = read_progress(command.progress, faults)
    if faults:
        return Refusal(tuple(faults))
    fresh = Report(
        id=report_id,
        project_id=schedule.project_id,
        division=schedule.division,
        year=command.year,
        month=command.month,
        version=1,
        status=ReportStatus.REPORTED,
        progress=progress,
        reporters=frozenset({party.subject}),
        reported_on=today,
    )
    return Decided(_next(current, progress, party, today) if current else fresh)


def correct(
    schedule: Schedule,
    current: Report,
    party: Party,
    command: CorrectProgress,
    *,
    today: date,
    specialist: Specialist | None = None,
) -> Decided[Report] | Refusal:
    """第九条：answer a return with a corrected report."""
    faults = [*reporter_faults(schedule, specialist, party)]
    if current.status is not ReportStatus.RETURNED:
        faults.append(Breach("REPORT_NOT_RETURNED", "仅被退回的进度可以更正", A9, "reportId"))
    progress = read_progress(command.progress, faults)
    if faults:
        return Refusal(tuple(faults))
    return Decided(_next(current, progress, party, today))


def _next(current: Report, progress: Progress, party: Party, today: date, week_on: date | None = None) -> Report:
    return replace(
        current,
        version=current.version + 1,
        status=ReportStatus.REPORTED,
        progress=progress,
        reporters=current.reporters | {party.subject},
        reported_on=today,
        return_reason=None,
        week_on=week_on,
    )


def from_week(
    schedule: Schedule,
    current: Report | None,
    progress: Progress,
    party: Party,
    *,
    week_on: date,
    month: tuple[int, int],
    report_id: UUID,
    today: date,
) -> Report | None:
    """第九条：let the month's report follow the newest week of the month; None where it stays as it is.

    What was said last holds: a report that somebody gave after the week had ended is not overwritten. A returned report is
    answered by a correction alone, and a closed one stays closed; where the two differ then, both are shown.
    """
    if current is None:
        year, number = month
        return Report(
            id=report_id,
            project_id=schedule.project_id,
            division=schedule.division,
            year=year,
            month=number,
            version=1,
            status=ReportStatus.REPORTED,
            progress=progress,
            reporters=frozenset({party.subject}),
            reported_on=today,
            week_on=week_on,
        )
    said_later = current.week_on is None and current.reported_on >= week_on + timedelta(days=7)
    if current.status is ReportStatus.RETURNED or current.closed or said_later:
        return None
    if current.progress == progress:
        return None
    return _next(current, progress, party, today, week_on)


def reporter_faults(schedule: Schedule, specialist: Specialist | None, party: Party) -> list[Breach]:
    """第九条：the owner, and the contact person. Once one is appointed it is that person alone, from whatever unit; until
    then a contact person of one of the project's own units: owner, town or industry authority.
    """
    if party.acts_as(Role.OWNER) and party.unit == schedule.owner_id:
        return []
    message = "仅本项目的业主或项目专员可以报送、更正进度"
    if specialist is None:
        if party.acts_as(Role.SPECIALIST) and schedule.stands_for(party.unit):
            return []
    elif party.acts_as(Role.SPECIALIST) and party.subject == specialist.contact.subject:
        return []
    else:
        message += f"；本项目的项目专员是{specialist.contact.name}（自{specialist.from_on}起）"
    return [Breach("NOT_REPORTER_OF_PROJECT", message, A9, "projectId")]


def _period_faults(
    schedule: Schedule, item: PlanItem | None, task: AnnualTask | None, command: ReportProgress, today: date
) -> list[Breach]:
    """第九条、第十二条：construction projects of the year's plan report, against a task, months that have begun."""
    year, month = command.year, command.month
    if not 1 <= month <= MONTHS:
        return [Breach("MONTH_INVALID", f"月份须为1至12，现为{month}", A9, "month")]
    faults = []
    if (year, month) > (today.year, today.month):
        faults.append(Breach("MONTH_IN_FUTURE", f"{year}年{month}月尚未开始，不能报送进度", A9, "month"))
    if item is None and schedule.ended is not None:
        faults += ended_faults(schedule.ended, f"报送{year}年进度", "projectId")
    elif item is None:
        faults.append(
            Breach("NOT_IN_PLAN", f"项目未列入{year}年度重点项目计划，不能报送该年度进度", Article(8), "year")
        )
    elif not item.kind.construction:
        faults.append(
            Breach("PRELIMINARY_HAS_NO_PROGRESS", "重点前期项目不报送投资进度，其进展以节点办结体现", A9, "projectId")
        )
    elif task is None:
        faults.append(
            Breach("TASK_MISSING", f"{year}年度投资任务尚未下达，请先由区投资主管部门下达", Article(8), "year")
        )
    return faults
