"""第三条（二）: complete an application."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.reserve.domain.applications import decide as rules
from services.reserve.domain.applications.decide import Party
from services.reserve.domain.applications.state import Asked
from services.reserve.domain.applications.terms import Step
from services.reserve.store import applications
from services.reserve.usecases.applications.settle import OnApplication, settle


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeApplication(OnApplication):
    """All that is asked for from now on."""

    asked: Asked


async def change_application(work: Work, command: ChangeApplication) -> UUID | Refusal:
    """Change what an application asks for."""
    loaded = await applications.lock(work, command.application_id)
    if loaded is None:
        return Refusal.of(applications.UNKNOWN)
    by = Party(work.actor.roles, work.actor.unit)
    decision = rules.change(loaded.state, command.asked, loaded.project.elements, by)
    return await settle(work, command, loaded, decision, Step.CHANGE, None)
