"""第十一条: draft the adjustment of an issued plan."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.reserve.domain.adjustment import draft as rules
from services.reserve.domain.adjustment.rules import A11
from services.reserve.domain.adjustment.state import Adjustment
from services.reserve.domain.reading import Reading
from services.reserve.domain.terms import PlanStatus
from services.reserve.store import adjustments, editions, plans, since, tables
from services.reserve.usecases.plan.propose import read_exempted


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftAdjustment:
    """Which plan; an exception where it is not the one adjustment at mid-year."""

    plan_id: UUID
    expected_version: int
    major_decision: bool = False
    exception_reason: str | None = None
    exception_approver: str | None = None


async def draft(work: Work, command: DraftAdjustment) -> UUID | Refusal:
    """Draft an adjustment against the edition in force."""
    row = await plans.lock(work, command.plan_id)
    if row is None:
        return Refusal.of(plans.UNKNOWN)
    plan = await plans.state_of(work.session, row)
    reading = Reading(A11)
    reading.found(await since.lost(work, f"plan/{row.id}", row.version, command.expected_version))
    exempted = read_exempted(reading, command.exception_reason, command.exception_approver, A11)
    edition = (await editions.in_force(work, plan)).number if plan.status is PlanStatus.ISSUED else 0
    decision = reading.judged(
        rules.draft(
            work.new_id(),
            plan,
            edition,
            await adjustments.statuses_of(work.session, row.id),
            work.today,
            major_decision=command.major_decision,
            exempted=exempted,
        )
    )
    if isinstance(decision, Refusal):
        return decision
    drafted = decision.state
    work.session.add(_row(work, drafted))
    await work.session.flush()
    reason = exempted.reason if exempted else None
    await work.audit("draftAdjustment", f"adjustment/{drafted.id}", None, adjustments.audited(drafted), reason=reason)
    return drafted.id


def _row(work: Work, drafted: Adjustment) -> tables.Adjustment:
    exempted = drafted.exempted
    return tables.Adjustment(
        id=drafted.id,
        division=drafted.division,
        plan_id=drafted.plan_id,
        year=drafted.year,
        edition=drafted.edition,
        drafted_on=drafted.drafted_on,
        drafted_at=work.now,
        drafted_by=work.actor.name,
        major_decision=drafted.major_decision,
        exception_reason=exempted.reason if exempted else None,
        exception_approver=exempted.approver if exempted else None,
        **adjustments.columns_of(drafted),
    )
