"""Opens an Excel file and reads its sheets part by part, so that memory does not grow with the number of rows."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from services.law.breach import Breach
from services.law.grid import Cell, Sheet

MOST_COLUMNS = 200
CHUNK = 250  # rows of one part; the first has the heading, which is found from its rows alone
_PIECE = 256 * 1024
_ACROSS = 300  # longer than the tag of a cell or row
_OLE = b"\xd0\xcf\x11\xe0"  # what an encrypted workbook and the older format begin with
_FAR = rb"(?:[A-Za-z]{3,}\d+|[H-Zh-z][A-Za-z]\d+|[A-Za-z]+(?:[5-9]\d{4}|\d{6,}))[\"'][^<>]*(?<!/)>(?=[^<]|<[^/])"
_FAR_CELL = re.compile(rb"\sr\s*=\s*[\"']" + _FAR)
_FAR_ROW = re.compile(rb"<(?:\w+:)?row\s[^<>]*?\br\s*=\s*[\"'](?:[5-9]\d{4}|\d{6,})[\"']")
_PLACELESS = re.compile(rb"<(?:\w+:)?c(?:\s+(?!r\s*=)\w+\s*=\s*[\"'][^\"'<>]*[\"'])*\s*/?>")


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be: bytes, bytes when unpacked (a small file may unpack into gigabytes), rows of a sheet.

    beyond: what whoever has a larger one is told to do.
    """

    size: int
    unpacked: int
    rows: int
    beyond: str = ""


class Book:
    """A workbook that is open; only one sheet of it is in memory at a time."""

    def __init__(self, book: CalamineWorkbook, limits: Limits) -> None:
        """Take the workbook over."""
        self._book, self._limits = book, limits
        self._held: tuple[str, CalamineSheet] | None = None
        shown = [s.name for s in book.sheets_metadata if s.visible is SheetVisibleEnum.Visible]
        self.names = tuple(n for n in shown if n in book.sheet_names)

    def close(self) -> None:
        """Give the file back."""
        self._held = None
        self._book.close()

    def heights(self) -> dict[str, int] | Breach:
        """Count the rows of every visible sheet; a breach where one is too large."""
        found = {}
        for name in self.names:
            sheet = self._sheet(name)
            row, column = sheet.end or (-1, -1)
            found[name], wide = row + 1, column + 1
            if found[name] > self._limits.rows or wide > MOST_COLUMNS:
                return _too_long(name, self._limits)
        return found

    def parts(self, name: str) -> Iterator[Sheet]:
        """Read a sheet from top to bottom; every cell of a merged range holds the range's value."""
        sheet = self._sheet(name)
        if sheet.start is None:
            yield Sheet(name, ())
            return
        before: tuple[Cell, ...] = (None,) * sheet.start[1]
        merged = _Merged(sheet.merged_cell_ranges or ())
        rows: list[tuple[Cell, ...]] = []
        number = 0
        for number, read in enumerate(sheet.iter_rows(), start=1):
            rows.append(merged.over(number, (*before, *map(_cell, read))))
            if len(rows) == CHUNK:
                yield Sheet(name, tuple(rows), number - CHUNK + 1)
                rows = []
        if rows or number == 0:
            yield Sheet(name, tuple(rows), number - len(rows) + 1)

    def _sheet(self, name: str) -> CalamineSheet:
        if self._held is None or self._held[0] != name:
            self._held = None  # not two of them at a time
            self._held = name, self._book.get_sheet_by_name(name)
        return self._held[1]


class _Merged:
    """Merged ranges that reach the row at hand; their values are taken from where they begin."""

    def __init__(self, ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> None:
        self._ranges = sorted(ranges, reverse=True)  # the next one last
        self._open: list[tuple[tuple[int, int], tuple[int, int], Cell]] = []

    def over(self, number: int, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        row = number - 1
        while self._ranges and self._ranges[-1][0][0] <= row:
            start, end = self._ranges.pop()
            if start[0] == row and start[1] < len(cells):
                self._open.append((start, end, cells[start[1]]))
        self._open = [span for span in self._open if span[1][0] >= row]
        if not self._open:
            return cells
        filled = list(cells)
        for start, end, value in self._open:
            last = min(end[1], len(filled) - 1)
            filled[start[1] : last + 1] = [value] * (last + 1 - start[1])
        return tuple(filled)


def open_book(file: Path | bytes, limits: Limits, field: str = "contentBase64") -> Book | Breach:
    """Open a file after it was looked through; a breach for what is no workbook, encrypted or too large."""
    with file.open("rb") if isinstance(file, Path) else BytesIO(file) as opened:
        head = opened.read(len(_OLE))
        opened.seek(0)
        if head == _OLE:
            message = "文件已加密，或为旧版.xls格式；请取消密码并另存为.xlsx格式后再导入"
            return Breach("FILE_UNREADABLE", message, field=field)
        try:
            fault = _looked_through(opened, limits, field)
            if fault is not None:
                return fault
            made = CalamineWorkbook.from_object(str(file) if isinstance(file, Path) else BytesIO(file))
            return Book(made, limits)
        except (
            zipfile.BadZipFile,
            zlib.error,
            CalamineError,
            KeyError,
            ValueError,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
        ):
            message = "不是可读的Excel文件，请另存为.xlsx格式（不加密）后再导入"
            return Breach("FILE_UNREADABLE", message, field=field)


def read_workbook(content: bytes, limits: Limits) -> tuple[Sheet, ...] | Breach:
    """Read all visible sheets of a small file; return a breach for what is no workbook or too large."""
    book = open_book(content, limits)
    if isinstance(book, Breach):
        return book
    try:
        heights = book.heights()
        if isinstance(heights, Breach):
            return heights
        return tuple(Sheet(n, tuple(r for part in book.parts(n) for r in part.rows)) for n in book.names)
    except CalamineError:
        return Breach(
            "FILE_UNREADABLE", "不是可读的Excel文件，请另存为.xlsx格式（不加密）后再导入", field="contentBase64"
        )
    finally:
        book.close()


def _looked_through(file: IO[bytes], limits: Limits, field: str) -> Breach | None:
    """Unpack everything once, piece by piece: what a file says of its own size, or what its parts are called, may be untrue."""
    file.seek(0, 2)
    if file.tell() > limits.size:
        return Breach("FILE_TOO_LARGE", f"文件不得超过{limits.size // 1024 // 1024}MB", field=field)
    unpacked = 0
    with zipfile.ZipFile(file) as packed:
        for entry in packed.infolist():
            seen = _Seen(entry.filename.rpartition("/")[2], limits, field)
            with packed.open(entry) as part:
                while piece := part.read(_PIECE):
                    unpacked += len(piece)
                    if unpacked > limits.unpacked:
                        return Breach("FILE_TOO_LARGE", "文件解压后过大", field=field)
                    fault = seen.fault(piece)
                    if fault is not None:
                        return fault
    return None


class _Seen:
    """What was seen of one part of the archive; a little of each piece is kept, for what stands across two of them."""

    def __init__(self, name: str, limits: Limits, field: str) -> None:
        self._name, self._limits, self._field = name, limits, field
        self._tail = b""
        self._far_row = self._placeless = False

    def fault(self, piece: bytes) -> Breach | None:
        """Find what would take all of memory: cells far away, and entities that are defined by others."""
        seen = self._tail + piece
        self._tail = seen[-_ACROSS:]
        if b"<!DOCTYPE" in seen:
            message = "文件含有不允许的文档类型声明，请用Excel另存后再导入"
            return Breach("FILE_UNREADABLE", message, field=self._field)
        self._far_row = self._far_row or _FAR_ROW.search(seen) is not None
        self._placeless = self._placeless or _PLACELESS.search(seen) is not None
        if (self._far_row and self._placeless) or _FAR_CELL.search(seen):
            return _too_long(self._name, self._limits)
        return None


def _too_long(sheet: str, limits: Limits) -> Breach:
    message = f"工作表“{sheet}”超过{limits.rows}行或{MOST_COLUMNS}列，请删除末尾空白行列或分批导入{limits.beyond}"
    return Breach("FILE_TOO_LARGE", message, field="contentBase64")


def _cell(value: Any) -> Cell:
    if isinstance(value, str):
        return value or None
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return Decimal(f"{value:.15g}")  # what the office sees: Excel itself shows 15 digits
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, (time, timedelta)):
        return str(value)
    return value if isinstance(value, date) else str(value)
