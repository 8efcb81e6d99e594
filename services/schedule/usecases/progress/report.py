"""第九条：the owner or the contact person reports a month, anew or as its weekly update."""

from __future__ import annotations

from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.progress.record import facts
from services.schedule.domain.progress.reporting import ReportProgress, report
from services.schedule.store import reports, schedules, specialists
from services.schedule.usecases.asking import no_schedule, party


async def report_progress(work: Work, command: ReportProgress) -> UUID | Refusal:
    """Keep a version of the month's report; the id is the report's."""
    schedule = await schedules.of_project(work.session, work.actor, command.project_id)
    if schedule is None:
        return no_schedule()
    row = await reports.of_month(work.session, schedule.id, command.year, command.month)
    if lost := stale(row.version if row else 0, command.expected_version):
        return Refusal.of(lost)
    current = reports.state(row) if row else None
    decision = report(
        schedules.state(schedule),
        await schedules.item_of(work.session, schedule, command.year),
        await schedules.task_of(work.session, schedule.id, command.year),
        current,
        party(work.actor),
        command,
        report_id=work.new_id(),
        today=work.today,
        specialist=await specialists.on_day(work.session, schedule.id, work.today),
    )
    if isinstance(decision, Refusal):
        return decision
    made = decision.state
    await reports.save(work.session, schedule.id, row, made, by=work.actor, at=work.now)
    await work.audit("reportProgress", f"progress/{made.id}", facts(current), facts(made))
    return made.id
