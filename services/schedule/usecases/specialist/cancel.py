"""第九条：take back an appointment whose first day has not come."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.specialist.appointing import CancelHandOver, cancel
from services.schedule.store import schedules, specialists
from services.schedule.usecases.asking import party
from services.schedule.usecases.specialist.shown import appointment, shown


async def cancel_specialist(work: Work, command: CancelHandOver) -> UUID | Refusal:
    """Cancel; the id is that of the cancelled appointment."""
    found = await appointment(work, command.specialist_id, command.expected_version)
    if isinstance(found, Refusal):
        return found
    schedule, known, current = found
    replaced = next((s for s in known if s.id == current.replaces), None)
    decision = cancel(schedules.state(schedule), current, replaced, party(work.actor), command, today=work.today)
    if isinstance(decision, Refusal):
        return decision
    gone, back, reason = decision.state
    row = await specialists.save(work, gone)
    row.cancelled_at, row.cancelled_by, row.cancelled_reason = work.now, work.actor.name, reason
    await work.session.flush()
    if back is not None:
        await specialists.save(work, back)
    else:
        schedule.specialist_from = None
    await work.record(*decision.events)
    await work.audit("cancelSpecialist", f"specialist/{gone.id}", shown(current), shown(gone), reason=reason)
    return gone.id
