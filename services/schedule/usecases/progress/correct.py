"""第九条：a returned report is corrected."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.progress.record import facts
from services.schedule.domain.progress.reporting import CorrectProgress, correct
from services.schedule.store import reports, schedules, specialists
from services.schedule.usecases.asking import party
from services.schedule.usecases.progress.judged import judged


async def correct_progress(work: Work, command: CorrectProgress) -> UUID | Refusal:
    """Keep the corrected version; the id is the report's."""
    found = await judged(work, command.report_id, command.expected_version)
    if isinstance(found, Refusal):
        return found
    schedule, row = found
    current = reports.state(row)
    decision = correct(
        schedules.state(schedule),
        current,
        party(work.actor),
        command,
        today=work.today,
        specialist=await specialists.on_day(work.session, schedule.id, work.today),
    )
    if isinstance(decision, Refusal):
        return decision
    await reports.save(work.session, schedule.id, row, decision.state, by=work.actor, at=work.now)
    await work.audit("correctProgress", f"progress/{row.id}", facts(current), facts(decision.state))
    return row.id
