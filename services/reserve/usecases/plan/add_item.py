"""第三条（二）（三）、第六条: list a project in the draft."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Refusal
from services.law.document import amount
from services.reserve.domain.plan import items as rules
from services.reserve.domain.reading import Reading
from services.reserve.domain.terms import ItemBasis, ItemKind
from services.reserve.store import plans, projects, since
from services.reserve.store.history import Entry, remember
from services.reserve.usecases.plan.propose import propose


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
    reading.found(await since.lost(work, f"plan/{row.id}", row.version, command.expected_version))
    listed = {i.project_id for i in before.items}
    proposal, state = await propose(work, reading, command, project, before.year, listed)
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
        after={"plan": f"{before.year} {item.kind} {amount(item.annual_investment)}"},
        reason=reason,
        approver=proposal.exempted.approver if proposal.exempted else None,
    )
    await remember(work, entry)
    return row.id
