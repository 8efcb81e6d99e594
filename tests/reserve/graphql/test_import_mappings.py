from __future__ import annotations

import asyncio
import base64
from typing import Any

import pytest

from tests.reserve.importing import HEADING, MAPPING, faults, project_row, started, workbook, worked_off
from tests.reserve.life import INVESTMENT, codes

OTHER = ("序号", "项目名称", "谁来建", "项目类别", "投资模式", "盘子（万元）", "资金来源（万元）")
MAPPINGS = f"query($ended: Boolean!) {{ headingMappings(ended: $ended, first: 50) {{ edges {{ node {{ {MAPPING[10:-2]} }} }} }} }}"


async def remembered(reserve: Any, heading: str, element: str, *, as_: Any = INVESTMENT) -> dict[str, Any]:
    given = {"subject": "PROJECTS", "heading": heading, "element": element}
    return await reserve.done("rememberMapping", MAPPING, as_, **given)


async def mappings(reserve: Any, *, as_: Any = INVESTMENT, ended: bool = False) -> list[dict[str, Any]]:
    found = await reserve.api(MAPPINGS, {"ended": ended}, as_=as_)
    return [e["node"] for e in found["headingMappings"]["edges"]]


async def test_a_heading_that_was_explained_once_is_understood_in_later_files_of_that_sender(reserve):
    content = workbook(project_row(1, "对应关系项目"), heading=OTHER)
    before = await worked_off(reserve, await started(reserve, content, as_=reserve.town))
    assert [n for n in before["notes"] if "未识别" in n] == [
        "工作表“项目表”C列“谁来建”未识别，未导入",
        "工作表“项目表”F列“盘子（万元）”未识别，未导入",
    ]
    for heading, element in ((" 谁来建 ", "OWNER"), ("盘子", "TOTAL")):
        await remembered(reserve, heading, element, as_=reserve.town)
    after = await worked_off(reserve, await started(reserve, content, as_=reserve.town))
    assert (after["registered"], faults(after)) == (1, [])
    assert after["notes"] == [
        "工作表“项目表”C列“谁来建”按贵单位的对应关系识别为项目业主",
        "工作表“项目表”F列“盘子（万元）”按贵单位的对应关系识别为总投资",
    ]
    others = await worked_off(reserve, await started(reserve, content, as_=reserve.authority))
    assert others["registered"] == 0
    assert {m["heading"] for m in await mappings(reserve, as_=reserve.town)} == {"谁来建", "盘子"}
    assert await mappings(reserve, as_=reserve.owner) == []


async def test_a_heading_is_explained_for_one_file_alone(reserve):
    content = workbook(project_row(1, "一次对应项目"), heading=OTHER)
    meaning = [{"heading": "谁来建", "element": "OWNER"}, {"heading": "盘子（万元）", "element": "TOTAL"}]
    run = await worked_off(reserve, await started(reserve, content, mapping=meaning))
    assert (run["registered"], faults(run)) == (1, [])
    assert (await worked_off(reserve, await started(reserve, content)))["registered"] == 0


async def test_what_a_heading_would_have_meant_is_told(reserve):
    heading = (*HEADING[:2], "牵头单位", *HEADING[3:])
    content = workbook(project_row(1, "改义项目"), heading=heading)
    meaning = [{"heading": "牵头单位", "element": "OWNER"}]
    run = await worked_off(reserve, await started(reserve, content, mapping=meaning))
    assert run["registered"] == 1
    assert run["notes"] == ["工作表“项目表”C列“牵头单位”按贵单位的对应关系识别为项目业主（原识别为行业主管部门）"]


async def test_a_mapping_is_replaced_and_forgotten_and_stays_on_record(reserve):
    first = await remembered(reserve, "列甲", "SCALE")
    assert codes(await refused(reserve, "列甲", "SCALE")) == ["NOTHING_CHANGED"]
    second = await remembered(reserve, "列甲", "CONTENT")
    assert [(m["id"], m["element"]) for m in await mappings(reserve) if m["heading"] == "列甲"] == [
        (second["id"], "CONTENT")
    ]
    done = await reserve.done("forgetMapping", MAPPING, INVESTMENT, mappingId=second["id"])
    assert done["endedAt"] is not None
    ended = [(m["id"], m["element"]) for m in await mappings(reserve, ended=True) if m["heading"] == "列甲"]
    assert ended == [(second["id"], "CONTENT"), (first["id"], "SCALE")]
    again = await reserve.refused("forgetMapping", MAPPING, INVESTMENT, mappingId=second["id"])
    assert codes(again) == ["MAPPING_ENDED"]


async def refused(reserve: Any, heading: str, element: str, *, as_: Any = INVESTMENT) -> list[dict[str, Any]]:
    given = {"subject": "PROJECTS", "heading": heading, "element": element}
    return await reserve.refused("rememberMapping", MAPPING, as_, **given)


@pytest.mark.parametrize(
    ("heading", "element", "code"),
    [
        ("", "SCALE", "HEADING_INVALID"),
        ("字" * 101, "SCALE", "HEADING_INVALID"),
        ("列\u200b乙", "SCALE", "HEADING_INVALID"),
        ("渠道", "CHANNEL", "ELEMENT_NOT_IN_SHEET"),
    ],
)
async def test_what_is_no_heading_is_not_remembered(reserve, heading, element, code):
    assert code in codes(await refused(reserve, heading, element))


async def test_the_longest_heading_is_remembered(reserve):
    assert (await remembered(reserve, "字" * 100, "SCALE"))["heading"] == "字" * 100


async def test_one_unit_does_not_forget_what_another_has_told(reserve):
    made = await remembered(reserve, "列丙", "SCALE", as_=reserve.authority)
    told = await reserve.refused("forgetMapping", MAPPING, reserve.town, mappingId=made["id"])
    assert codes(told) == ["MAPPING_UNKNOWN"]


async def test_two_people_explaining_a_heading_at_once_leave_one_meaning(reserve):
    given = {"subject": "PROJECTS", "heading": "列丁"}
    done = await asyncio.gather(
        *(
            reserve.do("rememberMapping", MAPPING, INVESTMENT, **given, element=element)
            for element in ("SCALE", "CONTENT")
        )
    )
    assert any(not d["userErrors"] for d in done)
    assert len([m for m in await mappings(reserve) if m["heading"] == "列丁"]) == 1


async def test_small_files_follow_what_was_remembered_too(reserve):
    await remembered(reserve, "谁来建", "OWNER")
    await remembered(reserve, "盘子", "TOTAL")
    content = workbook(project_row(1, "小表对应项目"), heading=OTHER)
    report = "report { registered notes faults { code } }"
    given = {"fileName": "小表.xlsx", "contentBase64": base64.b64encode(content).decode()}
    done = await reserve.done("importProjects", report, INVESTMENT, **given)
    assert done["registered"] == 1
    assert len(done["notes"]) == 2
