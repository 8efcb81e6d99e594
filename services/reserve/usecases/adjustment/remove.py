"""第十一条: take a project out of the plan by its adjustment."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.reserve.domain.adjustment import changes as rules
from services.reserve.domain.adjustment.rules import A11
from services.reserve.domain.reading import Reading
from services.reserve.store import adjustments, plans, projects, since
from services.reserve.usecases.adjustment.keep import keep_change


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustRemove:
    """Which project of the plan, and why it cannot go on as planned."""

    adjustment_id: UUID
    expected_version: int
    project_id: UUID
    reason: str


async def remove(work: Work, command: AdjustRemove) -> UUID | Refusal:
    """Draft a removal."""
    found = await adjustments.lock(work, command.adjustment_id)
    project = await projects.lock(work, command.project_id)
    if found is None or project is None:
        missing = [b for b, one in ((adjustments.UNKNOWN, found), (projects.UNKNOWN, project)) if one is None]
        return Refusal(tuple(missing))
    plan, row = found
    before = await adjustments.state_of(work.session, row)
    reading = Reading(A11)
    reading.found(await since.lost(work, f"adjustment/{row.id}", row.version, command.expected_version))
    reason = reading.text(command.reason, "调出理由", "reason")
    listed = await plans.state_of(work.session, plan)
    decision = reading.judged(rules.remove(before, listed, command.project_id, reason))
    if isinstance(decision, Refusal):
        return decision
    await keep_change(work, row, before, decision.state, "adjustRemove", project)
    return row.id
