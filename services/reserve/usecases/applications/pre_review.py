"""第三条（四）: the preliminary review 初审."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.reserve.domain.applications import decide as rules
from services.reserve.domain.applications.terms import Step
from services.reserve.store import applications
from services.reserve.usecases.applications.settle import OnApplication, settle


@dataclass(frozen=True, slots=True, kw_only=True)
class PreReviewApplication(OnApplication):
    """Whether it passes, and why."""

    passed: bool
    reason: str | None = None


async def pre_review_application(work: Work, command: PreReviewApplication) -> UUID | Refusal:
    """Review an application."""
    loaded = await applications.lock(work, command.application_id)
    if loaded is None:
        return Refusal.of(applications.UNKNOWN)
    decision = rules.review(loaded.state, command.reason or "", work.today, passed=command.passed)
    text = None if isinstance(decision, Refusal) else decision.state.review_reason
    return await settle(work, command, loaded, decision, Step.PASS if command.passed else Step.FAIL, text)
