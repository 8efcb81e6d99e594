"""第十六条（二）：the list of financing demands as it is published — when it is due, and what an issue holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from services.law.breach import Refusal
from services.law.document import Column, Line, LineKind, Table
from services.law.workdays import WorkCalendar
from services.support.domain.funds.findings import Findings, money
from services.support.domain.funds.rulebook import PUBLICATION
from services.support.domain.funds.terms import DEMANDS, FORM_NAMES, FinancingForm

TITLE = "重点项目融资需求清单"
COLUMNS = (
    Column(("序号",), 6, figures=True),
    Column(("需求编号",), 16),
    Column(("项目名称",), 30),
    Column(("融资金额（万元）",), 14, money=True),
    Column(("资金用途",), 36),
    Column(("期限（月）",), 10, figures=True),
    Column(("融资方式",), 12),
    Column(("担保或增信措施",), 24),
    Column(("资金需求日期",), 14),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A demand as the public sees it: these fields and no other."""

    number: str
    project: str
    amount: Decimal
    purpose: str
    term_months: int
    form: FinancingForm
    collateral: str | None
    needed_by: date | None

    def told(self) -> Mapping[str, Any]:
        """Write it as it is frozen and published."""
        return {
            "number": self.number,
            "project": self.project,
            "amount": format(self.amount.normalize(), "f"),
            "purpose": self.purpose,
            "termMonths": self.term_months,
            "form": self.form.value,
            "formName": FORM_NAMES[self.form],
            "collateral": self.collateral,
            "neededBy": self.needed_by.isoformat() if self.needed_by else None,
        }


@dataclass(frozen=True, slots=True)
class Due:
    """The period for which an issue is due, and the last day for it."""

    period_from: date
    due_on: date


def period_of(day: date) -> date:
    """Return the first day of the period in which a day lies."""
    months = PUBLICATION.on(day).months
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def next_due(last: date | None, today: date, calendar: WorkCalendar) -> Due:
    """Say what is due next: the period after that of the last issue, or today's where there never was one."""
    start = period_of(today)
    if last is not None:
        months = PUBLICATION.on(last).months
        index = period_of(last).month - 1 + months
        start = date(period_of(last).year + index // 12, index % 12 + 1, 1)
    return Due(start, last_day(start, calendar))


def last_day(start: date, calendar: WorkCalendar) -> date:
    """Return the last day for the issue of a period: so many working days, its first day counted if it is one."""
    before = date.fromordinal(start.toordinal() - 1)
    return calendar.add(before, PUBLICATION.on(start).working_days)


def publish(*, division: str | None, demands: int, today_done: bool) -> Refusal | None:
    """Publish what is on the list; an empty list is published too, for it says that there is no demand."""
    found = Findings(DEMANDS)
    found.unless(division is not None, "NOT_THE_BUREAU", "仅本区金融服务部门可以发布")
    found.unless(not today_done, "ISSUE_PUBLISHED_TODAY", "今日已发布一期；如有差错，请从清单中撤下该项")
    most = 2_000
    found.unless(demands <= most, "LIST_TOO_LONG", f"一期最多 {most} 项，现有 {demands} 项")
    return found.refusal


def number_of(year: int, ordinal: int) -> str:
    """Number an issue.

    >>> number_of(2027, 3)
    '2027年第3期'
    """
    return f"{year}年第{ordinal}期"


def sheet(number: str, items: Sequence[Mapping[str, Any]], withdrawn: Mapping[str, str]) -> tuple[Table, list[Line]]:
    """Lay an issue out as a table; what was taken back since stands there with its number and the day alone."""
    lines = [_line(at, item, withdrawn.get(item["number"])) for at, item in enumerate(items, start=1)]
    total = sum((Decimal(i["amount"]) for i in items if i["number"] not in withdrawn), start=Decimal(0))
    lines.append(Line(LineKind.TOTAL, (None, "合计", None, total, None, None, None, None, None)))
    return Table("", f"{TITLE}（{number}）", "单位：万元", COLUMNS, ()), lines


def _line(at: int, item: Mapping[str, Any], withdrawn: str | None) -> Line:
    if withdrawn is not None:
        return Line(LineKind.ITEM, (at, item["number"], f"（{withdrawn} 撤下）", None, None, None, None, None, None))
    amount, needed = Decimal(item["amount"]), item["neededBy"]
    facts = (item["purpose"], item["termMonths"], item["formName"], item["collateral"])
    day = date.fromisoformat(needed) if needed else None
    return Line(LineKind.ITEM, (at, item["number"], item["project"], amount, *facts, day))


def summary(count: int, total: Decimal) -> str:
    """Say in one sentence what an issue holds."""
    return f"共 {count} 项，融资需求 {money(total)}"
