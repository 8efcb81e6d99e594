"""第三条（二）: send an application back for correction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.law.breach import Refusal
from services.reserve.domain.applications import decide as rules
from services.reserve.domain.applications.decide import Days, Party
from services.reserve.domain.applications.terms import Step
from services.reserve.store import applications
from services.reserve.usecases.applications.settle import OnApplication, settle


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnApplication(OnApplication):
    """What is to be corrected, and by when if not in the usual time."""

    correction: str
    due_on: date | None = None


async def return_application(work: Work, command: ReturnApplication) -> UUID | Refusal:
    """Return an application."""
    loaded = await applications.lock(work, command.application_id)
    if loaded is None:
        return Refusal.of(applications.UNKNOWN)
    by, days = Party(work.actor.roles, work.actor.unit), Days(work.today, calendar())
    decision = rules.return_(loaded.state, command.correction, command.due_on, loaded.project.elements, by, days)
    text = None if isinstance(decision, Refusal) else decision.state.correction
    return await settle(work, command, loaded, decision, Step.RETURN, text)
