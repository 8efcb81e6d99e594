"""第四条 says "monthly" and no more; what the office makes of it is dated and cited here."""

from __future__ import annotations

from dataclasses import dataclass

from services.law.dated import Dated, Entry
from services.law.parties import Role
from services.reserve.domain.planned.terms import A4
from services.reserve.domain.rulebook import FIRST_DAY


@dataclass(frozen=True, slots=True)
class DueDay:
    """Day `day` of the month that lies `months_after` the reported one; its last day where it has no such day."""

    months_after: int
    day: int


PLANNING_ROLES = Dated(
    A4,
    "策划主体的身份",
    Entry(FIRST_DAY, (Role.PLANNING_PARTY, Role.INDUSTRY_AUTHORITY), "第四条：镇（街道）、行业主管、招商、区属国企"),
)

REPORT_DUE = Dated(
    A4, "谋划项目月报的报送期限", Entry(FIRST_DAY, DueDay(0, 31), "第四条“每月报送”的执行口径：当月最后一日")
)

FIRST_OWED = Dated(
    A4,
    "成为策划主体后从第几个完整月份起报送",
    Entry(FIRST_DAY, 1, "第四条“每月报送”的执行口径：月中登记的自次月起"),
)

REMINDER_DAYS = Dated(A4, "到期前多少天起提醒", Entry(FIRST_DAY, 5, "第四条“每月报送”的执行口径"))

MOST_ITEMS = Dated(A4, "一份月报最多列的项目数", Entry(FIRST_DAY, 500, "平台口径；更多的分单位报送"))
