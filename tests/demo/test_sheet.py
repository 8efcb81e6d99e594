"""The demo's sheet is kept as offices keep theirs, and the reserve reads in it exactly what was meant."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from infra.demo.published import all_projects
from infra.demo.sheet import FUNDS, make
from services.chassis.documents.workbook import read_workbook
from services.reserve.domain.sheets.headings import find_layout
from services.reserve.domain.sheets.rows import Row, read_rows
from services.reserve.usecases.imports.limits import AT_ONCE

PROJECTS = {p.name: p for p in all_projects()}


@pytest.fixture(scope="module")
def content() -> bytes:
    return make(all_projects())


@pytest.fixture(scope="module")
def rows(content: bytes) -> list[Row]:
    sheets = read_workbook(content, AT_ONCE)
    assert isinstance(sheets, tuple)
    layout = find_layout(sheets[0])
    assert layout is not None
    assert layout.first_data_row == 5, "a row of title and three of heading"
    table = read_rows(sheets[0], layout)
    assert table.left_out == 8, "three sections with their subtotals, the total and a note"
    return table.rows


def test_it_is_of_the_same_bytes_whenever_it_is_made(content: bytes):
    assert make(all_projects()) == content


def test_it_has_the_shape_that_offices_keep(content: bytes):
    sheet = load_workbook(BytesIO(content)).active
    merged = {str(span) for span in sheet.merged_cells.ranges}
    assert "A1:AA1" in merged
    assert sheet["A1"].value is None
    assert {"A2:A4", "D2:E3", "J2:N2", "J3:J4", "K3:N3"} <= merged
    assert (sheet["J3"].value, sheet["K3"].value) == ("总投资（亿元）", "资金来源（万元）")
    assert tuple(cell.value for cell in sheet["K4:N4"][0]) == FUNDS
    column_b = [cell.value for cell in sheet["B"]]
    assert column_b.count("小计") == 3
    assert column_b.count("合计") == 1
    flags = {cell.value for cell in sheet["Z"][4:]} - {None}
    assert flags == {"是", "否"}
    assert "、" in sheet["E6"].value


def test_twenty_projects_are_read_as_they_were_meant(rows: list[Row]):
    assert len(rows) == 20
    for row in rows:
        meant, read = PROJECTS[row.name], row.elements
        assert row.faults == []
        assert not row.secret
        assert len(row.authorities) == 2
        assert read["total_investment"] == meant.total
        assert {f.source: f.amount for f in read["fund_sources"]} == dict(meant.funds)
        assert (read["start_on"], read["finish_on"]) == (meant.start, meant.finish)
        assert (read["longitude"], read["latitude"]) == (meant.longitude, meant.latitude)
        assert (read["category"], read["level"]) == (meant.category, meant.level)
        assert read["approval_route"] == meant.route
        assert read["industry_code"] == meant.industry_code


def test_subtotals_are_the_sums_of_their_rows(content: bytes):
    sheet = load_workbook(BytesIO(content)).active
    together = Decimal(0)
    for row in range(5, sheet.max_row):
        name, value = sheet.cell(row, 2).value, sheet.cell(row, 10).value
        if name == "合计":
            assert Decimal(str(value)) == together
        elif name and name != "小计":
            together += Decimal(str(value))
