from __future__ import annotations

from itertools import permutations

import pytest

from services.law.grid import Sheet
from services.reserve.domain.sheets.headings import Column, MoneyUnit, find_layout


def sheet(*rows: tuple[object, ...]) -> Sheet:
    return Sheet("表", tuple(rows))


TITLE = ("2027年重点项目储备表", "2027年重点项目储备表", "2027年重点项目储备表", "2027年重点项目储备表")
HEADING = ("序号", "项目名称", "建设单位", "总投资（万元）")


@pytest.mark.parametrize(
    "above",
    [(), (TITLE,), ((None,) * 4,), (TITLE, (None,) * 4), (("附件1",), TITLE, ("填报单位：", None, None, "2026年11月"))],
)
def test_the_heading_is_found_under_a_title_that_may_be_blank(above):
    layout = find_layout(sheet(*above, HEADING, (1, "甲", "乙", 3)))
    assert layout.first_data_row == len(above) + 2
    assert {c: a.index for c, a in layout.columns.items()} == {
        Column.SERIAL: 0,
        Column.NAME: 1,
        Column.OWNER: 2,
        Column.TOTAL: 3,
    }


@pytest.mark.parametrize("order", list(permutations(HEADING)))
def test_the_columns_come_in_any_order(order):
    layout = find_layout(sheet(order))
    assert [order[layout.columns[c].index] for c in (Column.SERIAL, Column.NAME, Column.OWNER, Column.TOTAL)] == list(
        HEADING
    )


@pytest.mark.parametrize(
    ("wording", "column"),
    [
        ("建设项目名称", Column.NAME),
        (" 项目 \n 名称 ", Column.NAME),
        ("*项目名称", Column.NAME),
        ("项目业主（单位）", Column.OWNER),
        ("业主单位", Column.OWNER),
        ("建设单位（盖章）", Column.OWNER),
        ("项目（业主）单位", Column.OWNER),
        ("总投资 单位：亿元", Column.TOTAL),
        ("所属镇（街道）", Column.TOWN),
        ("所在镇街", Column.TOWN),
        ("牵头责任单位", Column.AUTHORITY),
        ("项目类别（产业/基础设施/社会民生/生态环保）", Column.CATEGORY),
        ("建设内容及规模", Column.CONTENT),
        ("建设性质", Column.CONSTRUCTION_MODE),
        ("计划竣工时间", Column.FINISH),
        ("建设起止年限", Column.PERIOD),
        ("是否涉密", Column.CONFIDENTIAL),
        ("经度", Column.LONGITUDE),
        ("年度计划投资（万元）", Column.IGNORED),
    ],
)
def test_a_column_is_known_by_many_wordings(wording, column):
    layout = find_layout(sheet(("项目名称" if column is not Column.NAME else "序号", "级别", "审批方式", wording)))
    assert layout.columns[column].index == 3


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("总投资（万元）", MoneyUnit.WAN),
        ("总投资（亿元）", MoneyUnit.YI),
        ("总投资(元)", MoneyUnit.YUAN),
        ("总投资", None),
    ],
)
def test_the_heading_names_the_unit_of_money(heading, unit):
    layout = find_layout(sheet(("项目名称", "建设单位", heading)))
    assert layout.columns[Column.TOTAL].unit == unit


def test_the_unit_may_stand_above_the_table_and_the_heading_overrules_it():
    layout = find_layout(sheet((None, None, "单位：亿元"), ("项目名称", "总投资", "年度投资（万元）", "建设单位")))
    assert layout.columns[Column.TOTAL].unit is MoneyUnit.YI
    assert layout.columns[Column.IGNORED].unit is MoneyUnit.WAN


def test_three_rows_of_merged_headings_are_read_from_top_to_bottom():
    rows = (
        ("序号", "项目基本情况", "项目基本情况", "投资情况", "投资情况", "投资情况", "建设时序", "建设时序"),
        (
            "序号",
            "项目名称",
            "项目业主",
            "总投资（万元）",
            "资金来源（万元）",
            "资金来源（万元）",
            "开工时间",
            "竣工时间",
        ),
        ("序号", "项目名称", "项目业主", "总投资（万元）", "财政资金", "银行贷款", "开工时间", "竣工时间"),
    )
    layout = find_layout(sheet(*rows, (1, "甲", "乙", 3, 1, 2, "2027", "2028")))
    assert layout.first_data_row == 4
    assert [(f.heading, f.unit) for f in layout.funds] == [("财政资金", MoneyUnit.WAN), ("银行贷款", MoneyUnit.WAN)]
    assert layout.columns[Column.START].index == 6
    assert layout.unknown == ()


def test_a_heading_split_over_two_rows_is_understood_as_one():
    rows = (("项目名称", "建设单位", "建设", "建设"), ("项目名称", "建设单位", "规模", "内容"))
    layout = find_layout(sheet(*rows))
    assert (layout.columns[Column.SCALE].index, layout.columns[Column.CONTENT].index) == (2, 3)


def test_columns_that_are_not_known_or_come_twice_are_named():
    layout = find_layout(sheet(("项目名称", "建设单位", "总投资（万元）", "吉祥物", "项目名称")))
    assert [a.heading for a in layout.unknown] == ["吉祥物"]
    assert [a.index for a in layout.twice] == [4]


@pytest.mark.parametrize("rows", [((),), ((None,),), (("通讯录", "电话"),), (("项目名称", "备注"),), ((1, 2, 3),)])
def test_what_is_no_table_of_projects_has_no_heading(rows):
    assert find_layout(sheet(*rows)) is None


def test_an_empty_sheet_has_no_heading():
    assert find_layout(Sheet("空", ())) is None
