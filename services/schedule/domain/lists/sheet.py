"""第七条：a list as offices keep it in Excel: title, unit, heading rows, a subtotal for each part, a total at the end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from services.law.document import Column, Line, LineKind, Table, Value
from services.schedule.domain.lists import period
from services.schedule.domain.lists.month import Month, Span
from services.schedule.domain.lists.terms import (
    LIST_NAMES,
    SECTION_NAMES,
    SECTIONS,
    ListKind,
    Origin,
    Outcome,
)

UNIT = "万元"
OUTCOME_NAMES = {
    Outcome.DONE: "已完成",
    Outcome.DONE_LATER: "期后完成",
    Outcome.OPEN: "推进中",
    Outcome.MISSING: "期满未完成",
    Outcome.UNSEEN: "—",
}
ORIGIN_NAMES = {
    Origin.DRAWN: "",
    Origin.EARLY: "提前",
    Origin.OVERDUE: "逾期列入",
    Origin.LATE_TOLD: "补列",
    Origin.CARRIED: "结转",
    Origin.ADDED: "补充",
}
DAY_NAMES = {
    ListKind.IN_LIBRARY: "签约（立项）日期",
    ListKind.TO_START: "计划开工日期",
    ListKind.UNDER_CONSTRUCTION: "计划日期",
    ListKind.TO_COMPLETE: "计划竣工日期",
}
_ORDINALS = "一二三四五六"


def columns(kind: ListKind) -> tuple[Column, ...]:
    """Return the columns of a kind of list."""
    return (
        Column(("序号",), 6),
        Column(("项目名称",), 36),
        Column(("责任主体", "责任单位"), 20),
        Column(("责任主体", "镇（街道）"), 16),
        Column(("责任主体", "行业主管部门"), 20),
        Column(("责任主体", "业主"), 24),
        Column(("投资", "总投资"), 14, figures=True, money=True),
        Column(("投资", "年度计划"), 14, figures=True, money=True),
        Column(("投资", "当期计划"), 14, figures=True, money=True),
        Column(("投资", "当期完成（核实）"), 14, figures=True, money=True),
        Column(("推进情况", "列入月份"), 14),
        Column(("推进情况", DAY_NAMES[kind]), 16),
        Column(("推进情况", "完成日期"), 14),
        Column(("推进情况", "完成情况"), 12),
        Column(("推进情况", "列入方式"), 10),
        Column(("备注",), 24),
    )


def table(kind: ListKind, span: Span, lines: Sequence[period.Line], names: Mapping[UUID, str]) -> Table:
    """Lay a list out: a part with its subtotal after the other, numbered through."""
    laid, number = [_total(LineKind.TOTAL, "合计", lines)], 0
    for place, section in enumerate(SECTIONS[kind]):
        own = [line for line in lines if line.content.section is section]
        laid.append(_total(LineKind.SECTION, f"{_ORDINALS[place]}、{SECTION_NAMES[section]}", own))
        for line in own:
            number += 1
            laid.append(Line(LineKind.ITEM, _cells(number, line, names)))
    return Table(
        label="",
        title=f"{span.title}重点项目{LIST_NAMES[kind]}",
        unit=UNIT,
        columns=columns(kind),
        lines=tuple(laid),
    )


def _total(kind: LineKind, name: str, of: Sequence[period.Line]) -> Line:
    made = period.totals(of)
    rate = percent(made.done, made.planned - made.unseen)
    said = f"计划{made.planned}个，完成{made.done}个" + (f"（{rate}%）" if rate is not None else "")
    over = f"结转{made.carried_over}个，未完成{made.missing}个" if made.carried_over or made.missing else None
    totals = (_sum(x.content.total_investment for x in of), _sum(x.content.annual_investment for x in of))
    return Line(
        kind,
        (
            *(None, f"{name}（{made.planned}个）", None, None, None, None),
            *(*totals, made.planned_investment, made.done_investment),
            *(None, None, None, said, None, over),
        ),
    )


def _sum(amounts: Iterable[Decimal | None]) -> Decimal:
    return sum((a for a in amounts if a is not None), Decimal(0))


def _cells(number: int, line: period.Line, names: Mapping[UUID, str]) -> tuple[Value, ...]:
    content = line.content
    facts = content.facts

    def name(unit: UUID | None) -> str | None:
        return names.get(unit) if unit else None

    return (
        number,
        facts.project_name,
        name(content.responsible_unit_id),
        name(facts.town_id),
        name(facts.industry_authority_id),
        name(facts.owner_id),
        content.total_investment,
        content.annual_investment,
        line.planned_investment if content.planned_investment is not None else None,
        line.done_investment if content.planned_investment is not None else None,
        _months(line.months),
        content.planned_on,
        line.done_on,
        OUTCOME_NAMES[line.outcome],
        ORIGIN_NAMES[content.origin],
        "；".join(t for t in (content.document, content.note) if t) or None,
    )


def _months(months: Sequence[Month]) -> str:
    return "、".join(f"{m.month}月" for m in months)


def percent(part: int, whole: int) -> Decimal | None:
    """Return a share in per cent with one place, half up, as published offices do; None of nothing.

    >>> percent(1, 8), percent(0, 0)
    (Decimal('12.5'), None)
    """
    if whole <= 0:
        return None
    return (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"), ROUND_HALF_UP)
