"""第三条（一）: a yearly plan begins with its guide."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.reserve.domain import rulebook
from services.reserve.domain.decision import Decided
from services.reserve.domain.plan.state import Guide, Plan
from services.reserve.domain.terms import PlanStatus


def draft(
    id: UUID, division: str, year: int, guide: Guide, today: date, *, major_decision: bool, exists: bool
) -> Decided[Plan] | Refusal:
    """第三条: one plan a year; not for a year that is past, and not many years ahead."""
    breaches = []
    last = today.year + rulebook.PLAN_YEARS_AHEAD.on(today)
    if not today.year <= year <= last:
        message = f"计划年度须在{today.year}至{last}年之间"
        breaches.append(Breach("PLAN_YEAR_INVALID", message, Article(3), "year"))
    if exists:
        breaches.append(Breach("PLAN_EXISTS", f"{year}年度计划已经存在", Article(3), "year"))
    smallest = guide.minimum_total_investment
    if smallest is not None and smallest <= Decimal(0):
        message = "遴选标准的最低总投资须大于零"
        breaches.append(Breach("MINIMUM_INVALID", message, Article(3, 1), "minimumTotalInvestment"))
    if breaches:
        return Refusal(tuple(breaches))
    return Decided(
        Plan(
            id=id,
            division=division,
            version=1,
            year=year,
            status=PlanStatus.DRAFT,
            drafted_on=today,
            guide=guide,
            major_decision=major_decision,
        )
    )
