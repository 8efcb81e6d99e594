"""第十一条: take a qualified project into the plan by its adjustment."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Refusal
from services.reserve.domain.adjustment import changes as rules
from services.reserve.domain.adjustment.rules import A11
from services.reserve.domain.applications import grounds as grounds_rules
from services.reserve.domain.directory.standing import inactive_breaches
from services.reserve.domain.plan.items import Proposal
from services.reserve.domain.reading import Reading
from services.reserve.domain.terms import ItemBasis, ItemKind
from services.reserve.store import adjustments, applications, organizations, packages, plans, projects
from services.reserve.usecases.adjustment.draft import read_exempted
from services.reserve.usecases.adjustment.keep import keep_change
from services.reserve.usecases.plan.add_item import listed_by


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
    reading.found(stale(row.version, command.expected_version))
    named = command.application_id, command.influence_assessment_id
    grounds = await applications.grounds_of(work, project.id, row.year, *named)
    reading.breaches += grounds_rules.breaches_of(grounds, command.basis, project.id, row.year)
    application_id, assessment_id, opinion = listed_by(grounds, command.basis)
    proposal = Proposal(
        kind=command.kind,
        annual_investment=reading.amount(command.annual_investment, "annualInvestment", Article(2)),
        basis=command.basis,
        assessment=reading.optional_text(command.assessment, "评估意见", "assessment") or opinion,
        exempted=read_exempted(reading, command.exception_reason, command.exception_approver, Article(6)),
        application_id=application_id,
        influence_assessment_id=assessment_id,
    )
    reason = reading.optional_text(command.reason, "调入理由", "reason")
    state = await projects.state_of(work.session, project)
    units = await organizations.units(work.session, row.division, organizations.named_by(state.elements))
    reading.breaches += inactive_breaches(state.elements, units)
    listed = await plans.state_of(work.session, plan)
    beside = {i.project_id for i in (*listed.items, *(c.item for c in before.changes))}
    reading.breaches += await packages.listed_beside(work.session, project, beside)
    decision = reading.judged(rules.add(before, listed, state, proposal, reason))
    if isinstance(decision, Refusal):
        return decision
    await keep_change(work, row, before, decision.state, "adjustAdd", project)
    return row.id
