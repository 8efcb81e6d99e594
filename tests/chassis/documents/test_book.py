"""A workbook of many sheets: names that Excel takes, texts that stay texts, charts with their figures, the same bytes."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from services.chassis.documents.book import write_book
from services.chassis.documents.sheet import LONGEST_CELL, BeyondExcel
from services.law.document import Chart, ChartKind, Column, Document, Line, LineKind, Series, Table, Value


def table(title: str, *cells: tuple[Value, ...]) -> Table:
    lines = tuple(Line(LineKind.ITEM, row) for row in cells)
    return Table("", title, "分", (Column(("名称",), 20), Column(("得分",), 10, figures=True)), lines, ("示例说明",))


def document(*tables: Table, charts: tuple[Chart, ...] = ()) -> Document:
    return Document("草稿", ("示例部门",), None, "示例材料", "", (), (), None, tables, charts)


def test_every_table_is_a_sheet_whose_name_excel_takes_and_no_name_stands_twice():
    long = "各镇（街道）各部门各单位重点项目建设考核得分和名次历年走势情况表"
    book = load_workbook(BytesIO(write_book(document(table("排名"), table("排名"), table("甲/乙*"), table(long)))))
    assert book.sheetnames == ["排名", "排名2", "甲／乙＊", long[:31]]
    assert {s.oddHeader.right.text for s in book} == {"草稿"}


def test_texts_stay_texts_and_numbers_numbers():
    made = write_book(document(table("排名", ("=1+1", Decimal("90.5")), ("-3", 4))))
    sheet = load_workbook(BytesIO(made))["排名"]
    assert [(c.value, c.data_type) for c in sheet[4]] == [("=1+1", "s"), (90.5, "n")]
    assert [(c.value, c.data_type) for c in sheet[5]] == [("-3", "s"), (4, "n")]
    assert sheet["A6"].value == "示例说明"


@pytest.mark.parametrize("kind", list(ChartKind))
def test_a_chart_stands_beside_its_figures(kind):
    chart = Chart(kind, "走势", "分", ("一", "二"), (Series("甲", (Decimal("1.5"), 2)),))
    made = write_book(document(table("排名"), charts=(chart,)))
    sheet = load_workbook(BytesIO(made))["图1 走势"]
    assert [[c.value for c in row] for row in sheet["A2:B4"]] == [[None, "甲"], ["一", 1.5], ["二", 2]]
    assert len(sheet._charts) == 1
    assert made == write_book(document(table("排名"), charts=(chart,)))


def test_a_text_that_is_too_long_for_a_cell_is_refused():
    write_book(document(table("排名", ("字" * LONGEST_CELL, 1))))
    with pytest.raises(BeyondExcel):
        write_book(document(table("排名", ("字" * (LONGEST_CELL + 1), 1))))
