from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font

from services.law.article import Article
from services.law.grid import Fault
from services.reserve.usecases.imports.annotate import SUMMARY, annotated
from services.reserve.usecases.imports.report import Report


@pytest.fixture
def uploaded() -> bytes:
    """A sheet with a formula, a format, a comment and merged cells."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "储备项目"
    sheet.append(["项目名称", "总投资（万元）", "合计"])
    sheet.append(["甲", "很多", "=B2*2"])
    sheet.append(["乙", 12, None])
    sheet["B3"].font = Font(bold=True)
    sheet["B3"].number_format = "0.00"
    sheet["B2"].comment = Comment("原有批注", "张三")
    sheet.merge_cells("A3:A4")
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def fault(row: int | None, column: str | None, message: str, sheet: str = "储备项目") -> Fault:
    return Fault(sheet, row, column, "总投资", "AMOUNT_MALFORMED", message, Article(4))


def opened(content: bytes, *faults: Fault, notes: tuple[str, ...] = ()) -> Any:
    report = Report(rows=2, faulty=len(faults), faults=list(faults), notes=list(notes))
    return load_workbook(BytesIO(annotated("储备.xlsx", content, report).content))


def test_each_fault_is_a_comment_in_its_cell_and_earlier_comments_stay(uploaded):
    book = opened(uploaded, fault(2, "B", "“很多”不是金额"), fault(2, "B", "缺少资金来源"), fault(3, None, "整行有误"))
    sheet = book["储备项目"]
    assert sheet["B2"].comment.text == "原有批注\n“很多”不是金额（第四条）\n缺少资金来源（第四条）"
    assert sheet["A3"].comment.text == "整行有误（第四条）"


def test_formulas_formats_and_values_stay(uploaded):
    sheet = opened(uploaded, fault(2, "B", "有误"))["储备项目"]
    assert (sheet["C2"].value, sheet["C2"].data_type) == ("=B2*2", "f")
    assert (sheet["B3"].font.b, sheet["B3"].number_format, sheet["B3"].value) == (True, "0.00", 12)
    assert [str(r) for r in sheet.merged_cells.ranges] == ["A3:A4"]


def test_a_fault_within_merged_cells_is_told_where_they_show(uploaded):
    assert opened(uploaded, fault(4, "A", "有误"))["储备项目"]["A3"].comment.text == "有误（第四条）"


def test_the_summary_tells_every_fault_and_note_and_calculates_nothing(uploaded):
    book = opened(uploaded, fault(2, "B", "=cmd"), fault(None, None, "无表头", sheet=""), notes=("某列未识别",))
    assert book.sheetnames == [SUMMARY, "储备项目"]
    rows = list(book[SUMMARY].iter_rows(values_only=True))
    assert rows[2] == ("储备项目", 2, "B", "总投资", "=cmd", "第四条", "AMOUNT_MALFORMED")
    assert rows[3][4] == "无表头"
    assert (rows[4][0], rows[4][4]) == ("提示", "某列未识别")
    assert book[SUMMARY]["E3"].data_type == "s"


def test_a_file_without_faults_says_so(uploaded):
    assert "问题0处" in opened(uploaded)[SUMMARY]["A1"].value


@pytest.mark.parametrize(
    ("name", "expected"),
    [("表.xlsm", "表（检查结果）.xlsx"), ("", "项目表（检查结果）.xlsx"), ("a\x00b", "项目表（检查结果）.xlsx")],
)
def test_the_file_is_named_after_the_one_that_was_sent(uploaded, name, expected):
    assert annotated(name, uploaded, Report()).name == expected
