"""第十条（台账）：the sheets of issues that offices keep, read line by line: what a line says, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from services.law.breach import Breach
from services.law.grid import Cell, Sheet, squeeze
from services.law.text import clean_name
from services.schedule.domain.decision import quoted
from services.schedule.domain.ledger.raising import LONGEST_TITLE
from services.schedule.domain.ledger.rulebook import KINDS
from services.schedule.domain.ledger.sheet import LAYERS, SEVERITIES
from services.schedule.domain.ledger.terms import A10, Layer, Severity

SEARCHED = 20  # rows from the top among which the heading is looked for
FEWEST = 3  # known columns that make a row a heading
# as the platform's own export says it, and as offices do
WORDINGS: Mapping[str, tuple[str, ...]] = {
    "number": ("编号", "问题编号"),
    "project": ("项目", "项目名称", "所属项目"),
    "title": ("标题", "问题", "问题标题", "问题名称", "存在问题"),
    "description": ("具体情况", "问题描述", "情况说明", "问题具体情况"),
    "kind": ("类别", "问题类别", "问题类型"),
    "severity": ("程度", "问题程度", "难点堵点卡点"),
    "layer": ("层级", "交办层级", "协调层级"),
    "unit": ("责任单位", "承办单位", "牵头单位"),
    "person": ("责任人", "联系人", "牵头领导"),
    "days": ("办理时限", "办理时限（工作日）", "时限（工作日）", "工作日"),
    "due": ("现期限", "期限", "完成时限", "办结期限"),
}
_DAYS = re.compile(
    r"([0-9]{1,4})(?:\.0+)?"
)  # as sheets write whole numbers; “1E+999999” would be computed for a minute


class LineOutcome(StrEnum):
    """What became of a line."""

    TAKEN = "TAKEN"  # 列入台账
    SAME = "SAME"  # 已在台账
    FAULTY = "FAULTY"  # 有误


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueLine:
    """What a line says, as text; names are not looked up yet."""

    line: int
    number: str
    project: str
    title: str
    description: str
    kind: str | None
    severity: Severity | None
    layer: Layer | None
    unit: str
    person: str
    days: int | None
    due: date | None
    faults: tuple[Breach, ...] = ()


@dataclass(slots=True, kw_only=True)
class JudgedLine:
    """A line as it was judged, with the issue that it has become."""

    line: int
    title: str
    outcome: LineOutcome
    number: str | None = None
    breaches: list[Breach] = field(default_factory=list)


def read_lines(sheets: Sequence[Sheet], today: date) -> list[IssueLine] | Breach:
    """Read the sheet that has the heading of a ledger; lines without anything in them are passed over."""
    for sheet in sheets:
        found = _heading(sheet)
        if found is not None:
            row, columns = found
            return [line for at in range(row + 1, sheet.last + 1) for line in _line(sheet, at, columns, today)]
    message = "没有找到台账的表头；须至少有“标题”“具体情况”“类别”“程度”各列"
    return Breach("HEADING_MISSING", message, A10, "contentBase64")


def _heading(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """Find the lowest row among the first that names most columns: the platform's own has two rows of headings."""
    best: tuple[int, dict[str, int]] | None = None
    for row in range(sheet.first, min(sheet.last, SEARCHED) + 1):
        columns: dict[str, int] = {}
        for index in range(len(sheet.cells(row))):
            words = sheet.words(row, index).replace("(", "（").replace(")", "）")
            name = next((n for n, known in WORDINGS.items() if words in known), None)
            if name is not None:
                columns.setdefault(name, index)
        if len(columns) >= FEWEST and {"title", "description"} <= columns.keys():
            best = row, columns
    return best


def _line(sheet: Sheet, row: int, columns: Mapping[str, int], today: date) -> Iterator[IssueLine]:
    cells = {name: sheet.cell(row, index) for name, index in columns.items()}
    if not any(squeeze(cells.get(name)) for name in ("title", "description")):
        return
    faults: list[Breach] = []
    days = _whole(cells.get("days"), faults)
    yield IssueLine(
        line=row,
        number=_said(cells.get("number")),
        project=_said(cells.get("project")),
        title=_title(_said(cells.get("title"))),
        description=_said(cells.get("description")),
        kind=_kind(_said(cells.get("kind")), today, faults),
        severity=_severity(_said(cells.get("severity")), faults),
        layer=_layer(_said(cells.get("layer")), faults),
        unit=_said(cells.get("unit")),
        person=_said(cells.get("person")),
        days=days,
        due=_day(cells.get("due"), faults),
        faults=tuple(faults),
    )


def _said(cell: Cell) -> str:
    return "" if cell is None else str(cell).strip()


def _title(said: str) -> str:
    """Give the title as the ledger keeps it, so that it is known again; what cannot be one is refused when it is raised."""
    title = clean_name(said, "问题标题", "title", LONGEST_TITLE)
    return said if isinstance(title, Breach) else title


def _kind(said: str, today: date, faults: list[Breach]) -> str | None:
    known = KINDS.on(today)
    found = next((k.code for k in known if said in {k.code, k.name}), None)
    if found is None:
        named = "、".join(k.name for k in known)
        faults.append(Breach("ISSUE_KIND_UNKNOWN", f"没有此问题类别{quoted(said)}，可选：{named}", A10, "kind"))
    return found


def _severity(said: str, faults: list[Breach]) -> Severity | None:
    found = next((s for s, name in SEVERITIES.items() if said in {s.value, name}), None)
    if found is None:
        message = f"程度{quoted(said)}须为难点、堵点、卡点之一"
        faults.append(Breach("SEVERITY_UNKNOWN", message, A10, "severity"))
    return found


def _layer(said: str, faults: list[Breach]) -> Layer | None:
    found = next((layer for layer, name in LAYERS.items() if said in {layer.value, name}), None)
    if said and found is None:
        faults.append(Breach("LAYER_UNKNOWN", f"层级{quoted(said)}须为部门、区领导、市级之一", A10, "layer"))
    return found


def _whole(cell: Cell, faults: list[Breach]) -> int | None:
    said = squeeze(cell)
    if not said:
        return None
    if found := _DAYS.fullmatch(said):
        return int(found[1])
    faults.append(Breach("DAYS_INVALID", f"办理时限{quoted(said)}须为整数工作日", A10, "days"))
    return None


def _day(cell: Cell, faults: list[Breach]) -> date | None:
    if isinstance(cell, date):
        return cell
    said = squeeze(cell).replace("/", "-").replace(".", "-").replace("年", "-").replace("月", "-").rstrip("日")
    if not said:
        return None
    try:
        year, month, day = (int(part) for part in said.split("-"))
        return date(year, month, day)
    except ValueError:
        faults.append(Breach("DAY_INVALID", f"期限{quoted(said)}不是日期", A10, "due"))
        return None
