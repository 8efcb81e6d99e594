"""第十一条“按程序”: an adjustment goes the way of the plan (第三条（四）), by the same bodies in the same order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.reserve.domain.adjustment.changes import applied, figures, outdated, unfit
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
    adjustment: Adjustment, body: str, outcome: DeliberationOutcome, held_on: date, reason: str | None, today: date
) -> Decided[Adjustment] | Refusal:
    """第三条（四）: record a meeting in its turn; a returned list is a draft again."""
    own = not_in(adjustment, DELIBERATED, "记录审议结果")
    list_ = listed(adjustment)
    return judged(adjustment, own, deliberation.deliberate(list_, body, outcome, held_on, reason, today))


def record_decision_step(adjustment: Adjustment, step: str) -> Decided[Adjustment] | Refusal:
    """第三条（四）: an adjustment that is a major administrative decision goes through the five steps too."""
    own = not_in(adjustment, OPEN, "补记重大行政决策程序")
    return judged(adjustment, own, issuing.record_decision_step(listed(adjustment), step))


def issue(
    adjustment: Adjustment, plan: Plan, document_number: str, issued_on: date, used: Sequence[str], today: date
) -> Decided[tuple[Plan, Adjustment]] | Refusal:
    """第十一条: issue what all bodies have passed; the plan's items change with it and its next edition begins."""
    own = not_in(adjustment, APPROVED, "下达") + outdated(adjustment, plan)
    outcome = judged(adjustment, own, issuing.issue(listed(adjustment), document_number, issued_on, used, today))
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
