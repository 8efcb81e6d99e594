"""第三条（四）: joint consultation. Each body states an opinion on each item; one missing bars the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.law.parties import Role
from services.reserve.domain import rulebook
from services.reserve.domain.decision import Decided
from services.reserve.domain.plan.state import A3_4, Item, Opinion, Plan, not_in
from services.reserve.domain.rulebook import Body
from services.reserve.domain.terms import ItemKind, OpinionOutcome, PlanStatus

SHOWN = 5  # names of projects shown in one message


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who gives an opinion: the roles that the person holds and the unit that the person belongs to."""

    roles: frozenset[Role]
    unit: UUID | None


def give_opinion(
    plan: Plan, opinion: Opinion, projects: Sequence[UUID] | None, speaker: Speaker
) -> Decided[Plan] | Refusal:
    """第三条（四）: state one body's opinion on the named items, or on all that are the body's to judge."""
    breaches = not_in(plan, PlanStatus.DRAFT, "提出会审意见")
    body = next((b for b in rulebook.OPINION_BODIES.on(plan.drafted_on) if b.code == opinion.body), None)
    if body is None:
        names = "、".join(b.code for b in rulebook.OPINION_BODIES.on(plan.drafted_on))
        return Refusal((*breaches, Breach("BODY_UNKNOWN", f"会商会审部门为：{names}", A3_4, "body")))
    if body.role not in speaker.roles:
        breaches.append(Breach("BODY_NOT_YOURS", f"只有{body.name}可以提出该意见", A3_4, "body"))
    if not opinion.text and opinion.outcome is not OpinionOutcome.SUPPORT:
        breaches.append(Breach("OPINION_TEXT_MISSING", "不同意或有条件同意的，须写明具体意见", A3_4, "text"))
    breaches += _unknown_items(plan, projects)
    named = [i for i in plan.items if projects is None or i.project_id in projects]
    judged = [i for i in named if _may_judge(body, i, speaker)]
    if projects is not None and len(judged) < len(named):
        others = _names([i for i in named if i not in judged])
        breaches.append(Breach("ITEM_NOT_YOURS", f"以下项目由其他行业主管部门提出意见：{others}", A3_4, "projectIds"))
    if not judged and not breaches:
        breaches.append(Breach("NOTHING_TO_JUDGE", "计划内没有应由本部门提出意见的项目", A3_4, "projectIds"))
    if breaches:
        return Refusal(tuple(breaches))
    chosen = {i.project_id for i in judged}
    items = tuple(replace(i, opinions=(*i.opinions, opinion)) if i.project_id in chosen else i for i in plan.items)
    return Decided(replace(plan, version=plan.version + 1, items=items))


def _may_judge(body: Body, item: Item, speaker: Speaker) -> bool:
    """管行业必管项目 (第二条): an item with an industry authority is judged by that authority, the others by any."""
    if body.role is not Role.INDUSTRY_AUTHORITY or item.industry_authority_id is None:
        return True
    return item.industry_authority_id == speaker.unit


def _unknown_items(plan: Plan, projects: Sequence[UUID] | None) -> list[Breach]:
    return [
        Breach("ITEM_UNKNOWN", "该项目不在计划内", A3_4, f"projectIds.{at}")
        for at, project in enumerate(projects or ())
        if plan.item(project) is None
    ]


def suggest(plan: Plan, current_totals: Mapping[UUID, Decimal], today: date) -> Decided[Plan] | Refusal:
    """第三条（四）: draw up the suggested list when every body has stated its opinion on every item."""
    breaches = not_in(plan, PlanStatus.DRAFT, "形成建议名单")
    if not plan.items:
        breaches.append(Breach("PLAN_EMPTY", "计划内还没有项目", A3_4))
    for body in rulebook.OPINION_BODIES.on(plan.drafted_on):
        breaches += _opinion_breaches(plan, body)
    breaches += _outdated_items(plan, current_totals)
    breaches += _unset_items(plan)
    if breaches:
        return Refusal(tuple(breaches))
    return Decided(replace(plan, version=plan.version + 1, status=PlanStatus.SUGGESTED, suggested_on=today))


def _opinion_breaches(plan: Plan, body: Body) -> list[Breach]:
    breaches = []
    missing = [i for i in plan.items if i.opinion_of(body.code) is None]
    if missing:
        message = f"{body.name}尚未对{len(missing)}个项目提出意见：{_names(missing)}"
        breaches.append(Breach("OPINION_MISSING", message, A3_4, f"opinions.{body.code}"))
    if rulebook.OPPOSITION_BARS.on(plan.drafted_on):
        opposed = [i for i in plan.items if _opposes(i.opinion_of(body.code))]
        if opposed:
            message = f"{body.name}不同意{len(opposed)}个项目：{_names(opposed)}；请移出或重新会商"
            breaches.append(Breach("OPINION_OPPOSES", message, A3_4, f"opinions.{body.code}"))
    return breaches


def _opposes(opinion: Opinion | None) -> bool:
    return opinion is not None and opinion.outcome is OpinionOutcome.OPPOSE


def _outdated_items(plan: Plan, current_totals: Mapping[UUID, Decimal]) -> list[Breach]:
    """第三条（四）: opinions are about figures; an item whose project changed its total since goes through again."""
    outdated = [i for i in plan.items if current_totals.get(i.project_id, i.total_investment) != i.total_investment]
    if not outdated:
        return []
    message = f"以下项目列入后总投资已变更，请移出后重新列入并会商：{_names(outdated)}"
    return [Breach("ITEM_OUTDATED", message, A3_4, "items")]


def _unset_items(plan: Plan) -> list[Breach]:
    """第二条: what was carried over from last year (第十一条) needs its investment of this year."""
    unset = [i for i in plan.items if i.annual_investment == 0 and i.kind is not ItemKind.PRELIMINARY]
    if not unset:
        return []
    message = f"以下建设项目尚未确定年度投资：{_names(unset)}"
    return [Breach("ANNUAL_INVESTMENT_NOT_SET", message, Article(2), "items")]


def _names(items: Sequence[Item]) -> str:
    shown = "、".join(i.name for i in items[:SHOWN])
    return shown + ("等" if len(items) > SHOWN else "")
