"""Gives a sheet back with its faults as comments in the cells, and a summary; formulas and formats stay."""

from __future__ import annotations

from collections import defaultdict
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font

from services.chassis.documents.apart import apart, turn
from services.chassis.documents.file import File
from services.chassis.documents.packing import repacked
from services.chassis.documents.sheet import MEDIA_TYPE
from services.law.grid import Fault
from services.law.text import clean_name
from services.reserve.usecases.imports.report import Report

SUMMARY = "导入检查结果"
AUTHOR = "重点项目平台"
_HEADINGS = (("工作表", 16), ("所在行", 8), ("所在列", 8), ("列标题", 22), ("存在问题", 70), ("依据", 16), ("代码", 28))
_LINE, _WIDTH, _MOST = 18, 320, 400  # pixels of a comment's box


async def annotated_apart(file_name: str, content: bytes, report: Report) -> File:
    """Write the faults of a report into the file that it is about, in a process of its own."""
    async with turn(patience=None):  # a job has time
        return await apart(annotated, file_name, content, report)


def annotated(file_name: str, content: bytes, report: Report) -> File:
    """Write the faults of a report into the workbook that it is about; what was there stays."""
    book = load_workbook(BytesIO(content))
    by_cell: dict[tuple[str, int, str], list[Fault]] = defaultdict(list)
    for fault in report.faults:
        if fault.row is not None and fault.sheet in book.sheetnames:
            by_cell[fault.sheet, fault.row, fault.column or "A"].append(fault)
    for (sheet, row, column), faults in by_cell.items():
        _comment(_cell(book[sheet], f"{column}{row}"), faults)
    _summary(book, report)
    kept = BytesIO()
    book.save(kept)
    read = clean_name(file_name.rsplit(".", 1)[0], "文件名")
    stem = read if isinstance(read, str) else "项目表"
    return File(f"{stem}（检查结果）.xlsx", MEDIA_TYPE, repacked(kept.getvalue()))


def _cell(sheet: Any, at: str) -> Any:
    """Find the cell that shows what stands at a place: of merged cells the first."""
    span = next((s for s in sheet.merged_cells.ranges if at in s), None)
    return sheet[at] if span is None else sheet.cell(span.min_row, span.min_col)


def _comment(cell: Any, faults: list[Fault]) -> None:
    told = [f"{f.message}（{f.article}）" if f.article else f.message for f in faults]
    if cell.comment is not None:
        told.insert(0, cell.comment.text)
    comment = Comment("\n".join(told), AUTHOR)
    lines = sum(1 + len(t) // 20 for t in told)
    comment.width, comment.height = _WIDTH, min(_MOST, _LINE * (lines + 1))
    cell.comment = comment


def _summary(book: Any, report: Report) -> None:
    """Put what the report says first, fault by fault and note by note."""
    sheet = book.create_sheet(SUMMARY, 0)
    counts = (
        f"项目行{report.rows}：将登记{report.registered}，已有{report.present}，有问题{report.faulty}；"
        f"略过{report.left_out}行（小计、标题、说明）；问题{len(report.faults)}处"
    )
    _write(sheet, 1, (counts,))
    _write(sheet, 2, tuple(name for name, _ in _HEADINGS))
    for at, (_, width) in enumerate(_HEADINGS, start=1):
        sheet.cell(2, at).font = Font(bold=True)
        sheet.column_dimensions[sheet.cell(2, at).column_letter].width = width
    row = 2
    for row, f in enumerate(report.faults, start=3):
        _write(sheet, row, (f.sheet, f.row, f.column, f.heading, f.message, str(f.article or ""), f.code))
    for row, note in enumerate(report.notes, start=row + 1):  # noqa: B020 - goes on below the faults
        _write(sheet, row, ("提示", None, None, None, note))
    sheet.freeze_panes = "A3"
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    book.active = sheet


def _write(sheet: Any, row: int, values: tuple[str | int | None, ...]) -> None:
    for at, value in enumerate(values, start=1):
        cell = sheet.cell(row, at, value)
        if isinstance(value, str):
            cell.data_type = "s"  # a text that looks like a formula is told, not calculated
            cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
            cell.alignment = Alignment(vertical="top", wrap_text=row > 1)
