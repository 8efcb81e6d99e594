"""Opens an Excel file into grids of cells."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from services.law.breach import Breach
from services.reserve.domain.sheets.grid import Cell, Sheet

LARGEST_FILE = 5 * 1024 * 1024
LARGEST_CONTENT = 60 * 1024 * 1024  # unpacked; a small file may unpack into gigabytes
MOST_ROWS = 5_000
MOST_COLUMNS = 200
_FIELD = "contentBase64"


def read_workbook(content: bytes) -> tuple[Sheet, ...] | Breach:
    """Read all visible sheets; return a breach for what is no workbook or too large."""
    if len(content) > LARGEST_FILE:
        return Breach("FILE_TOO_LARGE", f"文件不得超过{LARGEST_FILE // 1024 // 1024}MB", field=_FIELD)
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            unpacked = sum(i.file_size for i in packed.infolist())
        if unpacked > LARGEST_CONTENT:
            return Breach("FILE_TOO_LARGE", "文件解压后过大", field=_FIELD)
        book = load_workbook(BytesIO(content), data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, EOFError, OSError, SyntaxError):
        return Breach("FILE_UNREADABLE", "不是可读的Excel文件，请另存为.xlsx格式（不加密）后再导入", field=_FIELD)
    sheets = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            continue
        if sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS:
            message = f"工作表“{sheet.title}”超过{MOST_ROWS}行或{MOST_COLUMNS}列，请删除末尾空白行列或分批导入"
            return Breach("FILE_TOO_LARGE", message, field=_FIELD)
        sheets.append(Sheet(sheet.title, tuple(_rows(sheet))))
    return tuple(sheets)


def _rows(sheet: Any) -> Iterator[tuple[Cell, ...]]:
    """Give the rows, with every cell of a merged range holding the range's value."""
    merged: dict[tuple[int, int], Cell] = {}
    for span in sheet.merged_cells.ranges:
        value = _cell(sheet.cell(span.min_row, span.min_col).value)
        for row in range(span.min_row, min(span.max_row, MOST_ROWS) + 1):
            merged.update(
                dict.fromkeys(((row, c) for c in range(span.min_col, min(span.max_col, MOST_COLUMNS) + 1)), value)
            )
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        yield tuple(merged.get((number, at), _cell(value)) for at, value in enumerate(row, start=1))


def _cell(value: object) -> Cell:
    if isinstance(value, str):
        return value.replace("_x005F_", "_") or None  # how a workbook keeps "_x0041_" from being read as "A"
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return Decimal(f"{value:.15g}")  # what the office sees: Excel itself shows 15 digits
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else str(value)
