"""第十一条: a preliminary project that meets the start conditions becomes a construction project at once."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from sqlalchemy import update

from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Refusal
from services.law.document import amount
from services.reserve.domain.adjustment import conversion as rules
from services.reserve.domain.adjustment.conversion import Start
from services.reserve.domain.adjustment.rules import A11
from services.reserve.domain.plan.state import Item
from services.reserve.domain.reading import Reading
from services.reserve.domain.terms import PlanStatus
from services.reserve.store import adjustments, editions, plans, projects, since, tables
from services.reserve.store.history import Entry, remember


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPreliminaryItem:
    """Which project of which plan; its investment of the year where that changes with the start."""

    plan_id: UUID
    expected_version: int
    project_id: UUID
    annual_investment: Decimal | None = None
    note: str | None = None


async def start_preliminary(work: Work, command: StartPreliminaryItem) -> UUID | Refusal:
    """Turn a preliminary item into a new start, as an annex to the edition in force."""
    row = await plans.lock(work, command.plan_id)
    project = await projects.lock(work, command.project_id)
    if row is None or project is None:
        missing = [b for b, found in ((plans.UNKNOWN, row), (projects.UNKNOWN, project)) if found is None]
        return Refusal(tuple(missing))
    before = await plans.state_of(work.session, row)
    reading = Reading(A11)
    reading.found(await since.lost(work, f"plan/{row.id}", row.version, command.expected_version))
    annual = command.annual_investment
    asked = Start(
        annual_investment=None if annual is None else reading.amount(annual, "annualInvestment", Article(2)),
        edition=(await editions.in_force(work, before)).number if before.status is PlanStatus.ISSUED else 0,
        adjusted=await adjustments.deliberated(work.session, row.id, project.id),
    )
    note = reading.optional_text(command.note, "说明", "note")
    evidence = await projects.evidence_of(work.session, project.id)
    state = await projects.state_of(work.session, project)
    decision = reading.judged(rules.start(before, state, evidence, asked, work.today))
    if isinstance(decision, Refusal):
        return decision
    was, item = before.item(project.id), decision.state.item(project.id)
    if was is not None and item is not None:
        await _keep(work, row, project, asked.edition, was, item, note)
    await plans.save(work, row, before, decision.state, "startPreliminaryItem", note)
    await work.record(*decision.events)
    return row.id


async def _keep(
    work: Work, row: tables.Plan, project: tables.Project, edition: int, was: Item, item: Item, note: str | None
) -> None:
    table = tables.PlanItem
    changed = {"kind": item.kind, "annual_investment": item.annual_investment}
    own = table.plan_id == row.id, table.project_id == project.id
    await work.session.execute(update(table).where(*own).values(changed))
    work.session.add(
        tables.PlanConversion(
            id=work.new_id(),
            division=row.division,
            plan_id=row.id,
            edition=edition,
            project_id=project.id,
            project_name=item.name,
            from_kind=was.kind,
            kind=item.kind,
            annual_investment_before=was.annual_investment,
            annual_investment=item.annual_investment,
            note=note,
            converted_on=work.today,
            converted_at=work.now,
            converted_by=work.actor.name,
        )
    )
    entry = Entry(
        project_id=project.id,
        version=project.version,
        action="startPreliminaryItem",
        before={"plan": f"{row.year} {was.kind} {amount(was.annual_investment)}"},
        after={"plan": f"{row.year} {item.kind} {amount(item.annual_investment)}"},
        reason=note,
    )
    await remember(work, entry)
