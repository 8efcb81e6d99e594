"""第八条：the plan of a site drawn as bars 施工进度计划表: planned, baseline, actual and the line of today, page after page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from reportlab.graphics.shapes import Drawing, Rect
from reportlab.lib import colors
from reportlab.lib.units import mm

from services.schedule.domain.node.state import NodeState
from services.schedule.usecases.site.sheet import Titled, fitted, put, room, rule, sheet

ROW, HEAD, LEGEND = 7.2 * mm, 11 * mm, 6 * mm
COLUMNS = (("序号", 8), ("节点", 46), ("责任单位（责任人）", 38), ("开始", 19), ("完成", 19), ("状态", 17))  # mm on A3
MONTHS = 12
_COLOURS = {
    "grey": "#A6A6A6",
    "green": "#5FAE57",
    "blue": "#4F81BD",
    "yellow": "#F2C400",
    "orange": "#ED7D31",
    "red": "#D6302B",
    "darkgreen": "#2E6B2E",
    "brown": "#8B5A2B",
    "white": "#F2F2F2",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A node as the chart shows it. `colour` and `state_name` are those of its light on the day."""

    code: str
    name: str
    answers: str
    start_on: date
    due_on: date
    baseline: tuple[date, date] | None
    completed_on: date | None
    critical: bool
    state: NodeState
    state_name: str
    colour: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Days on paper: from the first of a month to the end of one."""

    first: date
    days: int
    left: float
    width: float

    def at(self, day: date) -> float:
        """Where a day begins."""
        return self.left + self.width * (day - self.first).days / self.days


def schedule_chart(bars: Sequence[Bar], titled: Titled, paper: str, today: date) -> list[Drawing]:
    """Draw all nodes, as many to a page as it holds; a plan without nodes has one empty page that says so."""
    left, bottom, width, height = room(paper)
    rows = max(1, int((height - HEAD - LEGEND) // ROW))
    pages = [bars[n : n + rows] for n in range(0, len(bars), rows)] or [()]
    factor = width / (400 * mm)  # columns are measured on A3
    table = sum(w for _, w in COLUMNS) * mm * max(factor, 0.8)
    scale = _scale(bars, today, left + table, width - table)
    drawn = []
    for number, part in enumerate(pages, start=1):
        drawing = sheet(paper, titled, number, len(pages))
        top = bottom + height
        _headed(drawing, scale, (left, top), table, len(part))
        for at, bar in enumerate(part):
            y = top - HEAD - (at + 1) * ROW
            _line(drawing, bar, (number - 1) * rows + at + 1, (left, y), table, scale)
        _today(drawing, scale, today, top, top - HEAD - len(part) * ROW)
        if not bars:
            put(drawing, "尚未编制倒排计划", left + width / 2, top - HEAD - 20 * mm, width, size=14, middle=True)
        _legend(drawing, left, bottom, today)
        drawn.append(drawing)
    return drawn


def _scale(bars: Sequence[Bar], today: date, left: float, width: float) -> Scale:
    days = [d for b in bars for d in (b.start_on, b.due_on, *(b.baseline or ()), b.completed_on) if d] or [today]
    first = min(days).replace(day=1)
    last = _next_month(max(days))
    return Scale(first, (last - first).days, left, width)


def _next_month(day: date) -> date:
    return date(day.year + day.month // MONTHS, day.month % MONTHS + 1, 1)


def _headed(drawing: Drawing, scale: Scale, corner: tuple[float, float], table: float, rows: int) -> None:
    left, top = corner
    foot = top - HEAD - rows * ROW
    whole = sum(w for _, w in COLUMNS)
    x = left
    for name, share in COLUMNS:
        wide = table * share / whole
        put(drawing, name, x + wide / 2, top - HEAD / 2 - 3, wide - 4, size=9, middle=True)
        rule(drawing, x, top, x, foot, colors.grey)
        x += wide
    end = scale.left + scale.width
    for y in (top, top - HEAD, foot):
        rule(drawing, left, y, end, y)
    rule(drawing, end, top, end, foot)
    _months(drawing, scale, top, foot)


def _months(drawing: Drawing, scale: Scale, top: float, foot: float) -> None:
    """Years above, months below; months that are too narrow for a figure are told by quarter, then by year."""
    rule(drawing, scale.left, top, scale.left, foot)
    month, end = scale.first, scale.first + timedelta(days=scale.days)
    narrow = scale.width / max(1, scale.days / 30.4)
    while month < end:
        after = _next_month(month)
        x, wide = scale.at(month), scale.at(after) - scale.at(month)
        if narrow >= 9 or month.month in (1, 4, 7, 10) or narrow < 3:  # noqa: PLR2004 - points for one figure
            rule(drawing, x, top - HEAD / 2, x, foot, colors.lightgrey, 0.3)
        if narrow >= 9:  # noqa: PLR2004
            put(drawing, str(month.month), x + wide / 2, top - HEAD + 4, wide, size=8, middle=True)
        elif narrow >= 3 and month.month in (1, 4, 7, 10):  # noqa: PLR2004
            put(drawing, f"{(month.month + 2) // 3}季", x + 1.5 * wide, top - HEAD + 4, 3 * wide, size=7, middle=True)
        if month.month == 1 or month == scale.first:
            rule(drawing, x, top, x, foot, colors.grey, 0.5)
            until = min(end, date(month.year + 1, 1, 1))
            room_ = scale.at(until) - x
            put(drawing, f"{month.year}年", x + room_ / 2, top - HEAD / 2 + 4, room_ - 1, size=8.5, middle=True)
        month = after


def _line(drawing: Drawing, bar: Bar, number: int, corner: tuple[float, float], table: float, scale: Scale) -> None:
    left, y = corner
    whole = sum(w for _, w in COLUMNS)
    cells = (str(number), bar.name, bar.answers, _day(bar.start_on), _day(bar.due_on), bar.state_name)
    x = left
    for (_, share), text in zip(COLUMNS, cells, strict=True):
        wide = table * share / whole
        lines, size = fitted(text, wide - 5, 8, lines=2)
        above = ROW / 2 + (size + 1) * (len(lines) - 2) / 2 + 1.2
        for n, line in enumerate(lines):
            put(drawing, line, x + 2.5, y + above - n * (size + 1), wide, size=size)
        x += wide
    rule(drawing, left, y, scale.left + scale.width, y, colors.lightgrey, 0.4)
    _bars(drawing, bar, y, scale)


def _bars(drawing: Drawing, bar: Bar, y: float, scale: Scale) -> None:
    """Planned in the colour of its light, framed where critical; the first plan below it; a mark where it was done."""

    def band(first: date, last: date, low: float, high: float, **look: Any) -> None:
        x = scale.at(first)
        wide = max(1.2, scale.at(last + timedelta(days=1)) - x)
        drawing.add(Rect(x, y + ROW * low, wide, ROW * (high - low), **look))

    edge = colors.HexColor("#B00000") if bar.critical else colors.HexColor("#606060")
    fill = colors.HexColor(_COLOURS.get(bar.colour, "#A6A6A6"))
    band(
        bar.start_on, bar.due_on, 0.38, 0.84, fillColor=fill, strokeColor=edge, strokeWidth=1.1 if bar.critical else 0.4
    )
    if bar.baseline:
        band(*bar.baseline, 0.14, 0.28, fillColor=colors.HexColor("#BFBFBF"), strokeColor=None)
    if bar.completed_on:
        begun = min(bar.start_on, bar.completed_on)
        band(begun, bar.completed_on, 0.54, 0.68, fillColor=colors.black, strokeColor=None)


def _today(drawing: Drawing, scale: Scale, today: date, top: float, foot: float) -> None:
    if not 0 <= (today - scale.first).days <= scale.days:
        return
    x = scale.at(today)
    rule(drawing, x, top - HEAD, x, foot, colors.red, 1)


def _legend(drawing: Drawing, left: float, bottom: float, today: date) -> None:
    y, x = bottom + 2, left
    for name, look in (
        (
            "计划（颜色为当日状态）",
            {"fillColor": colors.HexColor("#5FAE57"), "strokeColor": colors.HexColor("#606060")},
        ),
        ("关键线路", {"fillColor": colors.white, "strokeColor": colors.HexColor("#B00000")}),
        ("基准（首版计划）", {"fillColor": colors.HexColor("#BFBFBF"), "strokeColor": None}),
        ("实际（至办结日；未登记实际开工，自计划开始日起）", {"fillColor": colors.black, "strokeColor": None}),
        (f"今日（{_day(today)}）", {"fillColor": colors.red, "strokeColor": None}),
    ):
        drawing.add(Rect(x, y, 12, 6, strokeWidth=0.8, **look))
        put(drawing, name, x + 15, y, 260, size=7.5)
        x += 15 + 7.5 * len(name) + 14


def _day(day: date) -> str:
    return f"{day.year}-{day.month:02d}-{day.day:02d}"
