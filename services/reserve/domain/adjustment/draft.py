"""第十一条: an adjustment is drafted once a year at mid-year; in principle, so an exception has a reason and an approver."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.reserve.domain.adjustment import rules
from services.reserve.domain.adjustment.rules import A11
from services.reserve.domain.adjustment.state import OPEN, Adjustment, AdjustmentStatus, not_in
from services.reserve.domain.decision import Decided
from services.reserve.domain.exception import Exempted
from services.reserve.domain.plan.state import STATUS_NAMES, Plan
from services.reserve.domain.terms import PlanStatus


def draft(
    id: UUID,
    plan: Plan,
    edition: int,
    earlier: tuple[AdjustmentStatus, ...],
    today: date,
    *,
    major_decision: bool,
    exempted: Exempted | None,
) -> Decided[Adjustment] | Refusal:
    """第十一条: only an issued plan is adjusted, by one adjustment at a time, while its year is not over."""
    breaches = []
    if plan.status is not PlanStatus.ISSUED:
        message = f"计划{STATUS_NAMES[plan.status]}，下达后才能调整"
        breaches.append(Breach("PLAN_NOT_ISSUED", message, A11, "planId"))
    if any(status in OPEN for status in earlier):
        message = "该计划已有正在办理的调整，请先下达或取消"
        breaches.append(Breach("ADJUSTMENT_OPEN", message, A11, "planId"))
    if today.year > plan.year:
        breaches.append(Breach("PLAN_YEAR_OVER", f"{plan.year}年度已结束，计划不再调整", A11, "planId"))
    breaches += _season_breaches(plan, earlier, today, exempted)
    if breaches:
        return Refusal(tuple(breaches))
    return Decided(
        Adjustment(
            id=id,
            division=plan.division,
            plan_id=plan.id,
            year=plan.year,
            edition=edition,
            version=1,
            status=AdjustmentStatus.DRAFT,
            drafted_on=today,
            major_decision=major_decision,
            exempted=exempted,
        )
    )


def _season_breaches(
    plan: Plan, earlier: tuple[AdjustmentStatus, ...], today: date, exempted: Exempted | None
) -> list[Breach]:
    """第十一条: 每年年中进行一次."""
    months = rules.ADJUSTMENT_MONTHS.on(today)
    breaches = []
    if today.year != plan.year or today.month not in months:
        shown = "、".join(str(m) for m in months)
        message = f"计划调整在{plan.year}年{shown}月进行；确需另行调整的须写明理由和批准人"
        breaches.append(Breach("ADJUSTMENT_OUT_OF_SEASON", message, A11, "exceptionReason"))
    times = sum(status is AdjustmentStatus.ISSUED for status in earlier)
    if times >= rules.ADJUSTMENTS_A_YEAR.on(today):
        message = f"{plan.year}年度计划已调整{times}次；确需再次调整的须写明理由和批准人"
        breaches.append(Breach("ADJUSTMENT_REPEATED", message, A11, "exceptionReason"))
    if exempted is None:
        return breaches
    if breaches:
        return []
    message = "本次为年中首次调整，不需要例外；请去掉例外理由和批准人"
    return [Breach("EXCEPTION_NOT_NEEDED", message, A11, "exceptionReason")]


def cancel(adjustment: Adjustment, reason: str) -> Decided[Adjustment] | Refusal:
    """第十一条: give an adjustment up before it is issued; what was drafted and said of it stays on record."""
    breaches = not_in(adjustment, OPEN, "取消")
    if not reason:
        breaches.append(Breach("REASON_MISSING", "取消调整须写明理由", A11, "reason"))
    if breaches:
        return Refusal(tuple(breaches))
    version = adjustment.version + 1
    return Decided(replace(adjustment, version=version, status=AdjustmentStatus.CANCELLED, cancelled_reason=reason))
