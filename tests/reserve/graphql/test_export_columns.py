from __future__ import annotations

import base64
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from services.law.document import heading_depth
from services.reserve.domain.documents.library import COLUMNS, library_table
from services.reserve.domain.documents.library_columns import ProjectColumn, narrowed, places
from services.reserve.usecases.documents import library_file
from tests.reserve.life import INVESTMENT, TODAY, Reserve

EXPORT = """query($filter: ProjectFilter, $sort: ProjectSort, $search: String, $columns: [ProjectColumn!], $grouped: Boolean! = true) {
  exportProjects(filter: $filter, sort: $sort, search: $search, columns: $columns, grouped: $grouped) { fileName contentBase64 } }"""
LIST = """query($filter: ProjectFilter, $sort: ProjectSort, $search: String) {
  projects(filter: $filter, sort: $sort, search: $search, first: 100) { edges { node { name } } } }"""


async def sheet(reserve: Reserve, **asked: Any) -> list[tuple[Any, ...]]:
    """Export; give all rows from the heading on."""
    file = (await reserve.api(EXPORT, asked, as_=INVESTMENT, on=TODAY))["exportProjects"]
    book = load_workbook(BytesIO(base64.b64decode(file["contentBase64"])))
    return list(book.active.iter_rows(min_row=3, values_only=True))


@pytest.fixture(scope="module")
async def four(reserve: Reserve) -> Reserve:
    """Four projects whose order by investment runs across the categories."""
    for n, category in enumerate(("SOCIAL", "INDUSTRY", "SOCIAL", "INDUSTRY")):
        total = {"totalInvestment": str(100 * (n + 1)), "fundSources": []}
        await reserve.project(name=f"所见{n}项目", category=category, **total)
    return reserve


async def test_the_file_has_the_chosen_columns_in_their_order(four):
    rows = await sheet(four, search="所见", columns=["TOTAL_INVESTMENT", "TOWN"])
    heading = next(r for r in rows if r[0] == "序号")
    assert heading[:2] == ("序号", "项目名称")
    assert [r[:4] for r in rows[3:]] == [
        (None, "总计（4个）", 1000, None),
        ("一", "产业项目（2个）", 600, None),
        (1, "所见1项目", 200, "某某街道办事处"),
        (2, "所见3项目", 400, "某某街道办事处"),
        ("二", "社会民生项目（2个）", 400, None),
        (3, "所见0项目", 100, "某某街道办事处"),
        (4, "所见2项目", 300, "某某街道办事处"),
    ]
    assert {len(r) for r in rows} == {4}


@pytest.mark.parametrize("field", ["NAME", "TOTAL_INVESTMENT", "CHANGED_AT"])
@pytest.mark.parametrize("direction", ["ASC", "DESC"])
async def test_without_groups_the_file_is_in_the_order_of_the_list(four, field, direction):
    asked = {"search": "所见", "sort": {"field": field, "direction": direction}}
    listed = (await four.api(LIST, asked, as_=INVESTMENT))["projects"]["edges"]
    rows = await sheet(four, **asked, columns=["NAME"], grouped=False)
    assert [r[:2] for r in rows[1:]] == [
        (None, "总计（4个）"),
        *((n, e["node"]["name"]) for n, e in enumerate(listed, start=1)),
    ]


async def test_the_search_of_the_file_is_that_of_the_list(four):
    rows = await sheet(four, search="sj2xm", columns=["NAME"], grouped=False)
    assert [r[1] for r in rows[1:]] == ["总计（1个）", "所见2项目"]


async def test_batches_follow_each_other_without_groups_too(four, monkeypatch):
    monkeypatch.setattr(library_file, "BATCH", 2)
    rows = await sheet(four, search="所见", columns=["NAME"], grouped=False)
    assert [r[0] for r in rows[1:]] == [None, 1, 2, 3, 4]


async def test_an_empty_list_of_columns_is_all_of_them(four):
    assert await sheet(four, search="所见", columns=[]) == await sheet(four, search="所见")


async def test_a_column_that_is_none_is_refused(four):
    answer = await four.api.raw(EXPORT, {"columns": ["WEATHER"]}, as_=INVESTMENT)
    assert answer["errors"][0]["extensions"]["code"] == "BAD_INPUT"


def test_every_column_of_the_sheet_has_a_name_and_stands_where_the_sheet_has_it():
    names = [c.heading[-1] for c in COLUMNS]
    assert len(ProjectColumn) == len(COLUMNS) - 1
    for column, name in (
        (ProjectColumn.NAME, "项目名称"),
        (ProjectColumn.TOWN, "所属镇（街道）"),
        (ProjectColumn.PROJECT_CODE, "项目代码"),
        (ProjectColumn.SECRET, "是否涉密"),
        (ProjectColumn.TOTAL_INVESTMENT, "总投资"),
        (ProjectColumn.CONTENT, "建设内容"),
        (ProjectColumn.FINISH_ON, "完工时间"),
        (ProjectColumn.COORDINATE_SYSTEM, "坐标系"),
    ):
        chosen = places([column])
        assert chosen is not None
        assert names[chosen[-1]] == name


def test_a_column_that_is_named_twice_is_there_once():
    assert places([ProjectColumn.TOWN, ProjectColumn.NAME, ProjectColumn.TOWN]) == (0, 1, 3)
    assert places(None) is None
    assert heading_depth(narrowed(library_table(TODAY), (0, 1)).columns) == 1
