"""第九条：the investment authority returns a report with its reason."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.progress.record import facts
from services.schedule.domain.progress.verification import ReturnProgress, return_
from services.schedule.store import reports
from services.schedule.usecases.asking import party
from services.schedule.usecases.progress.judged import judged


async def return_progress(work: Work, command: ReturnProgress) -> UUID | Refusal:
    """Send the report back; the id is the report's."""
    found = await judged(work, command.report_id, command.expected_version)
    if isinstance(found, Refusal):
        return found
    schedule, row = found
    current = reports.state(row)
    decision = return_(current, party(work.actor), command)
    if isinstance(decision, Refusal):
        return decision
    made = decision.state
    await reports.save(work.session, schedule.id, row, made, by=work.actor, at=work.now)
    await work.audit("returnProgress", f"progress/{row.id}", facts(current), facts(made), reason=made.return_reason)
    return row.id
