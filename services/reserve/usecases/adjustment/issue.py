"""第十一条: issue an adjustment; the plan's items change with it, and its next edition is in force."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.reserve.domain.adjustment import procedure as rules
from services.reserve.domain.adjustment.rules import A11
from services.reserve.domain.adjustment.state import Adjustment, ChangeKind
from services.reserve.domain.plan.edition import Issue
from services.reserve.domain.reading import Reading
from services.reserve.store import adjustments, editions, plans, procedures, since, tables
from services.reserve.store.carrying_out import carry_out
from services.reserve.store.exchange import callbacks
from services.reserve.usecases.adjustment.judgement import keep_judgement


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueAdjustment:
    """Which adjustment of which version of the plan, under which number; issued today when no day is given."""

    adjustment_id: UUID
    expected_version: int
    expected_plan_version: int
    document_number: str
    issued_on: date | None = None


async def issue(work: Work, command: IssueAdjustment) -> UUID | Refusal:
    """Issue what all bodies have passed."""
    found = await adjustments.lock(work, command.adjustment_id)
    if found is None:
        return Refusal.of(adjustments.UNKNOWN)
    plan_row, row = found
    before, plan = await adjustments.state_of(work.session, row), await plans.state_of(work.session, plan_row)
    reading = Reading(A11)
    reading.found(await since.lost(work, f"adjustment/{row.id}", row.version, command.expected_version))
    lost = await since.lost(work, f"plan/{plan_row.id}", plan_row.version, command.expected_plan_version)
    reading.found(lost and replace(lost, field="expectedPlanVersion"))
    used = await editions.used_numbers(work.session, row.division)
    issued_on = command.issued_on or work.today
    done = await procedures.last_step(work, procedures.ADJUSTMENT, row.id)
    decision = reading.judged(
        rules.issue(before, plan, command.document_number, issued_on, used, work.today, last_step=done)
    )
    if isinstance(decision, Refusal):
        return decision
    after, issued = decision.state
    await keep_judgement(work, row, before, plan)
    await carry_out(work, plan_row, before)
    await plans.save(work, plan_row, plan, after, "issueAdjustment", None)
    await adjustments.save(work, row, before, issued, "issueAdjustment", None)
    await _freeze(work, plan_row, issued)
    added = [c.item.project_id for c in issued.changes if c.kind is ChangeKind.ADD]
    await callbacks.tell_listed(work, await plans.state_of(work.session, plan_row), added)
    await work.record(*decision.events)
    return row.id


async def _freeze(work: Work, plan_row: tables.Plan, issued: Adjustment) -> None:
    """Keep the next edition, of the plan as it is stored now."""
    plan = await plans.state_of(work.session, plan_row)
    last = await editions.in_force(work, plan)
    issue_ = Issue(
        number=last.number + 1,
        document_number=issued.document_number or "",
        issued_on=issued.issued_on or work.today,
        previous_digest=last.digest,
        major_decision=issued.major_decision,
        deliberations=issued.deliberations,
        decision_steps=issued.decision_steps,
        changes=tuple(rules.written(c) for c in issued.changes),
        conversions=await editions.conversions_since(work.session, plan.id, last.number),
    )
    await editions.freeze(work, plan, issue_, issued.id)
