"""第九条：每周及时更新项目信息. The owner or the contact person 项目专员 reports, updates weekly, corrects what was returned."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.law.parties import Role
from services.schedule.domain.decision import Decided, Party
from services.schedule.domain.opening import PlanItem, Schedule, ended_faults
from services.schedule.domain.progress.record import A9, MONTHS, Progress, Report, ReportStatus, read_progress
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
) -> Decided[Report] | Refusal:
    """第九条：report the month anew, or as its weekly update."""
    faults = [*_standing_faults(schedule, party), *_period_faults(schedule, item, task, command, today)]
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
    schedule: Schedule, current: Report, party: Party, command: CorrectProgress, *, today: date
) -> Decided[Report] | Refusal:
    """第九条：answer a return with a corrected report."""
    faults = [*_standing_faults(schedule, party)]
    if current.status is not ReportStatus.RETURNED:
        faults.append(Breach("REPORT_NOT_RETURNED", "仅被退回的进度可以更正", A9, "reportId"))
    progress = read_progress(command.progress, faults)
    if faults:
        return Refusal(tuple(faults))
    return Decided(_next(current, progress, party, today))


def _next(current: Report, progress: Progress, party: Party, today: date) -> Report:
    return replace(
        current,
        version=current.version + 1,
        status=ReportStatus.REPORTED,
        progress=progress,
        reporters=current.reporters | {party.subject},
        reported_on=today,
        return_reason=None,
    )


def _standing_faults(schedule: Schedule, party: Party) -> list[Breach]:
    """The contact person comes from one of the project's own units: owner, town or industry authority."""
    if party.acts_as(Role.OWNER) and party.unit == schedule.owner_id:
        return []
    if party.acts_as(Role.SPECIALIST) and schedule.stands_for(party.unit):
        return []
    return [Breach("NOT_REPORTER_OF_PROJECT", "仅本项目的业主或项目专员可以报送、更正进度", A9, "projectId")]


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
