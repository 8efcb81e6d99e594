"""第十一条“按程序”: an adjustment goes the way of the plan (第三条（四）), by the same bodies in the same order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.reserve.domain.adjustment.changes import added_kind_breaches, applied, figures, outdated, unfit
from services.reserve.domain.adjustment.rules import A11
from services.reserve.domain.adjustment.state import (
    OPEN,
    Adjustment,
    AdjustmentStatus,
    Change,
    ChangeKind,
    judged,
    listed,
    not_in,
)
from services.reserve.domain.adjustment.told import told
from services.reserve.domain.decision import Decided
from services.reserve.domain.plan import consultation, deliberation
from services.reserve.domain.plan import issue as issuing
from services.reserve.domain.plan.amending import Amending, Amendment, AmendmentKind
from services.reserve.domain.plan.consultation import Speaker
from services.reserve.domain.plan.state import Opinion, Plan
from services.reserve.domain.project.state import Project
from services.reserve.domain.terms import DeliberationOutcome

DRAFTING = frozenset({AdjustmentStatus.DRAFT})
DELIBERATED = frozenset({AdjustmentStatus.SUGGESTED})
APPROVED = frozenset({AdjustmentStatus.APPROVED})


def give_opinion(
    adjustment: Adjustment, opinion: Opinion, projects: Sequence[UUID] | None, speaker: Speaker
) -> Decided[Adjustment] | Refusal:
    """第三条（四）: state one body's opinion on the changes named, or on all that are the body's to judge."""
    own = not_in(adjustment, DRAFTING, "提出会审意见")
    return judged(adjustment, own, consultation.give_opinion(listed(adjustment), opinion, projects, speaker))


def suggest(
    adjustment: Adjustment, plan: Plan, projects: Mapping[UUID, Project], today: date
) -> Decided[Adjustment] | Refusal:
    """第三条（四）: make the list of changes when every body has said what it thinks, and each change still stands."""
    own = not_in(adjustment, DRAFTING, "形成建议名单")
    if not adjustment.changes:
        own.append(Breach("ADJUSTMENT_EMPTY", "本次调整还没有事项", A11))
    elif not applied(plan, adjustment):
        own.append(Breach("PLAN_WOULD_BE_EMPTY", "调整后计划内没有项目", A11))
    own += outdated(adjustment, plan) + unfit(adjustment, plan, projects)
    totals = {at: p.elements.total_investment for at, p in projects.items() if _takes_total(adjustment, at)}
    return judged(adjustment, own, consultation.suggest(listed(adjustment), totals, today))


def _takes_total(adjustment: Adjustment, project_id: UUID) -> bool:
    """Whether a change takes the project's total over: figures that stay are those of the edition in force."""
    change = adjustment.change(project_id)
    if change is None or change.kind is ChangeKind.REMOVE:
        return False
    return change.before is None or change.before.total_investment != change.item.total_investment


def deliberate(
    adjustment: Adjustment,
    body: str,
    outcome: DeliberationOutcome,
    held_on: date,
    reason: str | None,
    today: date,
    asked: Amending = deliberation.NOTHING,
) -> Decided[Adjustment] | Refusal:
    """第三条（四）: record a meeting in its turn; a returned list is a draft again."""
    own = not_in(adjustment, DELIBERATED, "记录审议结果") + _amendment_breaches(adjustment, asked)
    list_ = listed(adjustment)
    return judged(adjustment, own, deliberation.deliberate(list_, body, outcome, held_on, reason, today, asked))


def _amendment_breaches(adjustment: Adjustment, asked: Amending) -> list[Breach]:
    """第十一条: a meeting changes what the change itself says: a removal says no figures, a re-valuation no kind."""
    breaches = []
    for at, amendment in enumerate(asked.amendments):
        change = adjustment.change(amendment.project_id)
        if change is None or amendment.kind is AmendmentKind.REMOVE:
            continue
        unfit_ = _unfitting(adjustment, change, amendment)
        breaches += [
            replace(b, message=f"{change.item.name}：{b.message}", field=f"changes.{at}.{b.field}") for b in unfit_
        ]
    return breaches


def _unfitting(adjustment: Adjustment, change: Change, amendment: Amendment) -> list[Breach]:
    if change.kind is ChangeKind.REMOVE:
        message = "调出事项只能照准或者划去（项目留在计划内）"
        return [Breach("CHANGE_NOT_FOR_THIS_ITEM", message, A11, "action")]
    if change.kind is ChangeKind.REVALUE:
        breaches = []
        if (amendment.item_kind, amendment.name) != (None, None):
            message = "调整投资事项只能改年度投资；计划内项目的性质和名称不因调整投资改变"
            breaches.append(Breach("CHANGE_NOT_FOR_THIS_ITEM", message, A11, "action"))
        annual = amendment.annual_investment
        to = replace(change.item, annual_investment=change.item.annual_investment if annual is None else annual)
        if change.before is not None and figures(to) == figures(change.before):
            message = "改后与计划内投资相同；不再调整的请划去该事项"
            breaches.append(Breach("NOTHING_CHANGED", message, A11, "annualInvestment"))
        return breaches
    return added_kind_breaches(adjustment, amendment.item_kind or change.item.kind)


def record_decision_step(adjustment: Adjustment, step: str) -> Decided[Adjustment] | Refusal:
    """第三条（四）: an adjustment that is a major administrative decision goes through the five steps too."""
    own = not_in(adjustment, OPEN, "补记重大行政决策程序")
    return judged(adjustment, own, issuing.record_decision_step(listed(adjustment), step))


def issue(
    adjustment: Adjustment,
    plan: Plan,
    document_number: str,
    issued_on: date,
    used: Sequence[str],
    today: date,
    *,
    last_step: date | None = None,
) -> Decided[tuple[Plan, Adjustment]] | Refusal:
    """第十一条: issue what all bodies have passed; the plan's items change with it and its next edition begins."""
    own = not_in(adjustment, APPROVED, "下达") + outdated(adjustment, plan)
    if not applied(plan, adjustment):  # a meeting may have struck what was to come in
        own.append(Breach("PLAN_WOULD_BE_EMPTY", "调整后计划内没有项目", A11))
    issued_list = issuing.issue(listed(adjustment), document_number, issued_on, used, today, last_step=last_step)
    outcome = judged(adjustment, own, issued_list)
    if isinstance(outcome, Refusal):
        return outcome
    issued = outcome.state
    after = replace(plan, version=plan.version + 1, items=applied(plan, issued))
    return Decided((after, issued), told(after, issued))


def written(change: Change) -> dict[str, Any]:
    """Write a change down in the edition that it made, with what was said of it."""
    return {
        "kind": change.kind,
        "project_id": change.item.project_id,
        "before": None if change.before is None else figures(change.before),
        "after": None if change.kind is ChangeKind.REMOVE else figures(change.item),
        "reason": change.reason,
        "opinions": [asdict(o) for o in change.item.opinions],
    }
