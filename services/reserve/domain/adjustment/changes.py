"""第十一条: what an adjustment takes in, takes out and re-values, and taking each of them back before it is decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.law.document import amount
from services.reserve.domain.adjustment import rules
from services.reserve.domain.adjustment.rules import A11
from services.reserve.domain.adjustment.state import Adjustment, AdjustmentStatus, Change, ChangeKind, not_in
from services.reserve.domain.decision import Decided
from services.reserve.domain.plan.items import KIND_NAMES, Proposal, annual_breaches, candidate, conditions, item_of
from services.reserve.domain.plan.state import Item, Plan
from services.reserve.domain.project.state import Project
from services.reserve.domain.terms import ItemKind

DRAFTING = frozenset({AdjustmentStatus.DRAFT})


def add(
    adjustment: Adjustment, plan: Plan, project: Project, proposal: Proposal, reason: str | None
) -> Decided[Adjustment] | Refusal:
    """第十一条: take a qualified project in; every condition of being listed in a plan is asked of it."""
    breaches = not_in(adjustment, DRAFTING, "调入项目") + _once(adjustment, project.id)
    breaches += added_kind_breaches(adjustment, proposal.kind)
    judged = conditions(candidate(plan, project, adjustment.drafted_on), proposal)
    breaches += [b for c in judged for b in c.missing]
    if breaches:
        return Refusal(tuple(breaches))
    return _with(adjustment, Change(kind=ChangeKind.ADD, item=item_of(project, proposal), reason=reason))


def remove(adjustment: Adjustment, plan: Plan, project_id: UUID, reason: str) -> Decided[Adjustment] | Refusal:
    """第十一条: take a project out that cannot go on as planned, and say why."""
    breaches = not_in(adjustment, DRAFTING, "调出项目") + _once(adjustment, project_id)
    item = plan.item(project_id)
    breaches += _reasoned(reason, "调出项目") + _planned(item)
    if breaches or item is None:
        return Refusal(tuple(breaches))
    taken = replace(item, opinions=())
    return _with(adjustment, Change(kind=ChangeKind.REMOVE, item=taken, before=item, reason=reason))


def revalue(
    adjustment: Adjustment, plan: Plan, project: Project, annual: Decimal | None, total: Decimal | None, reason: str
) -> Decided[Adjustment] | Refusal:
    """第十一条: give a project other figures. Its total is the project's own, which is changed in the library (第四条)."""
    breaches = not_in(adjustment, DRAFTING, "调整投资") + _once(adjustment, project.id)
    item = plan.item(project.id)
    breaches += _reasoned(reason, "调整投资") + _planned(item)
    if item is None:
        return Refusal(tuple(breaches))
    own = project.elements.total_investment
    to = replace(
        item,
        opinions=(),
        annual_investment=item.annual_investment if annual is None else annual,
        total_investment=item.total_investment if total is None else total,
    )
    if total is not None and total != own:
        message = f"项目登记的总投资为{amount(own)}万元，与调整后的{amount(total)}万元不符；请先变更项目信息"
        breaches.append(Breach("TOTAL_DIFFERS_FROM_PROJECT", message, Article(4), "totalInvestment"))
    if figures(to) == figures(item):
        breaches.append(Breach("NOTHING_CHANGED", "投资没有任何改动", A11, "annualInvestment"))
    breaches += annual_breaches(to.total_investment, Proposal(kind=to.kind, annual_investment=to.annual_investment))
    if breaches:
        return Refusal(tuple(breaches))
    return _with(adjustment, Change(kind=ChangeKind.REVALUE, item=to, before=item, reason=reason))


def undo(adjustment: Adjustment, project_id: UUID) -> Decided[Adjustment] | Refusal:
    """第十一条: take one change back before it is decided; its opinions go with it."""
    breaches = not_in(adjustment, DRAFTING, "撤销调整事项")
    if adjustment.change(project_id) is None:
        breaches.append(Breach("CHANGE_UNKNOWN", "本次调整没有该项目的事项", A11, "projectId"))
    if breaches:
        return Refusal(tuple(breaches))
    left = tuple(c for c in adjustment.changes if c.item.project_id != project_id)
    return Decided(replace(adjustment, version=adjustment.version + 1, changes=left))


def applied(plan: Plan, adjustment: Adjustment) -> tuple[Item, ...]:
    """Carry the changes out: the plan's items as they will be, in their order, additions last."""
    of = {c.item.project_id: c for c in adjustment.changes}
    kept = [_kept(item, of.get(item.project_id)) for item in plan.items]
    added = [c.item for c in adjustment.changes if c.kind is ChangeKind.ADD]
    return tuple(i for i in (*kept, *added) if i is not None)


def _kept(item: Item, change: Change | None) -> Item | None:
    if change is None:
        return item
    if change.kind is ChangeKind.REMOVE:
        return None
    return replace(
        item,
        total_investment=change.item.total_investment,
        annual_investment=change.item.annual_investment,
        opinions=(*item.opinions, *change.item.opinions),
    )


def outdated(adjustment: Adjustment, plan: Plan) -> list[Breach]:
    """第十一条: what was drafted holds for the plan as it was then; an item that changed since is named."""
    breaches = []
    for change in adjustment.changes:
        now, name = plan.item(change.item.project_id), change.item.name
        same = now is None if change.before is None else now is not None and figures(now) == figures(change.before)
        if not same:
            message = f"{name}在拟定调整后已有变动（{_told(now)}），请撤销后重新拟定"
            breaches.append(Breach("ITEM_CHANGED_SINCE", message, A11, f"changes.{change.item.project_id}"))
    return breaches


def unfit(adjustment: Adjustment, plan: Plan, projects: Mapping[UUID, Project]) -> list[Breach]:
    """第十一条: additions qualify on the day when the list is made, not only when they were drafted."""
    breaches = []
    for change in adjustment.changes:
        project = projects.get(change.item.project_id)
        if change.kind is ChangeKind.ADD and project is not None:
            of = candidate(plan, project, adjustment.drafted_on)
            missing = [b for c in conditions(of, proposal_of(change.item)) for b in c.missing]
            field = f"changes.{project.id}"
            breaches += [replace(b, message=f"{change.item.name}：{b.message}", field=field) for b in missing]
    return breaches


def proposal_of(item: Item) -> Proposal:
    """Return how an item was proposed."""
    return Proposal(
        kind=item.kind,
        annual_investment=item.annual_investment,
        basis=item.basis,
        assessment=item.assessment,
        exempted=item.exempted,
        application_id=item.application_id,
        influence_assessment_id=item.influence_assessment_id,
    )


def figures(item: Item) -> tuple[object, ...]:
    """What an adjustment changes of an item, and a conversion in between too."""
    return item.kind, item.total_investment, item.annual_investment


def _told(now: Item | None) -> str:
    if now is None:
        return "已不在计划内"
    return f"现为{KIND_NAMES[now.kind]}、总投资{amount(now.total_investment)}万元、年度投资{amount(now.annual_investment)}万元"


def _with(adjustment: Adjustment, change: Change) -> Decided[Adjustment]:
    return Decided(replace(adjustment, version=adjustment.version + 1, changes=(*adjustment.changes, change)))


def added_kind_breaches(adjustment: Adjustment, kind: ItemKind) -> list[Breach]:
    """第十一条: which kinds of projects an adjustment takes in."""
    kinds = rules.ADDED_KINDS.on(adjustment.drafted_on)
    if kind in kinds:
        return []
    names = "、".join(KIND_NAMES[k] for k in kinds)
    return [Breach("ADDED_KIND_NOT_FOR_ADJUSTMENT", f"调整时只能纳入{names}项目", A11, "kind")]


def _once(adjustment: Adjustment, project_id: UUID) -> list[Breach]:
    if adjustment.change(project_id) is None:
        return []
    return [Breach("CHANGE_TWICE", "本次调整已有该项目的事项，请先撤销", A11, "projectId")]


def _planned(item: Item | None) -> list[Breach]:
    return [] if item else [Breach("ITEM_UNKNOWN", "该项目不在计划内", A11, "projectId")]


def _reasoned(reason: str, what: str) -> list[Breach]:
    return [] if reason else [Breach("REASON_MISSING", f"{what}须写明理由", A11, "reason")]
