"""Issued plans and adjustments to start from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.reserve.domain import rulebook
from services.reserve.domain.adjustment import changes, procedure
from services.reserve.domain.adjustment.draft import draft
from services.reserve.domain.adjustment.state import Adjustment
from services.reserve.domain.plan.issue import issue
from services.reserve.domain.plan.items import Proposal, item_of
from services.reserve.domain.plan.state import Item, Opinion, Plan
from services.reserve.domain.project.state import Project
from services.reserve.domain.terms import DeliberationOutcome, ItemKind, Library, OpinionOutcome
from tests.reserve.domain.samples import BODIES, TODAY, accepted, drafted, passed, project, speaker, suggested

MIDYEAR = date(2027, 7, 1)
NUMBER = "株高管发〔2026〕15号"
NEXT_NUMBER = "株高管发〔2027〕9号"


def ready(number: int, total: int = 189000, **elements: object) -> Project:
    """Make a project of the one-year library."""
    named = {"name": f"项目{number}", "total_investment": Decimal(total)} | elements
    return project(Library.ONE_YEAR, number=number, **named)


def issued(*projects: Project, major: bool = False) -> Plan:
    """Issue the plan of 2027 with new starts of 80,000 each."""
    plan = passed(suggested(drafted(*projects, major=major)), *BODIES)
    return accepted(issue(plan, NUMBER, TODAY, [], TODAY))


def with_kind(plan: Plan, project_id: UUID, kind: ItemKind, annual: int = 0) -> Plan:
    """Have an issued plan list a project as something else."""
    items = [
        replace(i, kind=kind, annual_investment=Decimal(annual)) if i.project_id == project_id else i
        for i in plan.items
    ]
    return replace(plan, items=tuple(items))


def drafted_adjustment(plan: Plan, *, major: bool = False) -> Adjustment:
    """Draft the adjustment of mid-year."""
    return accepted(draft(UUID(int=77), plan, 1, (), MIDYEAR, major_decision=major, exempted=None))


def proposal(annual: int = 500, kind: ItemKind = ItemKind.NEW_START) -> Proposal:
    """Propose an addition."""
    return Proposal(kind=kind, annual_investment=Decimal(annual))


def adjusted(
    plan: Plan, *, add: Project | None = None, remove: Project | None = None, major: bool = False
) -> Adjustment:
    """Draft an adjustment with an addition and a removal."""
    made = drafted_adjustment(plan, major=major)
    if add is not None:
        made = accepted(changes.add(made, plan, add, proposal(), None))
    if remove is not None:
        made = accepted(changes.remove(made, plan, remove.id, "用地未落实"))
    return made


def consulted_on(made: Adjustment, *, but: str | None = None) -> Adjustment:
    """Have the bodies agree to every change."""
    for body in rulebook.OPINION_BODIES.on(MIDYEAR):
        if body.code != but:
            said = Opinion(body=body.code, outcome=OpinionOutcome.SUPPORT, text="", given_on=MIDYEAR)
            made = accepted(procedure.give_opinion(made, said, None, speaker(body.role)))
    return made


def suggested_changes(made: Adjustment, plan: Plan, *projects: Project) -> Adjustment:
    """Have the list of changes made."""
    return accepted(procedure.suggest(consulted_on(made), plan, {p.id: p for p in projects}, MIDYEAR))


def passed_by(made: Adjustment, *bodies: str) -> Adjustment:
    """Have bodies pass the list one after the other."""
    for body in bodies:
        made = accepted(procedure.deliberate(made, body, DeliberationOutcome.PASSED, MIDYEAR, None, MIDYEAR))
    return made


def listed_as(project: Project, annual: int = 500) -> Item:
    """Make the item of an addition."""
    return item_of(project, proposal(annual))
