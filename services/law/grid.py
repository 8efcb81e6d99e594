"""A sheet as a grid: rows of cells, merged cells filled out, and what is wrong with a cell named by where it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.law.article import Article
from services.law.breach import Breach

Cell = str | Decimal | date | bool | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, or some rows of one from the number `first` on. Cells covered by a merged range hold its value."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    first: int = 1

    @property
    def last(self) -> int:
        """The number of the last row, `first` - 1 where there is none."""
        return self.first + len(self.rows) - 1

    def cells(self, row: int) -> tuple[Cell, ...]:
        """Return a row's cells; nothing beyond the edges."""
        return self.rows[row - self.first] if self.first <= row <= self.last else ()

    def cell(self, row: int, column: int) -> Cell:
        """Return the cell, None beyond the edge."""
        cells = self.cells(row)
        return cells[column] if column < len(cells) else None

    def words(self, row: int, column: int) -> str:
        """Return the cell as text without any white space."""
        return squeeze(self.cell(row, column))


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at one place of a file; column and row as the spreadsheet shows them."""

    sheet: str
    row: int | None
    column: str | None
    heading: str | None
    code: str
    message: str
    article: Article | None

    def breach(self) -> Breach:
        """Say in a refusal where it is."""
        where = f"{self.sheet}!{self.column or ''}{self.row or ''}"
        place = (
            f"工作表“{self.sheet}”"
            + (f"第{self.row}行" if self.row else "")
            + (f"{self.column}列" if self.column else "")
        )
        return Breach(self.code, f"{place}：{self.message}", self.article, where)


def squeeze(cell: Cell) -> str:
    """Write a cell without any white space.

    >>> squeeze(" 总 投资 （万元）")
    '总投资（万元）'
    """
    return "" if cell is None else "".join(str(cell).split())


def letters(column: int) -> str:
    """Name a column as spreadsheets do; the first is 0.

    >>> letters(0), letters(25), letters(26), letters(701)
    ('A', 'Z', 'AA', 'ZZ')
    """
    named = ""
    column += 1
    while column:
        column, left = divmod(column - 1, 26)
        named = chr(ord("A") + left) + named
    return named
