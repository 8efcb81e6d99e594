"""第三条（一）: take a guide back."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal
from services.reserve.domain.applications import guide as rules
from services.reserve.domain.applications.rulebook import A3_1
from services.reserve.domain.reading import Reading
from services.reserve.store import guides


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawGuide:
    """Which version, and why."""

    guide_id: UUID
    expected_version: int
    reason: str


async def withdraw_guide(work: Work, command: WithdrawGuide) -> UUID | Refusal:
    """Withdraw a draft or the guide in force."""
    row = await guides.lock(work, command.guide_id)
    if row is None:
        return Refusal.of(guides.UNKNOWN)
    before, reading = guides.state_of(row), Reading(A3_1)
    reading.found(stale(row.version, command.expected_version))
    reason = reading.text(command.reason, "撤销理由", "reason")
    decision = reading.judged(rules.withdraw(before, reason))
    if isinstance(decision, Refusal):
        return decision
    row.withdrawn_on, row.withdrawn_by = work.today, work.actor.name
    await guides.save(work, row, before, decision.state, "withdrawGuide", reason)
    return row.id
