"""第九条：correct how a contact person is called and reached; the person stays the same."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.specialist.appointing import CorrectSpecialist, correct
from services.schedule.store import schedules, specialists
from services.schedule.usecases.asking import party
from services.schedule.usecases.specialist.shown import appointment, shown


async def correct_specialist(work: Work, command: CorrectSpecialist) -> UUID | Refusal:
    """Correct name and phone; the id is the appointment's."""
    found = await appointment(work, command.specialist_id, command.expected_version)
    if isinstance(found, Refusal):
        return found
    schedule, _, current = found
    decision = correct(schedules.state(schedule), current, party(work.actor), command)
    if isinstance(decision, Refusal):
        return decision
    await specialists.save(work, decision.state)
    await work.audit("correctSpecialist", f"specialist/{current.id}", shown(current), shown(decision.state))
    return current.id
