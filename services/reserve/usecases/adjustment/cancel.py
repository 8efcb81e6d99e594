"""第十一条: give an adjustment up before it is issued."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.reserve.domain.adjustment import draft as rules
from services.reserve.domain.adjustment.rules import A11
from services.reserve.domain.reading import Reading
from services.reserve.store import adjustments, plans, since
from services.reserve.usecases.adjustment.judgement import keep_judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelAdjustment:
    """Which adjustment, and why."""

    adjustment_id: UUID
    expected_version: int
    reason: str


async def cancel(work: Work, command: CancelAdjustment) -> UUID | Refusal:
    """Cancel an adjustment; what it would have done stays readable."""
    found = await adjustments.lock(work, command.adjustment_id)
    if found is None:
        return Refusal.of(adjustments.UNKNOWN)
    plan, row = found
    before = await adjustments.state_of(work.session, row)
    reading = Reading(A11)
    reading.found(await since.lost(work, f"adjustment/{row.id}", row.version, command.expected_version))
    reason = reading.text(command.reason, "取消理由", "reason")
    decision = reading.judged(rules.cancel(before, reason))
    if isinstance(decision, Refusal):
        return decision
    await keep_judgement(work, row, before, await plans.state_of(work.session, plan))
    await adjustments.save(work, row, before, decision.state, "cancelAdjustment", reason)
    return row.id
