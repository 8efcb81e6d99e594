"""第十一条: a preliminary project that meets the start conditions becomes a construction project at once (实时转).

What the start conditions are is said by 第六条: a project turns into a construction project when it is established and
has the permits before construction, and the library records that step. So the item follows the library: a project that
stands there as CONSTRUCTION is converted, any other is told which of the criteria it lacks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.reserve.domain.adjustment.events import PlanItemConverted
from services.reserve.domain.adjustment.rules import A11
from services.reserve.domain.decision import Decided
from services.reserve.domain.library.criteria import readiness
from services.reserve.domain.library.evidence import Evidence
from services.reserve.domain.plan.items import KIND_NAMES, Proposal, annual_breaches
from services.reserve.domain.plan.state import STATUS_NAMES, Item, Plan
from services.reserve.domain.project.state import Project
from services.reserve.domain.terms import ItemKind, Library, PlanStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What is asked: the figure of the year where it changes, and whether an adjustment has the project in hand."""

    annual_investment: Decimal | None
    edition: int
    adjusted: bool


def start(
    plan: Plan, project: Project, evidence: Sequence[Evidence], asked: Start, today: date
) -> Decided[Plan] | Refusal:
    """第十一条: turn a preliminary item of an issued plan into a new start, outside the yearly adjustment."""
    item = plan.item(project.id)
    breaches = _plan_breaches(plan, item, asked, today)
    if project.library is not Library.CONSTRUCTION:
        breaches += _start_breaches(project, evidence, today)
    if item is None:
        return Refusal(tuple(breaches))
    annual = item.annual_investment if asked.annual_investment is None else asked.annual_investment
    proposal = Proposal(kind=ItemKind.NEW_START, annual_investment=annual)
    breaches += annual_breaches(item.total_investment, proposal)
    if breaches:
        return Refusal(tuple(breaches))
    started = replace(item, kind=ItemKind.NEW_START, annual_investment=annual)
    items = tuple(started if i.project_id == project.id else i for i in plan.items)
    after = replace(plan, version=plan.version + 1, items=items)
    return Decided(after, (_converted(after, item, started, asked.edition, today),))


def _plan_breaches(plan: Plan, item: Item | None, asked: Start, today: date) -> list[Breach]:
    breaches = []
    if plan.status is not PlanStatus.ISSUED:
        message = f"计划{STATUS_NAMES[plan.status]}，下达后才能实时转为建设项目"
        breaches.append(Breach("PLAN_NOT_ISSUED", message, A11, "planId"))
    if today.year > plan.year:
        message = f"{plan.year}年度已结束，请在下年度计划中列为建设项目"
        breaches.append(Breach("PLAN_YEAR_OVER", message, A11, "planId"))
    if item is None:
        breaches.append(Breach("ITEM_UNKNOWN", "该项目不在计划内", A11, "projectId"))
    elif item.kind is not ItemKind.PRELIMINARY:
        message = f"该项目已是{KIND_NAMES[item.kind]}项目，只有前期项目可以转为建设项目"
        breaches.append(Breach("ITEM_NOT_PRELIMINARY", message, A11, "projectId"))
    if asked.adjusted:
        message = "该项目在审议中的计划调整内，请待调整下达、退回或取消后办理"
        breaches.append(Breach("ITEM_UNDER_ADJUSTMENT", message, A11, "projectId"))
    return breaches


def _start_breaches(project: Project, evidence: Sequence[Evidence], today: date) -> list[Breach]:
    """第六条: name each start condition that is missing; where none is, the step in the library is."""
    judged = readiness(project, evidence, Library.CONSTRUCTION, today)
    missing = [j.breach() for j in judged if not j.met]
    if missing:
        return missing
    message = "开工条件已具备，请先在储备库将项目逐级转化为建设项目"
    return [Breach("PROJECT_NOT_CONVERTED", message, Article(6), "projectId")]


def _converted(plan: Plan, was: Item, item: Item, edition: int, today: date) -> PlanItemConverted:
    return PlanItemConverted(
        plan_id=plan.id,
        plan_version=plan.version,
        year=plan.year,
        edition=edition,
        project_id=item.project_id,
        project_name=item.name,
        from_kind=was.kind,
        kind=item.kind,
        total_investment=item.total_investment,
        annual_investment=item.annual_investment,
        owner_id=item.owner_id,
        town_id=item.town_id,
        industry_authority_id=item.industry_authority_id,
        converted_on=today,
        division=plan.division,
    )
