"""第九条：name the contact person of a project."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.specialist.appointing import AppointSpecialist, appoint
from services.schedule.store import schedules, specialists, units
from services.schedule.usecases.asking import no_schedule, party
from services.schedule.usecases.specialist.shown import shown


async def appoint_specialist(work: Work, command: AppointSpecialist) -> UUID | Refusal:
    """Appoint; the id is the appointment's."""
    schedule = await schedules.of_project(work.session, work.actor, command.project_id)
    if schedule is None:
        return no_schedule()
    unit = command.contact.unit_id
    decision = appoint(
        schedules.state(schedule),
        await specialists.of_schedule(work.session, schedule.id),
        party(work.actor),
        command,
        acting=unit in await units.acting_among(work.session, [unit]),
        id=work.new_id(),
        today=work.today,
    )
    if isinstance(decision, Refusal):
        return decision
    made = decision.state
    await specialists.add(work, schedule, made)
    schedule.specialist_from = made.from_on
    await work.record(*decision.events)
    await work.audit("appointSpecialist", f"specialist/{made.id}", None, shown(made))
    return made.id
