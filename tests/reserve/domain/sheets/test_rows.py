from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from services.law.grid import Sheet
from services.reserve.domain.project.state import FundSource
from services.reserve.domain.sheets.headings import find_layout
from services.reserve.domain.sheets.rows import read_rows
from services.reserve.domain.terms import Category, InvestmentMode, Level

HEADING = (
    "序号",
    "项目名称",
    "项目业主",
    "所属镇街",
    "责任单位",
    "项目类别",
    "投资模式",
    "总投资（亿元）",
    "资金来源（万元）",
    "建设年限",
    "是否涉密",
)
GOOD = (
    Decimal(1),
    "甲项目",
    "甲公司",
    "某街道",
    "区工信局、区住建局",
    "产业",
    "社会投资",
    Decimal("18.9"),
    "自筹189000",
    "2027-2028",
    "否",
)


def table(*rows: tuple[object, ...]):
    sheet = Sheet("表", (HEADING, *rows))
    return read_rows(sheet, find_layout(sheet))


def test_a_row_is_read_into_the_elements_of_a_project():
    (row,) = table(GOOD).rows
    assert (row.name, row.owners, row.towns, row.authorities) == (
        "甲项目",
        ("甲公司",),
        ("某街道",),
        ("区工信局", "区住建局"),
    )
    e = row.elements
    assert (e["category"], e["investment_mode"], e["level"]) == (
        Category.INDUSTRY,
        InvestmentMode.ENTERPRISE,
        Level.DISTRICT,
    )
    assert e["total_investment"] == Decimal(189000)
    assert e["fund_sources"] == (FundSource("自筹", Decimal(189000)),)
    assert (e["start_on"], e["finish_on"]) == (date(2027, 1, 1), date(2028, 12, 31))
    assert (row.secret, row.faults) == (False, [])


def test_subtotals_titles_notes_and_blank_rows_are_left_out():
    read = table(
        ("一", "产业项目", None, None, None, None, None, Decimal("18.9")),
        GOOD,
        (None, "小计", None, None, None, None, None, Decimal("18.9")),
        (None,) * 11,
        ("二、生态项目（1个）", None),
        ("合计（2个）", None, None, None, None, None, None, Decimal("22.6")),
        ("注：总投资以批复为准", None),
    )
    assert [r.name for r in read.rows] == ["甲项目"]
    assert read.left_out == 5


def test_a_title_gives_its_category_to_the_rows_under_it():
    blank = (*GOOD[:5], None, *GOOD[6:])
    read = table(("一、产业项目",), blank, ("二、生态环保项目",), blank)
    assert [r.elements["category"] for r in read.rows] == [Category.INDUSTRY, Category.ECOLOGY]
    assert [f for r in read.rows for f in r.faults] == []


def test_everything_that_cannot_be_read_is_told_by_row_and_column():
    bad = (Decimal(1), "乙项目", None, None, None, "玄学", None, "约5亿", "自筹", "明年", "可能")
    (row,) = table(bad).rows
    assert {(f.row, f.column, f.code) for f in row.faults} == {
        (2, "C", "OWNER_MISSING"),
        (2, "F", "CELL_MALFORMED"),
        (2, "G", "INVESTMENT_MODE_MISSING"),
        (2, "H", "AMOUNT_MALFORMED"),
        (2, "I", "CELL_MALFORMED"),
        (2, "J", "CELL_MALFORMED"),
        (2, "K", "CELL_MALFORMED"),
    }
    assert row.unread >= {
        "ownerId",
        "category",
        "investmentMode",
        "totalInvestment",
        "fundSources",
        "startOn",
        "secret",
    }


def test_an_amount_without_any_unit_is_not_guessed():
    sheet = Sheet("表", (("项目名称", "项目业主", "总投资"), ("甲", "乙", Decimal(5)), ("丙", "丁", "5亿元")))
    faulty, told = read_rows(sheet, find_layout(sheet)).rows
    assert "MONEY_UNIT_UNKNOWN" in [f.code for f in faulty.faults]
    assert told.elements["total_investment"] == Decimal(50000)


def test_sources_in_columns_of_their_own_are_read_and_blank_ones_left_out():
    sheet = Sheet(
        "表",
        (
            ("项目名称", "项目业主", "总投资（万元）", "资金来源（万元）", "资金来源（万元）", "资金来源（万元）"),
            ("项目名称", "项目业主", "总投资（万元）", "财政", "贷款", "专项债"),
            ("甲", "乙", Decimal(300), Decimal(100), None, Decimal(200)),
        ),
    )
    (row,) = read_rows(sheet, find_layout(sheet)).rows
    assert row.elements["fund_sources"] == (FundSource("财政", Decimal(100)), FundSource("专项债", Decimal(200)))


CELL = st.one_of(
    st.none(), st.booleans(), st.text(max_size=12), st.dates(), st.decimals(allow_nan=False, allow_infinity=False)
)


@given(st.lists(st.lists(CELL, min_size=11, max_size=11).map(tuple), max_size=3))
@settings(max_examples=60, deadline=None)
def test_whatever_stands_in_the_cells_every_row_is_a_project_or_left_out(rows):
    read = table(*rows)
    assert len(read.rows) + read.left_out <= len(rows)
