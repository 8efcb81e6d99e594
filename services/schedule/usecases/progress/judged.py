"""Finding the report that a command is about, in the version that its sender saw."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from services.chassis.clock import local_day
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.schedule.domain.progress.record import ReportStatus
from services.schedule.store import reports, schedules, tables

_DID = {ReportStatus.REPORTED: "报送", ReportStatus.RETURNED: "退回", ReportStatus.VERIFIED: "核实"}


async def judged(
    work: Work, report_id: UUID, expected_version: int
) -> tuple[tables.Schedule, tables.ProgressReport] | Refusal:
    """Lock the project's schedule and read the report; of two people at once the second finds another version."""
    schedule_id = await reports.schedule_of(work.session, work.actor, report_id)
    schedule = await schedules.by_id(work.session, work.actor, schedule_id) if schedule_id else None
    if schedule is None:
        message = "没有找到该进度报告，或不在您的查看范围内"
        return Refusal.of(Breach("REPORT_UNKNOWN", message, Article(9), "reportId"))
    row = await reports.by_id(work.session, report_id)
    if lost := stale(row.version, expected_version):
        return Refusal.of(replace(lost, message=lost.message + await _meanwhile(work, row)))
    return schedule, row


async def _meanwhile(work: Work, row: tables.ProgressReport) -> str:
    """第九条：of two who judge at once the second hears who did what, and when."""
    last = await reports.last_step(work.session, row.id)
    reason = f"，理由：{last.reason}" if last.reason else ""
    return f"（{last.by}已于{local_day(last.at)}{_DID[last.status]}{reason}）"
