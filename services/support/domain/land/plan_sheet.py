"""第十五条：the yearly land plan as offices keep it, one line an item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.law.document import Column, Line, LineKind, Table, Value
from services.support.domain.kinds.model import ACCOUNT_KINDS
from services.support.domain.land.plan import STAGE_NAMES, Entry, Stage, late

COLUMNS = (
    Column(("序号",), 6, figures=True),
    Column(("项目",), 26),
    Column(("用地种类",), 18),
    Column(("面积",), 10, figures=True),
    Column(("单位",), 6),
    Column(("责任单位",), 20),
    Column(("征地", "计划月份"), 8, figures=True),
    Column(("征地", "完成日期"), 12),
    Column(("拆迁", "计划月份"), 8, figures=True),
    Column(("拆迁", "完成日期"), 12),
    Column(("供地", "计划月份"), 8, figures=True),
    Column(("供地", "完成日期"), 12),
    Column(("滞后",), 14),
    Column(("备注",), 24),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetItem:
    """An item with the names that its line shows."""

    position: int
    entry: Entry
    done: Mapping[Stage, date | None]
    project: str
    unit: str


def plan_table(title: str) -> Table:
    """The plan without its lines."""
    return Table(label="", title=title, unit="", columns=COLUMNS, lines=())


def plan_lines(year: int, items: Sequence[SheetItem], today: date) -> list[Line]:
    """Write the items in order, and the sums by unit of measure at the end."""
    lines = [_line(year, item, today) for item in items]
    sums: dict[str, Decimal] = {}
    for item in items:
        name = ACCOUNT_KINDS[item.entry.kind].unit.name
        sums[name] = sums.get(name, Decimal(0)) + item.entry.area
    blank: tuple[Value, ...] = (None,) * 9
    return [*lines, *(Line(LineKind.TOTAL, (None, "合计", None, area, name, *blank)) for name, area in sums.items())]


def _line(year: int, item: SheetItem, today: date) -> Line:
    entry, kind = item.entry, ACCOUNT_KINDS[item.entry.kind]
    stages = [value for stage in Stage for value in (entry.months[stage], item.done[stage])]
    behind = "、".join(STAGE_NAMES[s] for s in late(year, entry.months, item.done, today))
    cells: tuple[Value, ...] = (
        item.position,
        item.project,
        kind.name,
        entry.area,
        kind.unit.name,
        item.unit,
        *stages,
        behind,
        entry.note,
    )
    return Line(LineKind.ITEM, cells)
