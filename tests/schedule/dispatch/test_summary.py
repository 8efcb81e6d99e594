"""第十条（年度总结）through the endpoint: each target of the year against what was done, every gap with its reason."""

from __future__ import annotations

import base64
from datetime import date
from io import BytesIO

import docx
import pytest

from tests.schedule.dispatch.meeting import service
from tests.schedule.dispatch.publishing import PAPER, draft, on_bulletin, reporting, value
from tests.schedule.life import codes

DECEMBER = date(2027, 12, 28)


@pytest.fixture(scope="module")
async def year(api):
    """A town whose project has missed its year, one whose project has met it."""
    behind = await reporting(api, {1: "50000"}, projectName="示例滞后项目")
    met = await reporting(api, {1: "80000"}, projectName="示例达标项目")
    await behind.plan(on=date(2027, 1, 11))
    done = await draft(behind, DECEMBER, month=None)
    assert codes(done) == []
    return behind, met, done["dispatchBulletin"]


async def test_every_gap_asks_for_its_reason_in_all_and_by_unit(year):
    behind, met, of = year
    assert (await value(behind, of, "ANNUAL"), await value(behind, of, "VERIFIED")) == (160000, 130000)
    asked = {p["code"]: p["heading"] for p in of["parts"] if p["code"].startswith("GAP:")}
    assert "GAP:VERIFIED" in asked
    assert f"GAP:TOWN:{behind.town_unit}" in asked
    assert "30000.00万元" in asked[f"GAP:TOWN:{behind.town_unit}"]
    assert f"GAP:TOWN:{met.town_unit}" not in asked
    assert f"GAP:UNIT:{behind.land_unit}" in asked  # its nodes were due


async def test_a_summary_is_sent_with_every_gap_explained_and_shows_the_reasons(api, year):
    behind, _, of = year
    refused = await on_bulletin(behind, "send", of, DECEMBER, number="示例总结〔2027〕1号")
    assert codes(refused) == ["GAP_REASON_MISSING"]
    written = [
        {"code": p["code"], "heading": p["heading"], "text": p["text"] or "土地指标落实较晚"} for p in of["parts"]
    ]
    shorter = [p for p in written if p["code"] != "GAP:VERIFIED"]
    without = (await on_bulletin(behind, "edit", of, DECEMBER, parts=shorter))["dispatchBulletin"]
    assert codes(await on_bulletin(behind, "send", without, DECEMBER, number="示例总结〔2027〕1号")) == [
        "GAP_REASON_MISSING"
    ]
    whole = (await on_bulletin(behind, "edit", without, DECEMBER, parts=written))["dispatchBulletin"]
    again = (await on_bulletin(behind, "refresh", whole, DECEMBER))["dispatchBulletin"]
    assert [p["text"] for p in again["parts"]] == [p["text"] for p in written]  # what was written stays
    sent = await on_bulletin(behind, "send", again, DECEMBER, number="示例总结〔2027〕1号")
    assert codes(sent) == []
    file = (await api(PAPER, {"i": of["id"], "f": "DOCX"}, as_=service(behind), on=DECEMBER))["bulletinPaper"]
    tables = docx.Document(BytesIO(base64.b64decode(file["contentBase64"]))).tables
    (row,) = [
        [c.text for c in line.cells]
        for line in tables[0].rows
        if line.cells[1].text == "年度投资" and line.cells[0].text == "全区"
    ]
    assert row == ["全区", "年度投资", "万元", "160000.00", "130000.00", "30000.00", "土地指标落实较晚"]
    told = [e["data"]["kind"] for e in await api.events("zhongdian.schedule.bulletin.sent.v1")]
    assert told == ["ANNUAL"]
