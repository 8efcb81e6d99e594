"""第三条（二）: take an application back."""

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
class WithdrawApplication(OnApplication):
    """Why it is taken back."""

    reason: str


async def withdraw_application(work: Work, command: WithdrawApplication) -> UUID | Refusal:
    """Withdraw an application that no plan rests on."""
    loaded = await applications.lock(work, command.application_id)
    if loaded is None:
        return Refusal.of(applications.UNKNOWN)
    by, plans = Party(work.actor.roles, work.actor.unit), await applications.plans_by(work.session, loaded.row.id)
    decision = rules.withdraw(loaded.state, command.reason, loaded.project.elements, by, plans)
    text = None if isinstance(decision, Refusal) else decision.state.withdrawn_reason
    return await settle(work, command, loaded, decision, Step.WITHDRAW, text)
