"""第三条（二）: file a corrected application again."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.reserve.domain.applications import decide as rules
from services.reserve.domain.applications.decide import Party
from services.reserve.domain.applications.terms import Step
from services.reserve.store import applications
from services.reserve.usecases.applications.settle import OnApplication, settle


@dataclass(frozen=True, slots=True, kw_only=True)
class ResubmitApplication(OnApplication):
    """The application alone."""


async def resubmit_application(work: Work, command: ResubmitApplication) -> UUID | Refusal:
    """File a returned application again, in time or late."""
    loaded = await applications.lock(work, command.application_id)
    if loaded is None:
        return Refusal.of(applications.UNKNOWN)
    under = await applications.under(work.session, loaded, work.today)
    by = Party(work.actor.roles, work.actor.unit)
    decision = rules.resubmit(loaded.state, under, loaded.project.elements, by, work.today)
    return await settle(work, command, loaded, decision, Step.RESUBMIT, None)
