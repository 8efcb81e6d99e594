"""第二条、第三条（二）（三）、第六条: which projects are listed in the draft, as what, and with which figures."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.law.document import amount
from services.reserve.domain import rulebook
from services.reserve.domain.decision import Decided
from services.reserve.domain.exception import Exempted
from services.reserve.domain.plan.state import Item, Plan, not_in
from services.reserve.domain.project.state import Project
from services.reserve.domain.terms import LIBRARY_NAMES, ItemBasis, ItemKind, Library, PlanStatus

KIND_NAMES = {ItemKind.NEW_START: "新开工", ItemKind.CONTINUING: "续建", ItemKind.PRELIMINARY: "前期"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """How the investment authority wants to list a project."""

    kind: ItemKind
    annual_investment: Decimal
    basis: ItemBasis = ItemBasis.APPLICATION
    assessment: str | None = None
    exempted: Exempted | None = None
    application_id: UUID | None = None
    influence_assessment_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What the conditions look at: where the project stands, what the guide asks, and the day whose rules hold."""

    listed: bool
    library: Library | None
    total_investment: Decimal
    smallest: Decimal | None
    rules_of: date


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of being listed, with what is missing of it (nothing where it is met)."""

    code: str
    name: str
    article: Article
    missing: tuple[Breach, ...]


def candidate(plan: Plan, project: Project, rules_of: date) -> Candidate:
    """Look at a project as one that may be listed in a plan."""
    return Candidate(
        listed=plan.item(project.id) is not None,
        library=project.library,
        total_investment=project.elements.total_investment,
        smallest=plan.guide.minimum_total_investment,
        rules_of=rules_of,
    )


def conditions(of: Candidate, proposal: Proposal) -> tuple[Condition, ...]:
    """第二条、第三条、第六条: judge every condition of being listed, one by one and in order."""
    return (
        Condition("LISTED_ONCE", "未重复列入", Article(3, 4), tuple(_listed_twice(of))),
        Condition(
            "IN_FITTING_LIBRARY",
            "在与性质相符的储备库内",
            Article(6),
            tuple(library_breaches(of.library, proposal, of.rules_of)),
        ),
        Condition("SCALE_REACHED", "达到遴选标准的投资规模", Article(3, 1), tuple(_scale_breaches(of, proposal))),
        Condition("ASSESSED", "评估纳入的有评估意见", Article(3, 3), tuple(_assessment_breaches(proposal))),
        Condition(
            "ANNUAL_INVESTMENT", "年度投资有效", Article(2), tuple(annual_breaches(of.total_investment, proposal))
        ),
    )


def add_item(plan: Plan, project: Project, proposal: Proposal) -> Decided[Plan] | Refusal:
    """第三条（二）（三）: list a project in the draft, once."""
    judged = conditions(candidate(plan, project, plan.drafted_on), proposal)
    breaches = [*not_in(plan, PlanStatus.DRAFT, "增列项目"), *(b for c in judged for b in c.missing)]
    if breaches:
        return Refusal(tuple(breaches))
    return Decided(replace(plan, version=plan.version + 1, items=(*plan.items, item_of(project, proposal))))


def remove_item(plan: Plan, project_id: UUID) -> Decided[Plan] | Refusal:
    """第三条（四）: take a project off the draft; its opinions go with it."""
    breaches = not_in(plan, PlanStatus.DRAFT, "移出项目")
    if plan.item(project_id) is None:
        breaches.append(Breach("ITEM_UNKNOWN", "该项目不在计划内", Article(3, 4), "projectId"))
    if breaches:
        return Refusal(tuple(breaches))
    left = tuple(i for i in plan.items if i.project_id != project_id)
    return Decided(replace(plan, version=plan.version + 1, items=left))


def item_of(project: Project, proposal: Proposal) -> Item:
    """List a project with its figures as they are now."""
    e = project.elements
    return Item(
        project_id=project.id,
        name=e.name,
        category=e.category,
        kind=proposal.kind,
        total_investment=e.total_investment,
        annual_investment=proposal.annual_investment,
        owner_id=e.owner_id,
        town_id=e.town_id,
        industry_authority_id=e.industry_authority_id,
        basis=proposal.basis,
        assessment=proposal.assessment,
        exempted=proposal.exempted,
        application_id=proposal.application_id,
        influence_assessment_id=proposal.influence_assessment_id,
    )


def _listed_twice(of: Candidate) -> list[Breach]:
    if not of.listed:
        return []
    return [Breach("ITEM_LISTED_TWICE", "该项目已在计划内", Article(3, 4), "projectId")]


def library_breaches(library: Library | None, proposal: Proposal, rules_of: date) -> list[Breach]:
    """第六条: in principle only projects in a library are planned. 第二条: and in the library that fits the kind."""
    if library is None:
        if proposal.exempted is not None:
            return []
        message = "项目未纳入储备项目库，原则上不予纳入计划；确需纳入的须写明理由和批准人"
        return [Breach("PROJECT_IN_NO_LIBRARY", message, Article(6), "exceptionReason")]
    if proposal.exempted is not None:
        message = "项目已在库，不需要例外；请去掉例外理由和批准人"
        return [Breach("EXCEPTION_NOT_NEEDED", message, Article(6), "exceptionReason")]
    fitting = rulebook.KIND_LIBRARIES.on(rules_of)[proposal.kind]
    if library in fitting:
        return []
    names = "、".join(LIBRARY_NAMES[fits] for fits in fitting)
    here = LIBRARY_NAMES[library]
    message = f"{KIND_NAMES[proposal.kind]}项目须在{names}内，该项目现为{here}"
    return [Breach("KIND_DOES_NOT_FIT_LIBRARY", message, Article(2), "kind")]


def _scale_breaches(of: Candidate, proposal: Proposal) -> list[Breach]:
    """第二条、第三条（一）: projects reach the scale of the year's guide, or were assessed (第三条（三）)."""
    smallest, total = of.smallest, of.total_investment
    if smallest is None or total >= smallest or proposal.basis is ItemBasis.ASSESSMENT:
        return []
    message = f"总投资{amount(total)}万元，未达到遴选标准{amount(smallest)}万元"
    return [Breach("SCALE_TOO_SMALL", message, Article(3, 1), "projectId")]


def _assessment_breaches(proposal: Proposal) -> list[Breach]:
    """第三条（三）: a project taken up on the authority's own account has an assessment on record."""
    if proposal.basis is ItemBasis.ASSESSMENT and not proposal.assessment:
        message = "由区投资主管部门评估纳入的项目须写明评估意见"
        return [Breach("ASSESSMENT_MISSING", message, Article(3, 3), "assessment")]
    return []


def annual_breaches(total: Decimal, proposal: Proposal) -> list[Breach]:
    """第二条: construction projects do work in the year, so invest in it; no year invests more than the whole."""
    annual = proposal.annual_investment
    if annual < 0 or (annual == 0 and proposal.kind is not ItemKind.PRELIMINARY):
        message = f"{KIND_NAMES[proposal.kind]}项目的年度投资须大于零"
        return [Breach("ANNUAL_INVESTMENT_INVALID", message, Article(2), "annualInvestment")]
    if annual > total:
        message = f"年度投资{amount(annual)}万元超过总投资{amount(total)}万元"
        return [Breach("ANNUAL_EXCEEDS_TOTAL", message, Article(2), "annualInvestment")]
    return []
