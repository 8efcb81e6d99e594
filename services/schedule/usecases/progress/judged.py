"""Finding the report that a command is about, in the version that its sender saw."""

from __future__ import annotations

from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.schedule.store import reports, schedules, tables


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
        return Refusal.of(lost)
    return schedule, row
