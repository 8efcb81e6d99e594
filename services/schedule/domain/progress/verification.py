"""第九条：区投资主管部门……对系统上报的项目进度进行核实. The authority verifies a report or returns it with a reason."""

from __future__ import annotations

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


def verify(
    schedule: Schedule, task: AnnualTask, current: Report, verified_before: Decimal, party: Party, *, today: date
) -> Decided[Report] | Refusal:
    """第九条：verify the month. verified_before: the verified investment of the year's earlier months."""
    faults = _judging_faults(current, party)
    if faults:
        return Refusal(tuple(faults))
    done = current.progress.done_investment
    verified = replace(
        current, version=current.version + 1, status=ReportStatus.VERIFIED, verified_on=today, verified_investment=done
    )
    event = ProgressVerified(
        report_id=verified.id,
        report_version=verified.version,
        project_id=verified.project_id,
        year=verified.year,
        month=verified.month,
        reported_investment=done,
        planned_investment=task.planned_in(verified.month),
        cumulative_reported=verified_before + done,
        cumulative_planned=task.planned_up_to(verified.month),
        physical_percent=verified.progress.physical_percent,
        responsible_unit_id=schedule.owner_id,
        verified_on=today,
        division=verified.division,
    )
    return Decided(verified, (event,))


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
