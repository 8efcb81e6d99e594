"""A list as an Excel file: title, unit, heading rows, parts with subtotals, page setup (A7)."""

from __future__ import annotations

import base64
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from services.chassis.clock import new_id
from services.chassis.digest import sm3
from services.law.parties import Role
from services.schedule.domain.lists.sheet import percent
from tests.harness.people import person
from tests.schedule.life import opened
from tests.schedule.listing import published, site, start

FILE = """query($kind: MonthlyListKind!, $quarter: Int, $month: Int) {
  listFile(kind: $kind, year: 2027, quarter: $quarter, month: $month) { fileName mediaType contentBase64 size sm3 } }"""


@pytest.fixture
async def api(service_api):
    return await service_api("schedule")


async def test_a_quarters_list_has_parts_with_subtotals_and_says_which_months_it_lacks(api):
    old, fresh = await opened(api, kind="CONTINUING", projectName="示例续建项目"), await site(api, date(2027, 1, 20))
    for life in (old, fresh):
        await life.set_task()
    await start(fresh, date(2027, 1, 20))
    await published(api, "UNDER_CONSTRUCTION", 1, date(2027, 1, 25))
    await published(api, "UNDER_CONSTRUCTION", 2, date(2027, 2, 20))
    report = (await old.report(doneInvestment="6000"))["progressReport"]
    await old.judge("verify", report)
    by = person(Role.OWNER, unit=new_id())
    answer = await api(FILE, {"kind": "UNDER_CONSTRUCTION", "quarter": 1}, as_=old.authority, on=date(2027, 4, 2))
    made = answer["listFile"]
    content = base64.b64decode(made["contentBase64"])
    assert (made["fileName"], made["sm3"], made["size"]) == (
        "2027年一季度重点项目在建项目清单.xlsx",
        sm3(content),
        len(content),
    )
    sheet = load_workbook(BytesIO(content)).active
    rows = [[c for c in row if c is not None] for row in sheet.iter_rows(values_only=True)]
    assert rows[0] == ["2027年一季度重点项目在建项目清单"]
    assert rows[1] == ["单位：万元　统计日期：2027-04-02　（3月清单未发布）"]
    assert rows[2][:3] == ["序号", "项目名称", "责任主体"]
    assert "总投资（万元）" in rows[3]
    assert rows[4][0] == "合计（2个）"
    assert (rows[4][-2], rows[4][-1]) == ("计划2个，完成0个（0.0%）", "结转0个，未完成2个")
    assert rows[5][0] == "一、续建项目（1个）"
    assert rows[6][:2] == [1, "示例续建项目"]
    assert {12000, 6000} <= set(rows[6])
    assert "1月、2月" in rows[6]
    assert "期满未完成" in rows[6]
    assert rows[7][0] == "二、新建项目（1个）"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$3:$4"
    own = (await api(FILE, {"kind": "UNDER_CONSTRUCTION", "month": 1}, as_=by, on=date(2027, 4, 2)))["listFile"]
    assert own["fileName"] == "2027年1月重点项目在建项目清单.xlsx"


async def test_a_span_that_is_none_is_said_so(api):
    for variables in ({"quarter": 5}, {"month": 13}, {"quarter": 1, "month": 2}):
        answer = await api.raw(FILE, {"kind": "TO_START", **variables}, as_=person(Role.LEADER))
        assert answer["errors"][0]["extensions"]["code"] == "BAD_INPUT"


def test_a_share_is_rounded_half_up():
    assert (percent(1, 8), percent(1, 16), percent(0, 3), percent(3, 0)) == (
        Decimal("12.5"),
        Decimal("6.3"),
        Decimal("0.0"),
        None,
    )
