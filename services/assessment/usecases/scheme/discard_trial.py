"""Discard a trial of a scheme (A18)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.assessment.domain.scheme.record import discard
from services.assessment.store import trials
from services.chassis.work import Work
from services.law.breach import Breach, Refusal

UNKNOWN = Breach("TRIAL_UNKNOWN", "没有该次试算，或不属于您所在的区划", field="trialId")


@dataclass(frozen=True, slots=True)
class DiscardTrial:
    """Which trial, and why."""

    trial_id: UUID
    reason: str


async def discard_trial(work: Work, command: DiscardTrial) -> UUID | Refusal:
    """Leave the trial out of its scheme's lists; it stays on record, also as a side of comparisons."""
    row = await trials.lock(work, command.trial_id)
    if row is None:
        return Refusal.of(UNKNOWN)
    decision = discard(row.discarded_by_name, command.reason)
    if isinstance(decision, Refusal):
        return decision
    row.discarded_at, row.discarded_by_name, row.discard_reason = work.now, work.actor.name, decision
    await work.audit("discardTrial", f"scheme-trial/{row.id}", None, {"discarded": True}, reason=decision)
    return row.id
