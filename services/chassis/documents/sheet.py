"""Writes a table as an Excel sheet in the form of the office. The rows go straight into the file, however many they are.

openpyxl makes everything around the rows; its own rows take some fifteen times as long.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import product
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZipFile

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

from services.chassis.documents.packing import entry, timeless
from services.law.document import Line, LineKind, Table, Value, heading_depth, heading_spans

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS, MOST_COLUMNS, LONGEST_CELL = 1_048_576, 16_384, 32_767  # what Excel takes
ABOVE = 2  # title and unit, over the heading
A3, A4 = 8, 9  # as page setups number sheets of paper
_SHEET = "xl/worksheets/sheet1.xml"
_FORMULA_LIKE = ("=", "+", "-", "@", "\t", "\r")
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_DIMENSION = re.compile(rb"<dimension[^>]*/>")
_FILLS = {LineKind.TOTAL: "D9E2F3", LineKind.SECTION: "E2EFDA", LineKind.PART: "F2F2F2"}


class BeyondExcel(Exception):
    """A sheet cannot hold this: too many rows or columns, or a text too long for a cell."""

    def __init__(self, what: str, limit: int) -> None:
        super().__init__(f"Excel工作表{what}不能超过{limit}")


class SheetFile:
    """A workbook of one sheet that is being written: `write` its lines, then `close` it."""

    def __init__(self, table: Table, *, name: str, note: str, paper: int, mark: str | None = None) -> None:
        """Write the title, the line under it and the heading; raise BeyondExcel for too many columns."""
        if len(table.columns) > MOST_COLUMNS:
            raise BeyondExcel("的列数", MOST_COLUMNS)
        book = Workbook()
        sheet: Any = book.active
        sheet.title = name
        self._rows = ABOVE + heading_depth(table.columns)
        self._letters = [get_column_letter(at) for at in range(1, len(table.columns) + 1)]
        head(sheet, table, note)
        set_up(sheet, table, self._rows, paper)
        sheet.oddHeader.right.text = mark
        self._styles = _styles(sheet)
        kept = BytesIO()
        book.save(kept)
        self._file = BytesIO()
        self._archive = ZipFile(self._file, "w")
        with ZipFile(kept) as made:
            for part in made.namelist():
                if part != _SHEET:
                    self._archive.writestr(entry(part), timeless(part, made.read(part)))
            top, self._tail = _DIMENSION.sub(b"", made.read(_SHEET)).split(b"</sheetData>")
        self._stream = self._archive.open(entry(_SHEET), "w", force_zip64=True)
        self._stream.write(top)

    def write(self, lines: Iterable[Line]) -> None:
        """Write lines; raise BeyondExcel for what does not fit."""
        for line in lines:
            self._rows += 1
            if self._rows > MOST_ROWS:
                raise BeyondExcel("的行数", MOST_ROWS)
            cells = (
                self._cell(f"{letter}{self._rows}", line.kind, value)
                for letter, value in zip(self._letters, line.cells, strict=True)
            )
            self._stream.write(f'<row r="{self._rows}">{"".join(cells)}</row>'.encode())

    def close(self) -> bytes:
        """Finish the file and give its content."""
        self._stream.write(b"</sheetData>" + self._tail)
        self._stream.close()
        self._archive.close()
        return self._file.getvalue()

    def _cell(self, at: str, kind: LineKind, value: Value) -> str:
        """Write a cell: numbers as numbers, days as days, and a text as a text whatever it begins with."""
        if isinstance(value, str):
            if len(value) > LONGEST_CELL:
                raise BeyondExcel(f"单元格{at}的字数", LONGEST_CELL)
            style = self._styles[kind, "guarded" if value.startswith(_FORMULA_LIKE) else "text"]
            text = escape(_ESCAPE_LIKE.sub("_x005F_", value))
            return f'<c r="{at}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
        if value is None:
            return f'<c r="{at}" s="{self._styles[kind, "text"]}"/>'
        if isinstance(value, date):
            return f'<c r="{at}" s="{self._styles[kind, "day"]}"><v>{to_excel(value):.0f}</v></c>'
        plain = f"{value:f}" if isinstance(value, Decimal) else str(value)
        return f'<c r="{at}" s="{self._styles[kind, "number"]}"><v>{plain}</v></c>'


_LINE = Border(*[Side("thin")] * 4)


def _styles(sheet: Any) -> dict[tuple[LineKind, str], int]:
    """Give the numbers of the styles of each kind of line and of value."""
    styles = {}
    for kind, form in product(LineKind, ("text", "guarded", "number", "day")):
        cell = Cell(sheet, row=1, column=1)
        cell.border, cell.font = _LINE, Font(name="宋体", size=10, bold=kind is not LineKind.ITEM)
        side = "right" if form == "number" else "center" if form == "day" else "left"
        cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=form != "number")
        if kind in _FILLS:
            cell.fill = PatternFill("solid", fgColor=_FILLS[kind])
        if form == "day":
            cell.number_format = "yyyy-mm-dd"
        if form == "guarded":
            cell.quotePrefix = True  # stays a text when someone edits the cell
        styles[kind, form] = cell.style_id
    return styles


def head(sheet: Any, table: Table, note: str) -> None:
    """Write the title, the line under it and the heading."""
    width = len(table.columns)
    title, under = sheet.cell(1, 1, table.title), sheet.cell(2, 1, note)
    title.font, under.font = Font(name="方正小标宋简体", size=18), Font(name="宋体", size=10)
    title.alignment, under.alignment = Alignment(horizontal="center", vertical="center"), Alignment(horizontal="right")
    for row in range(1, ABOVE + 1):
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
    sheet.row_dimensions[1].height = 32
    centred = Alignment(horizontal="center", vertical="center", wrap_text=True)
    for span in heading_spans(table.columns):
        money = (
            span.left == span.right
            and table.columns[span.left].money
            and span.bottom + 1 == heading_depth(table.columns)
        )
        text = f"{span.text}（{table.unit}）" if money else span.text
        top, bottom = (ABOVE + 1 + r for r in (span.top, span.bottom))
        sheet.cell(top, span.left + 1, text)
        for row, column in product(range(top, bottom + 1), range(span.left + 1, span.right + 2)):
            cell = sheet.cell(row, column)
            cell.font, cell.alignment, cell.border = Font(name="黑体", size=10), centred, _LINE
        if (top, span.left) != (bottom, span.right):
            sheet.merge_cells(start_row=top, end_row=bottom, start_column=span.left + 1, end_column=span.right + 1)


def set_up(sheet: Any, table: Table, heading: int, paper: int) -> None:
    """Freeze the heading and the names, repeat the heading on every page, fit the width to the page."""
    for at, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = column.width
    sheet.freeze_panes = sheet.cell(heading + 1, 3)
    sheet.print_title_rows = f"{ABOVE + 1}:{heading}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", paper
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = "第&P页 共&N页"
