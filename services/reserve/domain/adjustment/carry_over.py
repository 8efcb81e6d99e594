"""第十一条: 上年度未竣工重点项目原则上纳入下年度: last year's unfinished projects enter next year's draft, each once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.reserve.domain import rulebook
from services.reserve.domain.adjustment.rules import A11
from services.reserve.domain.decision import Decided
from services.reserve.domain.exception import Exempted
from services.reserve.domain.plan.items import Proposal, annual_breaches
from services.reserve.domain.plan.state import Item, Plan, not_in
from services.reserve.domain.project.state import Project
from services.reserve.domain.record.package import beside
from services.reserve.domain.terms import ItemKind, PlanStatus


class CarryOutcome(StrEnum):
    """第十一条: what became of a construction project of last year's plan."""

    CARRIED = "CARRIED"  # 结转
    ALREADY_LISTED = "ALREADY_LISTED"  # 已在下年度计划内
    FINISHED = "FINISHED"  # 已竣工
    EXCEPTED = "EXCEPTED"  # 例外不结转
    BESIDE_PACKAGE = "BESIDE_PACKAGE"  # 所在打包项目或其子项目已在下年度计划内


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One project's outcome, with the document of its completion, the exception, or what it would stand beside."""

    project_id: UUID
    name: str
    outcome: CarryOutcome
    evidence_id: UUID | None = None
    exempted: Exempted | None = None
    beside_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrying:
    """What is known and asked: the projects now, who is finished, who is left out, and figures for the year.

    parts: those of every package among the projects.
    """

    projects: Mapping[UUID, Project]
    finished: Mapping[UUID, UUID]  # project to the document of its completion
    exceptions: Mapping[UUID, Exempted]
    annual: Mapping[UUID, Decimal]
    parts: Mapping[UUID, Sequence[UUID]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Carried:
    """Next year's draft with what came into it, and what became of every project."""

    plan: Plan
    lines: tuple[Line, ...]


def carry_over(last: Plan, next_: Plan, given: Carrying) -> Decided[Carried] | Refusal:
    """第十一条: carry every unfinished construction project over; running it again carries what is new only."""
    lines = _lines(last, next_, given)
    added = tuple(
        _carried(item, next_, given)
        for item, line in zip(building(last), lines, strict=True)
        if line.outcome is CarryOutcome.CARRIED
    )
    breaches = _plan_breaches(last, next_) + _named(given, lines)
    for item in added:
        if item.project_id in given.annual:  # zero stands for "to be set" and bars the suggested list
            proposal = Proposal(kind=item.kind, annual_investment=item.annual_investment)
            at = f"annualInvestments.{item.project_id}"
            breaches += [replace(b, field=at) for b in annual_breaches(item.total_investment, proposal)]
    if breaches:
        return Refusal(tuple(breaches))
    after = replace(next_, version=next_.version + 1, items=(*next_.items, *added))
    return Decided(Carried(after, lines))


def building(plan: Plan) -> tuple[Item, ...]:
    """Return the construction projects of a plan: preliminary ones are not carried over, they are applied for again."""
    return tuple(i for i in plan.items if i.kind is not ItemKind.PRELIMINARY)


def _lines(last: Plan, next_: Plan, given: Carrying) -> tuple[Line, ...]:
    """Judge one after the other, for what comes over stands in the list beside those that follow."""
    listed = {i.project_id for i in next_.items}
    lines = []
    for item in building(last):
        line = _line(item, next_, given, listed)
        lines.append(line)
        if line.outcome is CarryOutcome.CARRIED:
            listed.add(item.project_id)
    return tuple(lines)


def _line(item: Item, next_: Plan, given: Carrying, listed: Collection[UUID]) -> Line:
    project, outcome = item.project_id, CarryOutcome.CARRIED
    other = _beside(item, given, listed)
    if next_.item(project) is not None:
        outcome = CarryOutcome.ALREADY_LISTED
    elif project in given.finished:
        outcome = CarryOutcome.FINISHED
    elif project in given.exceptions:
        outcome = CarryOutcome.EXCEPTED
    elif other is not None:
        outcome = CarryOutcome.BESIDE_PACKAGE
    return Line(
        project_id=project,
        name=item.name,
        outcome=outcome,
        evidence_id=given.finished.get(project) if outcome is CarryOutcome.FINISHED else None,
        exempted=given.exceptions.get(project) if outcome is CarryOutcome.EXCEPTED else None,
        beside_id=other if outcome is CarryOutcome.BESIDE_PACKAGE else None,
    )


def _beside(item: Item, given: Carrying, listed: Collection[UUID]) -> UUID | None:
    """第二条、第三条（四）: a list has no package beside its part, whose amounts would count twice; name the other."""
    project = given.projects[item.project_id]
    parts = given.parts.get(project.id, ())
    if not beside(project.package_id, parts, listed):
        return None
    return project.package_id if project.package_id in listed else next(p for p in parts if p in listed)


def _carried(item: Item, next_: Plan, given: Carrying) -> Item:
    """第二条: continuing where it is being built; a new start that has not begun begins next year."""
    project = given.projects[item.project_id]
    e = project.elements
    begun = project.library in rulebook.KIND_LIBRARIES.on(next_.drafted_on)[ItemKind.CONTINUING]
    return replace(
        item,
        name=e.name,
        category=e.category,
        kind=ItemKind.CONTINUING if begun else ItemKind.NEW_START,
        total_investment=e.total_investment,
        annual_investment=given.annual.get(item.project_id, Decimal(0)),
        owner_id=e.owner_id,
        town_id=e.town_id,
        industry_authority_id=e.industry_authority_id,
        application_id=None,  # what listed it was asked of last year's plan; this year it is listed as unfinished
        influence_assessment_id=None,
        opinions=(),
    )


def _plan_breaches(last: Plan, next_: Plan) -> list[Breach]:
    breaches = []
    if last.status is not PlanStatus.ISSUED:
        breaches.append(Breach("PLAN_NOT_ISSUED", f"{last.year}年度计划未下达，无从结转", A11, "fromPlanId"))
    if next_.year != last.year + 1:
        message = f"{last.year}年度计划只能结转到{last.year + 1}年度计划"
        breaches.append(Breach("CARRY_OVER_YEARS_WRONG", message, A11, "toPlanId"))
    return breaches + not_in(next_, PlanStatus.DRAFT, "结转项目")


def _named(given: Carrying, lines: tuple[Line, ...]) -> list[Breach]:
    """An exception or a figure is of a project that is to be carried over."""
    of = {line.project_id: line.outcome for line in lines}
    breaches = []
    for project in given.exceptions:
        if of.get(project) is not CarryOutcome.EXCEPTED:
            message = "该项目不在应结转的项目内，不需要例外"
            breaches.append(Breach("EXCEPTION_NOT_NEEDED", message, A11, f"exceptions.{project}"))
    for project in given.annual:
        if of.get(project) is not CarryOutcome.CARRIED:
            message = "该项目本次不结转，不能设定年度投资"
            breaches.append(Breach("NOT_CARRIED_OVER", message, A11, f"annualInvestments.{project}"))
    return breaches
