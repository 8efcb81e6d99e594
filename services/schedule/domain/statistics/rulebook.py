"""What a district may set differently about statistics: dated and cited."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from services.law.article import Article
from services.law.dated import Dated, Entry
from services.law.parties import Role
from services.schedule.domain.rulebook import FIRST_DAY
from services.schedule.domain.statistics.terms import StatisticsKind

DUE_MONTHS = Dated(
    Article(12),
    "入库、入统期限（开工后第几个月，开工当月为0）",
    Entry(FIRST_DAY, {StatisticsKind.ENTRY: 0, StatisticsKind.REPORTING: 1}, "第十二条“开工当月入库、下月入统”"),
)


@dataclass(frozen=True, slots=True)
class OutOfStep:
    """From where on statistics and the site are out of step; what lies on the limit itself is not.

    investment_percent: statistical against verified investment of the year, in per cent of the verified; progress_points:
    the share of the total investment that statistics have against physical progress, in percentage points.
    """

    investment_percent: Decimal
    progress_points: Decimal


OUT_OF_STEP = Dated(
    Article(12),
    "统计投资与核实投资、形象进度不匹配的界限",
    Entry(
        FIRST_DAY,
        OutOfStep(investment_percent=Decimal(10), progress_points=Decimal(10)),
        "第十二条“项目形象进度同投资入统数据匹配”；界限为本区默认",
    ),
)

# 主体责任: towns, industry authorities and owners, each for its own projects; the authority for all (监测)
RECORDING = Dated(
    Article(12),
    "登记入库入统的主体",
    Entry(
        FIRST_DAY,
        frozenset({Role.OWNER, Role.PLANNING_PARTY, Role.INDUSTRY_AUTHORITY, Role.INVESTMENT_AUTHORITY}),
        "第十二条",
    ),
)
