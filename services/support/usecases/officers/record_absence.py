"""第十七条：an officer is away and a substitute stands in."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain import absence
from services.support.domain.absence import Asked
from services.support.store import absences
from services.support.usecases.acting import acting


async def record_absence(work: Work, command: Asked) -> UUID | Refusal:
    """Record an absence of oneself or of a colleague."""
    of = (command.subject or work.actor.subject).strip()
    others = await absences.of_people(work, {of, command.substitute.strip()})
    made = absence.record(work.new_id(), command, others, acting(work), work.today)
    if isinstance(made, Refusal):
        return made
    await absences.insert(work, made)
    await work.audit("recordAbsence", f"absence/{made.id}", None, absences.audited(made), reason=made.reason)
    return made.id
