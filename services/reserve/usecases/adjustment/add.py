"""第十一条: take a qualified project into the plan by its adjustment."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.reserve.domain.adjustment import changes as rules
from services.reserve.domain.adjustment.rules import A11
from services.reserve.domain.reading import Reading
from services.reserve.domain.terms import ItemBasis, ItemKind
from services.reserve.store import adjustments, plans, projects, since
from services.reserve.usecases.adjustment.keep import keep_change
from services.reserve.usecases.plan.propose import propose


@dataclass(frozen=True, slots=True, kw_only=True)
class AdjustAdd:
    """Which project, as what, with what for the year; an exception where it is in no library."""

    adjustment_id: UUID
    expected_version: int
    project_id: UUID
    kind: ItemKind
    annual_investment: Decimal
    basis: ItemBasis = ItemBasis.APPLICATION
    assessment: str | None = None
    reason: str | None = None
    exception_reason: str | None = None
    exception_approver: str | None = None
    application_id: UUID | None = None
    influence_assessment_id: UUID | None = None


async def add(work: Work, command: AdjustAdd) -> UUID | Refusal:
    """Draft an addition."""
    found = await adjustments.lock(work, command.adjustment_id)
    project = await projects.lock(work, command.project_id)
    if found is None or project is None:
        missing = [b for b, one in ((adjustments.UNKNOWN, found), (projects.UNKNOWN, project)) if one is None]
        return Refusal(tuple(missing))
    plan, row = found
    before = await adjustments.state_of(work.session, row)
    reading = Reading(A11)
    reading.found(await since.lost(work, f"adjustment/{row.id}", row.version, command.expected_version))
    reason = reading.optional_text(command.reason, "调入理由", "reason")
    listed = await plans.state_of(work.session, plan)
    beside = {i.project_id for i in (*listed.items, *(c.item for c in before.changes))}
    proposal, state = await propose(work, reading, command, project, row.year, beside)
    decision = reading.judged(rules.add(before, listed, state, proposal, reason))
    if isinstance(decision, Refusal):
        return decision
    await keep_change(work, row, before, decision.state, "adjustAdd", project)
    return row.id
