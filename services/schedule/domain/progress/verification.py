"""第九条：区投资主管部门……对系统上报的项目进度进行核实. The authority verifies a report or returns it with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.law.text import clean_text
from services.schedule.domain.decision import Decided, Party, kept
from services.schedule.domain.events import ProgressVerified
from services.schedule.domain.opening import Schedule
from services.schedule.domain.progress.record import A9, Report, ReportStatus
from services.schedule.domain.task import AnnualTask


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyProgress:
    """The command: the version that was judged and found right."""

    report_id: UUID
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnProgress:
    """The command: the version that was judged, and why it goes back."""

    report_id: UUID
    reason: str
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was verified of a month, in the version in which it last was."""

    report_id: UUID
    version: int
    month: int
    done_investment: Decimal
    physical_percent: Decimal
    verified_on: date


def verify(
    schedule: Schedule,
    task: AnnualTask,
    current: Report,
    verified_before: Decimal,
    verified_after: Sequence[Verified],
    party: Party,
    *,
    today: date,
) -> Decided[Report] | Refusal:
    """第九条：verify the month. verified_before: the verified investment of the year's earlier months. verified_after: its
    later months that were verified before this one; their amounts since January have changed, so they are told again.
    """
    faults = _judging_faults(current, party)
    if faults:
        return Refusal(tuple(faults))
    done = current.progress.done_investment
    after = replace(
        current, version=current.version + 1, status=ReportStatus.VERIFIED, verified_on=today, verified_investment=done
    )
    this = Verified(
        report_id=after.id,
        version=after.version,
        month=after.month,
        done_investment=done,
        physical_percent=after.progress.physical_percent,
        verified_on=today,
    )
    events, so_far = [], verified_before
    for month in (this, *sorted(verified_after, key=lambda m: m.month)):
        so_far += month.done_investment
        events.append(_told(schedule, task, after.year, month, so_far))
    return Decided(after, tuple(events))


def _told(schedule: Schedule, task: AnnualTask, year: int, month: Verified, so_far: Decimal) -> ProgressVerified:
    return ProgressVerified(
        report_id=month.report_id,
        report_version=month.version,
        project_id=schedule.project_id,
        year=year,
        month=month.month,
        reported_investment=month.done_investment,
        planned_investment=task.planned_in(month.month),
        cumulative_reported=so_far,
        cumulative_planned=task.planned_up_to(month.month),
        physical_percent=month.physical_percent,
        responsible_unit_id=schedule.owner_id,
        verified_on=month.verified_on,
        division=schedule.division,
    )


def return_(current: Report, party: Party, command: ReturnProgress) -> Decided[Report] | Refusal:
    """第九条：return the report; the reason says what is to be corrected."""
    faults = _judging_faults(current, party)
    reason = kept(clean_text(command.reason, "退回理由", "reason", 1000), faults, "?", A9)
    if not reason:
        faults.append(Breach("REASON_MISSING", "退回进度须说明理由", A9, "reason"))
    if faults:
        return Refusal(tuple(faults))
    return Decided(replace(current, version=current.version + 1, status=ReportStatus.RETURNED, return_reason=reason))


def _judging_faults(current: Report, party: Party) -> list[Breach]:
    """Only what waits is judged, and never by someone who reported it: 核实 means a second pair of eyes."""
    faults = []
    if current.status is not ReportStatus.REPORTED:
        state = "已核实" if current.status is ReportStatus.VERIFIED else "已退回，待更正"
        faults.append(Breach("REPORT_NOT_WAITING", f"该进度{state}，不是待核实状态", A9, "reportId"))
    if party.subject in current.reporters:
        faults.append(Breach("OWN_REPORT", "不能核实本人报送的进度，须由他人核实", A9, "reportId"))
    return faults
