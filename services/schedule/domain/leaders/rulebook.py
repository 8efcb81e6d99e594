"""第十三条：what a district may set differently about leaders and their projects, dated and cited. Amounts are in 万元."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from services.law.dated import Dated, Entry
from services.schedule.domain.leaders.terms import A13
from services.schedule.domain.rulebook import FIRST_DAY


@dataclass(frozen=True, slots=True)
class SelectionRule:
    """投资规模大、带动作用强: a construction project of the plan is proposed when any one of these holds."""

    total_investment: Decimal
    annual_investment: Decimal
    levels: frozenset[str]
    category_totals: tuple[tuple[str, Decimal], ...]  # a lower total that suffices in a category that drives others


SELECTION = Dated(
    A13,
    "区领导联系重点项目的遴选标准（万元）",
    Entry(
        FIRST_DAY,
        SelectionRule(
            total_investment=Decimal(100_000),
            annual_investment=Decimal(30_000),
            levels=frozenset({"CITY", "PROVINCE", "NATIONAL"}),
            category_totals=(("INDUSTRY", Decimal(50_000)),),
        ),
        "第十三条“投资规模大、带动作用强”；具体数值为本区默认",
    ),
)
REPORT_DUE_DAYS = Dated(
    A13,
    "向联系区领导报告：次月第几个工作日前报送上月进展",
    Entry(FIRST_DAY, 5, "第十三条“定期……报告项目进展情况”；按月、次月第五个工作日为本区默认"),
)

LEVEL_NAMES = {"DISTRICT": "区级", "CITY": "市级", "PROVINCE": "省级", "NATIONAL": "国家级"}
