"""第十一条: what an issued adjustment changed, for the other services."""

from __future__ import annotations

from services.reserve.domain.adjustment.events import PlanAdjusted, PlanItemRemoved, PlanItemRevalued
from services.reserve.domain.adjustment.state import Adjustment, Change, ChangeKind
from services.reserve.domain.plan.issue import issued_item
from services.reserve.domain.plan.state import Plan


def told(plan: Plan, issued: Adjustment) -> tuple[object, ...]:
    """Say of each project that it came, went or has other figures, and then of the plan that it was adjusted."""
    return (*(_of_change(plan, issued, c) for c in issued.changes), _adjusted(plan, issued))


def _of_change(plan: Plan, issued: Adjustment, change: Change) -> object:
    number, day = issued.document_number or "", issued.issued_on or issued.drafted_on
    if change.kind is ChangeKind.ADD:
        return issued_item(plan, change.item, number, day)
    if change.kind is ChangeKind.REMOVE:
        return PlanItemRemoved(
            plan_id=plan.id,
            plan_version=plan.version,
            year=plan.year,
            document_number=number,
            project_id=change.item.project_id,
            project_name=change.item.name,
            kind=change.item.kind,
            reason=change.reason or "",
            issued_on=day,
            division=plan.division,
        )
    was = change.before or change.item
    return PlanItemRevalued(
        plan_id=plan.id,
        plan_version=plan.version,
        year=plan.year,
        document_number=number,
        project_id=change.item.project_id,
        project_name=change.item.name,
        kind=change.item.kind,
        total_investment_before=was.total_investment,
        total_investment=change.item.total_investment,
        annual_investment_before=was.annual_investment,
        annual_investment=change.item.annual_investment,
        reason=change.reason or "",
        issued_on=day,
        division=plan.division,
    )


def _adjusted(plan: Plan, issued: Adjustment) -> PlanAdjusted:
    kinds = [c.kind for c in issued.changes]
    return PlanAdjusted(
        plan_id=plan.id,
        plan_version=plan.version,
        year=plan.year,
        edition=issued.edition + 1,
        document_number=issued.document_number or "",
        added=kinds.count(ChangeKind.ADD),
        removed=kinds.count(ChangeKind.REMOVE),
        revalued=kinds.count(ChangeKind.REVALUE),
        issued_on=issued.issued_on or issued.drafted_on,
        division=plan.division,
    )
