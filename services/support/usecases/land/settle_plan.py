"""第十五条：the two departments confirm a plan, it is issued under a number, and opened again for a reason."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.digest import canonical, sm3
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.land.plan import (
    PLAN_UNKNOWN,
    Party,
    PlanState,
    check_confirm,
    check_issue,
    check_revise,
)
from services.support.store import land_plans, tables
from services.support.usecases.land.parties import party_of
from services.support.usecases.land.plan_items import unconfirmed


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmPlan:
    """The command: confirm for a party what was seen."""

    plan_id: UUID
    expected_version: int
    party: Party


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuePlan:
    """The command."""

    plan_id: UUID
    expected_version: int
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisePlan:
    """The command."""

    plan_id: UUID
    expected_version: int
    reason: str


Command = ConfirmPlan | IssuePlan | RevisePlan


async def confirm_plan(work: Work, command: ConfirmPlan) -> UUID | Refusal:
    """Confirm a draft for one party."""
    plan = await _taken(work, command)
    if isinstance(plan, Refusal):
        return plan
    party = await party_of(work, plan.division, command.party)
    count = len(await land_plans.items(work.session, plan.id))
    confirmed = land_plans.confirmed_of(plan)
    refusal = check_confirm(plan.state, count, party, confirmed, work.actor.subject)
    if refusal:
        return refusal
    before, who = land_plans.told(plan), work.actor
    if command.party is Party.LAND:
        plan.land_confirmed_at, plan.land_confirmed_by, plan.land_confirmed_by_name = work.now, who.subject, who.name
    else:
        plan.requisition_confirmed_at, plan.requisition_confirmed_by = work.now, who.subject
        plan.requisition_confirmed_by_name = who.name
    return await _kept(work, "confirmLandPlan", plan, before, None, {"party": command.party.value})


async def issue_plan(work: Work, command: IssuePlan) -> UUID | Refusal:
    """Issue a plan that both have confirmed; the edition is frozen with its digest."""
    plan = await _taken(work, command)
    if isinstance(plan, Refusal):
        return plan
    party = await party_of(work, plan.division)
    items = await land_plans.items(work.session, plan.id)
    number = check_issue(plan.state, len(items), party, land_plans.confirmed_of(plan), command.number)
    if isinstance(number, Refusal):
        return number
    before = land_plans.told(plan)
    plan.state, plan.number, plan.issued_on = PlanState.ISSUED, number, work.today
    content = [land_plans.shown(item) for item in items]
    digest = sm3(canonical({"year": plan.year, "edition": plan.edition, "number": number, "items": content}))
    edition = tables.LandPlanEdition(
        plan_id=plan.id,
        edition=plan.edition,
        division=plan.division,
        number=number,
        issued_on=work.today,
        issued_by_name=work.actor.name,
        reason=plan.revision_reason,
        items=content,
        content_sm3=digest,
    )
    work.session.add(edition)
    return await _kept(work, "issueLandPlan", plan, before, None, {"number": number, "sm3": digest})


async def revise_plan(work: Work, command: RevisePlan) -> UUID | Refusal:
    """Open the next edition of an issued plan; the one that was issued stays as it is."""
    plan = await _taken(work, command)
    if isinstance(plan, Refusal):
        return plan
    reason = check_revise(plan.state, await party_of(work, plan.division), command.reason)
    if isinstance(reason, Refusal):
        return reason
    before = land_plans.told(plan)
    unconfirmed(plan)
    plan.state, plan.edition, plan.revision_reason = PlanState.DRAFT, plan.edition + 1, reason
    return await _kept(work, "reviseLandPlan", plan, before, reason, {"edition": plan.edition})


async def _taken(work: Work, command: Command) -> tables.LandPlan | Refusal:
    plan = await land_plans.locked(work.session, command.plan_id, work.actor)
    if plan is None:
        return Refusal.of(PLAN_UNKNOWN)
    lost = stale(plan.version, command.expected_version)
    return Refusal.of(lost) if lost else plan


async def _kept(
    work: Work, operation: str, plan: tables.LandPlan, before: dict[str, object], reason: str | None, said: dict[str, object]
) -> UUID:  # fmt: skip
    plan.version += 1
    await work.session.flush()
    await land_plans.add_step(work, plan, operation, reason=reason, said=said)
    told = land_plans.told(plan)
    await work.audit(operation, f"land-plan/{plan.id}", before, told, reason=reason, division=plan.division)
    return plan.id
