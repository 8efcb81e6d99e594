"""The sheet of planned projects in the form that offices keep, made anew at every load, always of the same bytes.

A blank title row, three heading rows with merged cells, 亿元 beside 万元, sections with subtotals, 是/否 cells, several
lead units in one cell, and a note at the end.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from infra.demo.project import DemoProject
from infra.demo.units import BY_KEY

FILE_NAME = "示例区谋划项目清单（2026年3月）.xlsx"
FIRST_ROW = 5  # under one row of title and three of heading
FUNDS = ("企业自筹", "银行贷款", "财政预算资金", "地方政府专项债券")
_YI = Decimal(10_000)
_CHANGED = b"2026-03-31T09:00:00Z"  # would otherwise be the moment of making, and no two files the same
_PACKED = (2026, 3, 31, 9, 0, 0)

# Headings by row: a text in the upper rows spans the columns beside it that repeat it.
_COLUMNS: tuple[tuple[str, str, str], ...] = (
    ("序号", "序号", "序号"),
    ("项目名称", "项目名称", "项目名称"),
    ("项目业主", "项目业主", "项目业主"),
    ("责任单位", "责任单位", "所属镇（街道）"),
    ("责任单位", "责任单位", "牵头单位"),
    ("项目级别", "项目级别", "项目级别"),
    ("行业代码", "行业代码", "行业代码"),
    ("投资模式", "投资模式", "投资模式"),
    ("立项方式", "立项方式", "立项方式"),
    ("投资情况", "总投资（亿元）", "总投资（亿元）"),
    *(("投资情况", "资金来源（万元）", source) for source in FUNDS),
    ("建设情况", "功能定位", "功能定位"),
    ("建设情况", "建设规模", "建设规模"),
    ("建设情况", "主要建设内容", "主要建设内容"),
    ("建设情况", "建设方式", "建设方式"),
    ("建设情况", "建设时序", "计划开工时间"),
    ("建设情况", "建设时序", "计划竣工时间"),
    ("资金投向", "资金投向", "资金投向"),
    ("投资效益", "投资效益", "投资效益"),
    ("位置", "经度", "经度"),
    ("位置", "纬度", "纬度"),
    ("是否涉密", "是否涉密", "是否涉密"),
    ("是否需新增建设用地", "是否需新增建设用地", "是否需新增建设用地"),
    ("备注", "备注", "备注"),
)
_SECTIONS = {
    "INDUSTRY": "产业项目",
    "INFRASTRUCTURE": "基础设施项目",
    "SOCIAL": "社会民生项目",
    "ECOLOGY": "生态环保项目",
}
_LEVELS = {"DISTRICT": "区级", "CITY": "市级", "PROVINCE": "省级"}
_ROUTES = {"APPROVAL": "审批", "CONFIRMATION": "核准", "FILING": "备案"}
_TOTAL_AT = 10  # columns, counted from 1
_NAME_AT = 2


def make(projects: Sequence[DemoProject]) -> bytes:
    """Write the projects that are reported by sheet."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "谋划项目清单"
    _head(sheet)
    row = FIRST_ROW
    listed = [p for p in projects if p.in_sheet]
    sections = [(title, [p for p in listed if p.category == c]) for c, title in _SECTIONS.items()]
    for number, (title, section) in enumerate([s for s in sections if s[1]]):
        sheet.cell(row, 1, f"{'一二三四'[number]}、{title}（{len(section)}个）")
        for serial, project in enumerate(section, start=1):
            for column, value in enumerate(_cells(serial, project), start=1):
                sheet.cell(row + serial, column, value)
        row = _sum(sheet, row + len(section) + 1, "小计", section)
    row = _sum(sheet, row, "合计", listed)
    sheet.cell(row, 1, "注：总投资以亿元计，资金来源以万元计；牵头单位在前，配合单位在后。")
    _dress(sheet)
    packed = BytesIO()
    book.save(packed)
    return _settled(packed.getvalue())


def _head(sheet: Any) -> None:
    """Merge the title's row, which offices leave blank, and heads over the columns and rows that they cover."""
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=len(_COLUMNS))
    at = 0
    while at < len(_COLUMNS):
        wide, (first, second, third) = _run(0, at, len(_COLUMNS)), _COLUMNS[at]
        if first == second == third:
            _merge(sheet, 2, at, 3, wide, first)
        elif first == second:
            _merge(sheet, 2, at, 2, wide, first)
            _lowest_heads(sheet, at, wide)
        else:
            _merge(sheet, 2, at, 1, wide, first)
            _middle_heads(sheet, at, at + wide)
        at += wide


def _middle_heads(sheet: Any, at: int, end: int) -> None:
    while at < end:
        wide, (_, second, third) = _run(1, at, end), _COLUMNS[at]
        _merge(sheet, 3, at, 2 if second == third else 1, wide, second)
        if second != third:
            _lowest_heads(sheet, at, wide)
        at += wide


def _lowest_heads(sheet: Any, at: int, wide: int) -> None:
    for column in range(at, at + wide):
        sheet.cell(FIRST_ROW - 1, column + 1, _COLUMNS[column][2])


def _run(row: int, at: int, end: int) -> int:
    """Count the columns from `at` on that repeat its heading."""
    return next((i for i in range(at, end) if _COLUMNS[i][row] != _COLUMNS[at][row]), end) - at


def _merge(sheet: Any, row: int, at: int, high: int, wide: int, text: str) -> None:
    sheet.cell(row, at + 1, text)
    if high > 1 or wide > 1:
        sheet.merge_cells(start_row=row, end_row=row + high - 1, start_column=at + 1, end_column=at + wide)


def _cells(serial: int, p: DemoProject) -> list[Any]:
    """Write one project as an office would: months as words, the lead unit first among several."""
    funds = dict(p.funds)
    partner = BY_KEY["reform" if p.government else "service"]
    return [
        serial,
        p.name,
        BY_KEY[p.owner].name,
        BY_KEY[p.town].name,
        f"{BY_KEY[p.authority].name}、{partner.name}",
        _LEVELS[p.level],
        p.industry_code,
        "政府投资" if p.government else "社会投资",
        _ROUTES[p.route],
        float(p.total / _YI),
        *(float(funds[source]) if source in funds else None for source in FUNDS),
        p.function,
        p.scale,
        p.content,
        p.construction_mode,
        _month(p.start),
        f"{p.finish.year}年底",
        p.fund_use,
        p.benefit,
        float(p.longitude),
        float(p.latitude),
        "否",
        "是" if serial % 2 else "否",
        None,
    ]


def _month(day: date) -> str:
    return f"{day.year}年{day.month}月"


def _sum(sheet: Any, row: int, label: str, projects: Sequence[DemoProject]) -> int:
    """Write a row of sums; return the row after it."""
    sheet.cell(row, _NAME_AT, label)
    sheet.cell(row, _TOTAL_AT, float(sum((p.total for p in projects), Decimal(0)) / _YI))
    for at, source in enumerate(FUNDS, start=_TOTAL_AT + 1):
        together = sum((amount for p in projects for name, amount in p.funds if name == source), Decimal(0))
        sheet.cell(row, at, float(together))
    return row + 1


def _dress(sheet: Any) -> None:
    line = Side(style="thin")
    for row in sheet.iter_rows(min_row=2, max_row=sheet.max_row - 1, max_col=len(_COLUMNS)):
        for cell in row:
            cell.border = Border(left=line, right=line, top=line, bottom=line)
            cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
            cell.font = Font(name="宋体", size=10, bold=cell.row < FIRST_ROW)
    for at in range(1, len(_COLUMNS) + 1):
        sheet.column_dimensions[get_column_letter(at)].width = 28 if at == _NAME_AT else 13
    sheet.freeze_panes = sheet.cell(FIRST_ROW, _NAME_AT + 1)


def _settled(packed: bytes) -> bytes:
    """Take the moment of making out of the file."""
    settled = BytesIO()
    with zipfile.ZipFile(BytesIO(packed)) as old, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", _CHANGED, content)
            new.writestr(zipfile.ZipInfo(name, _PACKED), content, zipfile.ZIP_DEFLATED)
    return settled.getvalue()
