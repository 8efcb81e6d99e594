"""第三条（二）（三）、第六条: list a project in the draft."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.reserve.domain.applications import grounds as grounds_rules
from services.reserve.domain.applications.grounds import Grounds
from services.reserve.domain.directory.standing import inactive_breaches
from services.reserve.domain.exception import Exempted, read_exception
from services.reserve.domain.plan import items as rules
from services.reserve.domain.plan.items import Proposal
from services.reserve.domain.reading import Reading
from services.reserve.domain.terms import ItemBasis, ItemKind
from services.reserve.store import applications, organizations, packages, plans, projects
from services.reserve.store.history import Entry, remember


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPlanItem:
    """Which project, as what, with what for the year; an exception where it is in no library."""

    plan_id: UUID
    expected_version: int
    project_id: UUID
    kind: ItemKind
    annual_investment: Decimal
    basis: ItemBasis = ItemBasis.APPLICATION
    assessment: str | None = None
    exception_reason: str | None = None
    exception_approver: str | None = None
    application_id: UUID | None = None
    influence_assessment_id: UUID | None = None


async def add_item(work: Work, command: AddPlanItem) -> UUID | Refusal:
    """List a project."""
    row = await plans.lock(work, command.plan_id)
    project = await projects.lock(work, command.project_id)
    if row is None or project is None:
        missing = [b for b, found in ((plans.UNKNOWN, row), (projects.UNKNOWN, project)) if found is None]
        return Refusal(tuple(missing))
    before = await plans.state_of(work.session, row)
    reading = Reading(Article(3))
    reading.found(stale(row.version, command.expected_version))
    named = command.application_id, command.influence_assessment_id
    grounds = await applications.grounds_of(work, project.id, before.year, *named)
    reading.breaches += grounds_rules.breaches_of(grounds, command.basis, project.id, before.year)
    application_id, assessment_id, opinion = listed_by(grounds, command.basis)
    proposal = Proposal(
        kind=command.kind,
        annual_investment=reading.amount(command.annual_investment, "annualInvestment", Article(2)),
        basis=command.basis,
        assessment=reading.optional_text(command.assessment, "评估意见", "assessment") or opinion,
        exempted=_exempted(reading, command),
        application_id=application_id,
        influence_assessment_id=assessment_id,
    )
    state = await projects.state_of(work.session, project)
    units = await organizations.units(work.session, row.division, organizations.named_by(state.elements))
    reading.breaches += inactive_breaches(state.elements, units)
    reading.breaches += await packages.listed_beside(work.session, project, {i.project_id for i in before.items})
    decision = reading.judged(rules.add_item(before, state, proposal))
    if isinstance(decision, Refusal):
        return decision
    item = decision.state.items[-1]
    reason = proposal.exempted.reason if proposal.exempted else None
    work.session.add(plans.item_row(work, before, item))
    await plans.save(work, row, before, decision.state, "addPlanItem", reason)
    entry = Entry(
        project_id=project.id,
        version=project.version,
        action="addPlanItem",
        before={},
        after={"plan": f"{before.year} {item.kind} {item.annual_investment}"},
        reason=reason,
        approver=proposal.exempted.approver if proposal.exempted else None,
    )
    await remember(work, entry)
    return row.id


def _exempted(reading: Reading, command: AddPlanItem) -> Exempted | None:
    read = read_exception(
        reading.optional_text(command.exception_reason, "例外理由", "exceptionReason"),
        reading.optional_name(command.exception_approver, "例外批准人", "exceptionApprover"),
        Article(6),
    )
    if isinstance(read, Breach):
        reading.found(read)
        return None
    return read


def listed_by(grounds: Grounds, basis: ItemBasis) -> tuple[UUID | None, UUID | None, str | None]:
    """第三条（二）（三）: the application or the assessment that the item rests on, with the opinion of the latter."""
    if basis is ItemBasis.APPLICATION:
        return grounds_rules.application_of(grounds), None, None
    found = grounds.assessment
    return None, found.id if found else None, found.opinion if found else None
