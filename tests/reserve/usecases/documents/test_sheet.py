from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from services.chassis.documents import sheet
from services.chassis.documents.sheet import A3, BeyondExcel, SheetFile
from services.law.document import Column, Line, LineKind, Table

COLUMNS = (Column(("名称",), 20), Column(("投资", "总投资"), 12, figures=True, money=True), Column(("日期",), 12))


def file_of(columns=COLUMNS) -> SheetFile:
    return SheetFile(Table("", "标题", "万元", tuple(columns), ()), name="表", note="单位：万元", paper=A3)


def item(*cells) -> Line:
    return Line(LineKind.ITEM, cells)


@pytest.mark.parametrize(
    "text", ["=1+1", "+86", "-1", "@SUM(A1)", '=HYPERLINK("http://x","y")', "#N/A", "=", "TRUE", "12"]
)
def test_a_text_stays_a_text_whatever_it_begins_with(text):
    file = file_of()
    file.write([item(text, None, None)])
    content = file.close()
    cell = load_workbook(BytesIO(content)).active["A5"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix == text.startswith(("=", "+", "-", "@"))
    with ZipFile(BytesIO(content)) as packed:
        assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")


def test_numbers_are_numbers_and_days_are_days():
    file = file_of()
    file.write([item("甲", Decimal("80000.5"), date(2027, 3, 1)), item("乙", 3, None)])
    active = load_workbook(BytesIO(file.close())).active
    assert [c.value for c in active[5]][1] == 80000.5
    assert active["C5"].value.date() == date(2027, 3, 1)
    assert active["C5"].is_date
    assert [c.value for c in active[6]] == ["乙", 3, None]


def test_markup_spaces_and_what_looks_like_an_escape_are_kept():
    texts = ['<甲>&"乙"', " 两端 ", "上\n下", "_x0041_", "_x005F_", "𠮷"]
    file = file_of()
    file.write(item(t, None, None) for t in texts)
    cells = [c.value for c in load_workbook(BytesIO(file.close())).active["A"][4:]]
    assert [str(c).replace("_x005F_", "_") for c in cells] == texts


def test_a_sheet_takes_as_many_rows_and_columns_and_letters_as_excel(monkeypatch):
    monkeypatch.setattr(sheet, "MOST_ROWS", 6)
    monkeypatch.setattr(sheet, "LONGEST_CELL", 4)
    monkeypatch.setattr(sheet, "MOST_COLUMNS", 3)
    file = file_of()
    file.write([item("1234", None, None), item("乙", None, None)])
    with pytest.raises(BeyondExcel, match="行数"):
        file.write([item("丙", None, None)])
    with pytest.raises(BeyondExcel, match="单元格A5的字数"):
        file_of().write([item("12345", None, None)])
    with pytest.raises(BeyondExcel, match="列数"):
        file_of([*COLUMNS, Column(("备注",), 1)])


def test_the_limits_are_those_of_excel():
    assert (sheet.MOST_ROWS, sheet.MOST_COLUMNS, sheet.LONGEST_CELL) == (1_048_576, 16_384, 32_767)
