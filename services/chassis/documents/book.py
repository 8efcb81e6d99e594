"""Writes all tables and charts of a document as one Excel workbook: a sheet for each table, then one for each chart."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.chart import BarChart, LineChart, PieChart, Reference
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from services.chassis.documents import sheet as sheets
from services.chassis.documents.packing import repacked, writable
from services.law.document import Chart, ChartKind, Document, Line, LineKind, Table, Value, heading_depth

MEDIA_TYPE = sheets.MEDIA_TYPE
LONGEST_NAME = 31  # what Excel takes of a sheet's name
_UNNAMEABLE = str.maketrans("[]:*?/\\", "（）：＊？／＼")
_FORMULA_LIKE = ("=", "+", "-", "@", "\t", "\r")
_LINE = Border(*[Side("thin")] * 4)


def write_book(document: Document) -> bytes:
    """Write the workbook; the same document gives the same bytes. Raise BeyondExcel for what does not fit."""
    book: Any = Workbook()
    book.remove(book.active)
    names: set[str] = set()
    for table in document.tables:
        _table(book.create_sheet(_name(table.title, names)), table, document.mark)
    for number, chart in enumerate(document.charts, start=1):
        _chart(book.create_sheet(_name(f"图{number} {chart.title}", names)), chart)
    book.properties.title, book.properties.creator = writable(document.title), "、".join(document.letterhead)
    kept = BytesIO()
    book.save(kept)
    return repacked(kept.getvalue())


def _name(title: str, taken: set[str]) -> str:
    """Name a sheet, none twice."""
    plain = writable(title).translate(_UNNAMEABLE).strip("'")[:LONGEST_NAME]
    name, number = plain, 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain[: LONGEST_NAME - len(str(number))]}{number}"
    taken.add(name.casefold())
    return name


def _table(sheet: Any, table: Table, mark: str | None) -> None:
    heading = sheets.ABOVE + heading_depth(table.columns)
    sheets.head(sheet, table, f"{mark}　单位：{table.unit}" if mark else f"单位：{table.unit}")
    sheets.set_up(sheet, table, heading, sheets.A4)
    sheet.oddHeader.right.text = mark
    at = heading
    for line in table.lines:
        at += 1
        _line(sheet, at, line)
    for note in table.notes:
        at += 1
        sheet.cell(at, 1, writable(note)).font = Font(name="宋体", size=10)
        sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=len(table.columns))
        sheet.cell(at, 1).alignment = Alignment(wrap_text=True, vertical="center")
        sheet.row_dimensions[at].height = 30


def _line(sheet: Any, at: int, line: Line) -> None:
    for column, value in enumerate(line.cells, start=1):
        _put(sheet.cell(at, column), value, bold=line.kind is not LineKind.ITEM)


def _put(cell: Any, value: Value, *, bold: bool) -> None:
    if isinstance(value, str):
        if len(value) > sheets.LONGEST_CELL:
            raise sheets.BeyondExcel(f"单元格{cell.coordinate}的字数", sheets.LONGEST_CELL)
        cell.value, cell.data_type = writable(value), "s"  # a text, whatever it begins with
        cell.quotePrefix = value.startswith(_FORMULA_LIKE)
    else:
        cell.value = value
    cell.font, cell.border = Font(name="宋体", size=10, bold=bold), _LINE
    cell.alignment = Alignment(vertical="center", wrap_text=True)


def _chart(sheet: Any, chart: Chart) -> None:
    """Put the figures of a chart on its sheet, and the chart beside them, so that both can be edited."""
    sheet.cell(1, 1, f"{chart.title}（单位：{chart.unit}）").font = Font(name="黑体", size=12)
    for column, series in enumerate(chart.series, start=2):
        _put(sheet.cell(2, column), series.name, bold=True)
    for row, category in enumerate(chart.categories, start=3):
        _put(sheet.cell(row, 1), category, bold=False)
        for column, series in enumerate(chart.series, start=2):
            _put(sheet.cell(row, column), series.values[row - 3], bold=False)
    width, last = len(chart.series) + 1, len(chart.categories) + 2
    drawn = _drawn(chart)
    drawn.add_data(Reference(sheet, min_col=2, max_col=width, min_row=2, max_row=last), titles_from_data=True)
    drawn.set_categories(Reference(sheet, min_col=1, min_row=3, max_row=last))
    drawn.width, drawn.height = 24, 12
    sheet.add_chart(drawn, f"{get_column_letter(width + 2)}2")
    sheet.column_dimensions["A"].width = 24


def _drawn(chart: Chart) -> Any:
    if chart.kind is ChartKind.PIE:
        return PieChart()
    made: Any = LineChart() if chart.kind is ChartKind.LINE else BarChart()
    made.x_axis.delete = made.y_axis.delete = False  # the library leaves them out
    if chart.kind is ChartKind.STACKED:
        made.grouping, made.overlap = "stacked", 100
    return made
