"""An adjustment as the decisions see it: a list of changes to an issued plan that goes the way of the plan itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.reserve.domain.adjustment.rules import A11
from services.reserve.domain.decision import Decided
from services.reserve.domain.exception import Exempted
from services.reserve.domain.plan.state import Deliberation, Guide, Item, Plan
from services.reserve.domain.terms import PlanStatus


class AdjustmentStatus(StrEnum):
    """第十一条: where an adjustment stands."""

    DRAFT = "DRAFT"  # 编制、会商
    SUGGESTED = "SUGGESTED"  # 建议名单，审议中
    APPROVED = "APPROVED"  # 审议通过
    ISSUED = "ISSUED"  # 已下达
    CANCELLED = "CANCELLED"  # 已取消


class ChangeKind(StrEnum):
    """第十一条: what an adjustment does to one project."""

    ADD = "ADD"  # 调入
    REMOVE = "REMOVE"  # 调出
    REVALUE = "REVALUE"  # 调整投资


OPEN = frozenset({AdjustmentStatus.DRAFT, AdjustmentStatus.SUGGESTED, AdjustmentStatus.APPROVED})
STATUS_NAMES = {
    AdjustmentStatus.DRAFT: "编制会商中",
    AdjustmentStatus.SUGGESTED: "审议中",
    AdjustmentStatus.APPROVED: "审议通过、待下达",
    AdjustmentStatus.ISSUED: "已下达",
    AdjustmentStatus.CANCELLED: "已取消",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One project's change. `item` is as it would be, or as it is taken out, with the opinions on the change."""

    kind: ChangeKind
    item: Item
    before: Item | None = None  # as the plan had it when the change was drafted
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjustment:
    """第十一条: one adjustment of one plan. The rules of the day on which it was drafted hold until it is issued."""

    id: UUID
    division: str
    plan_id: UUID
    year: int
    edition: int  # in force when it was drafted
    version: int
    status: AdjustmentStatus
    drafted_on: date
    major_decision: bool = False
    exempted: Exempted | None = None
    round: int = 1
    suggested_on: date | None = None
    document_number: str | None = None
    issued_on: date | None = None
    cancelled_reason: str | None = None
    changes: tuple[Change, ...] = ()
    deliberations: tuple[Deliberation, ...] = ()
    decision_steps: tuple[str, ...] = ()

    def change(self, project_id: UUID) -> Change | None:
        """Return the change of a project."""
        return next((c for c in self.changes if c.item.project_id == project_id), None)


def listed(adjustment: Adjustment) -> Plan:
    """Show the changes as a list that is consulted on and deliberated, so that the plan's own rules judge it."""
    shut = adjustment.status is AdjustmentStatus.CANCELLED
    return Plan(
        id=adjustment.id,
        division=adjustment.division,
        version=adjustment.version,
        year=adjustment.year,
        status=PlanStatus.ISSUED if shut else PlanStatus(adjustment.status),
        drafted_on=adjustment.drafted_on,
        guide=Guide(),
        major_decision=adjustment.major_decision,
        round=adjustment.round,
        suggested_on=adjustment.suggested_on,
        document_number=adjustment.document_number,
        issued_on=adjustment.issued_on,
        items=tuple(c.item for c in adjustment.changes),
        deliberations=adjustment.deliberations,
        decision_steps=adjustment.decision_steps,
    )


def with_list(adjustment: Adjustment, plan: Plan) -> Adjustment:
    """Take over what a step of the plan's way did to the list."""
    left = {item.project_id: item for item in plan.items}  # a meeting may have struck some
    return replace(
        adjustment,
        version=plan.version,
        status=AdjustmentStatus(plan.status),
        round=plan.round,
        suggested_on=plan.suggested_on,
        document_number=plan.document_number,
        issued_on=plan.issued_on,
        changes=tuple(
            replace(c, item=left[c.item.project_id]) for c in adjustment.changes if c.item.project_id in left
        ),
        deliberations=plan.deliberations,
        decision_steps=plan.decision_steps,
    )


def not_in(adjustment: Adjustment, statuses: frozenset[AdjustmentStatus], what: str) -> list[Breach]:
    """第十一条: each step belongs to its status; an adjustment that was issued or cancelled stays as it is."""
    if adjustment.status in statuses:
        return []
    code = "ADJUSTMENT_STATUS_WRONG" if adjustment.status in OPEN else f"ADJUSTMENT_{adjustment.status}"
    return [Breach(code, f"计划调整{STATUS_NAMES[adjustment.status]}，不能{what}", A11)]


_OF_PLANS = {"PLAN_STATUS_WRONG", "PLAN_ISSUED", "PLAN_EMPTY"}  # said in the adjustment's own words


def judged(
    adjustment: Adjustment, own: Sequence[Breach], outcome: Decided[Plan] | Refusal
) -> Decided[Adjustment] | Refusal:
    """Join the adjustment's own reasons with those of the plan's rules on its list."""
    theirs = outcome.breaches if isinstance(outcome, Refusal) else ()
    breaches = (*own, *(b for b in theirs if b.code not in _OF_PLANS))
    if breaches or isinstance(outcome, Refusal):
        return Refusal(breaches)
    return Decided(with_list(adjustment, outcome.state))
