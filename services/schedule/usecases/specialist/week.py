"""What follows when a week is reported or corrected: the month's report takes its figures over."""

from __future__ import annotations

from dataclasses import asdict

from services.chassis.work import Work
from services.schedule.domain.progress import record
from services.schedule.domain.progress.reporting import from_week
from services.schedule.domain.specialist.updating import Week
from services.schedule.domain.specialist.weeks import month_of
from services.schedule.store import reports, schedules, tables, weeks
from services.schedule.usecases.asking import party


def facts(week: Week) -> dict[str, object]:
    """Say what an update holds, for the audit trail."""
    return asdict(week)


async def follow_month(work: Work, schedule: tables.Schedule, week: Week) -> None:
    """第九条：the month's report is that of its newest week, unless the month itself was reported later.

    Without an annual task there is nothing to measure a month against, and so no report of it; the week stands alone.
    """
    year, month = month_of(week.week_on)
    if await weeks.newest_of_month(work.session, schedule.id, year, month) != week.week_on:
        return
    if await schedules.task_of(work.session, schedule.id, year) is None:
        return
    row = await reports.of_month(work.session, schedule.id, year, month)
    current = reports.state(row) if row else None
    made = from_week(
        schedules.state(schedule),
        current,
        week.said.progress(),
        party(work.actor),
        week_on=week.week_on,
        month=(year, month),
        report_id=work.new_id(),
        today=work.today,
    )
    if made is None:
        return
    await reports.save(work.session, schedule.id, row, made, by=work.actor, at=work.now)
    await work.audit("reportProgress", f"progress/{made.id}", record.facts(current), record.facts(made))
