"""第九条：hand a project over to another contact person."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.specialist.appointing import HandOverSpecialist, hand_over
from services.schedule.store import schedules, specialists, units
from services.schedule.usecases.asking import party
from services.schedule.usecases.specialist.shown import appointment, shown


async def hand_over_specialist(work: Work, command: HandOverSpecialist) -> UUID | Refusal:
    """End one appointment and begin the next; the id is the new one's."""
    found = await appointment(work, command.specialist_id, command.expected_version)
    if isinstance(found, Refusal):
        return found
    schedule, known, current = found
    unit = command.contact.unit_id
    decision = hand_over(
        schedules.state(schedule),
        known,
        current,
        party(work.actor),
        command,
        acting=unit in await units.acting_among(work.session, [unit]),
        id=work.new_id(),
        today=work.today,
    )
    if isinstance(decision, Refusal):
        return decision
    before, after = decision.state
    await specialists.save(work, before)
    await specialists.add(work, schedule, after)
    await work.record(*decision.events)
    subject = f"specialist/{after.id}"
    await work.audit("handOverSpecialist", subject, shown(current), shown(after), reason=after.reason)
    return after.id
