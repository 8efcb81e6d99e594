"""The lines under a heading: which of them are records, and which are subtotals, section titles or notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.law.grid import Cell, Sheet
from services.reserve.domain.sheets.columns import Column
from services.reserve.domain.sheets.headings import Layout

_TOTAL = re.compile(r"^.{0,20}(小计|合计|总计|共计)([:：（(].*)?$")
_SECTION = re.compile(r"^([（(]?[一二三四五六七八九十]+[)）]?[、.．]?)(.*)$")
_NOTE = re.compile(r"^(注|备注|说明|填表人|填报人|填表单位|审核人|制表)[:：]?")


class Line:
    """One line of a sheet, read by the columns of its heading."""

    def __init__(self, sheet: Sheet, layout: Layout, number: int) -> None:
        """Stand at a row."""
        self._sheet, self._layout, self.number = sheet, layout, number

    def cell(self, column: Column) -> Cell:
        """Return the cell of a column, None where the sheet has no such column."""
        at = self._layout.columns.get(column)
        return self._sheet.cell(self.number, at.index) if at else None

    def words(self, column: Column) -> str:
        """Return the cell of a column as text without any white space."""
        at = self._layout.columns.get(column)
        return self._sheet.words(self.number, at.index) if at else ""

    @property
    def first(self) -> str:
        """The words that the line begins with; empty on a blank line."""
        cells = range(len(self._sheet.cells(self.number)))
        return next((w for i in cells if (w := self._sheet.words(self.number, i))), "")

    def section(self) -> str | None:
        """Return the title of a section such as "一、产业项目（5个）"; rows with an owner are records."""
        found = _SECTION.match(self.first)
        if not found or self.words(Column.OWNER):
            return None
        return found[2] or self.words(Column.NAME)

    def left_out(self) -> bool:
        """Whether the line is a subtotal or a note."""
        first = self.first
        return bool(_TOTAL.match(first)) or self._subtotal() or bool(_NOTE.match(first))

    def lone(self) -> bool:
        """Whether nothing but one text stands in the line, as notes and annexes under a table do."""
        cells = self._sheet.cells(self.number)
        filled = [i for i in range(len(cells)) if self._sheet.words(self.number, i)]
        return len(filled) == 1 and not self.words(Column.SERIAL)

    def _subtotal(self) -> bool:
        """Whether the name says 小计 or the like; a numbered row with an owner is a record whatever its name."""
        numbered = self.words(Column.SERIAL).isdecimal() and self.words(Column.OWNER)
        return bool(_TOTAL.match(self.words(Column.NAME))) and not numbered


def lines(sheet: Sheet, layout: Layout) -> Iterator[Line]:
    """Give the lines under the heading that are not blank."""
    for number in range(max(layout.first_data_row, sheet.first), sheet.last + 1):
        line = Line(sheet, layout, number)
        if line.first:
            yield line
