from __future__ import annotations

import base64
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from services.law.parties import Role
from tests.reserve.filing import Season
from tests.reserve.importing import ITEMS, faults, started, workbook, worked_off
from tests.reserve.life import INVESTMENT, PLAN, codes, of

OWNER = "松井新材料科技有限公司"
LISTED = """query($id: UUID!) { plan(id: $id) { id version status items(first: 50) { edges { node {
    kind annualInvestment basis assessment project { name } exception { reason approver } } } } } }"""
FILED = """query($y: Int!) { applications(filter: { year: $y }, first: 50) { edges { node {
    id version status kind annualInvestment statement channel project { name } } } } }"""
DOCUMENT = "query($id: UUID!) { planDocument(planId: $id, format: XLSX) { contentBase64 } }"


async def draft(reserve: Any, year: int) -> dict[str, Any]:
    return await reserve.done("draftPlan", PLAN, INVESTMENT, on=date(year - 1, 12, 1), year=year)


async def listed(reserve: Any, plan: dict[str, Any]) -> tuple[int, list[tuple[Any, ...]]]:
    found = (await reserve.api(LISTED, {"id": plan["id"]}, as_=INVESTMENT))["plan"]
    nodes = [e["node"] for e in found["items"]["edges"]]
    rows = [
        (
            n["project"]["name"],
            n["kind"],
            float(n["annualInvestment"]),
            n["basis"],
            n["assessment"],
            n["exception"],
        )
        for n in nodes
    ]
    return found["version"], sorted(rows, key=str)


async def items(reserve: Any, plan: dict[str, Any], content: bytes, **values: Any) -> dict[str, Any]:
    given = {"subject": "PLAN_ITEMS", "planId": plan["id"], "planVersion": plan["version"], "dryRun": False}
    return await worked_off(reserve, await started(reserve, content, **given | values))


@pytest.fixture(scope="module")
async def ready(reserve: Any) -> Any:
    """Give a year's draft, with projects of the one-year library and one that is in none."""
    for name in ("计划导入甲", "计划导入乙", "计划导入丙"):
        await reserve.ready(name)
    await reserve.project(name="计划导入无库")
    return reserve


async def test_items_of_a_sheet_are_listed_as_by_hand(ready):
    plan = await draft(ready, 2027)
    content = workbook(
        [1, "计划导入甲", OWNER, "新开工", 80000],
        [2, "计划导入乙", OWNER, "新开工", "1.5亿元"],
        [None, "小计", None, None, 95000],
        heading=ITEMS,
    )
    looked = await items(ready, plan, content, dryRun=True)
    assert (looked["state"], looked["registered"], looked["faultCount"], looked["leftOut"]) == ("DONE", 2, 0, 1)
    assert (await listed(ready, plan)) == (plan["version"], [])
    done = await items(ready, plan, content)
    assert (done["state"], done["registered"]) == ("DONE", 2)
    version, rows = await listed(ready, plan)
    assert version == plan["version"] + 2
    assert [(r[0], r[1], r[2]) for r in rows] == [
        ("计划导入乙", "NEW_START", 15000.0),
        ("计划导入甲", "NEW_START", 80000.0),
    ]
    again = await items(ready, plan | {"version": version}, content)
    assert (again["state"], again["registered"], again["present"]) == ("DONE", 0, 2)
    assert (await listed(ready, plan))[0] == version


async def test_every_condition_of_an_item_is_told_by_its_row(ready):
    plan = await draft(ready, 2028)
    content = workbook(
        [1, "计划导入甲", OWNER, "新开工", 80000],
        [2, "计划导入无库", OWNER, "新开工", 80000],
        [3, "没有这个项目", OWNER, "新开工", 80000],
        [4, "计划导入乙", OWNER, "续建", 900000],
        [5, "计划导入丙", OWNER, "什么", "很多"],
        [6, "计划导入丙", OWNER, None, None],
        [7, "计划导入甲", OWNER, "新开工", 80000],
        heading=ITEMS,
    )
    looked = await items(ready, plan, content, dryRun=True)
    assert sorted(faults(looked)) == [
        (3, "B", "PROJECT_IN_NO_LIBRARY"),
        (4, "B", "PROJECT_UNKNOWN"),
        (5, "D", "KIND_DOES_NOT_FIT_LIBRARY"),
        (5, "E", "ANNUAL_EXCEEDS_TOTAL"),
        (6, "D", "CELL_MALFORMED"),
        (6, "E", "AMOUNT_MALFORMED"),
        (7, "B", "ROW_TWICE"),
        (7, "D", "KIND_MISSING"),
        (7, "E", "ANNUAL_MISSING"),
        (8, "B", "ROW_TWICE"),
    ]
    assert looked["registered"] == 1
    refused = await items(ready, plan, content)
    assert refused["state"] == "REFUSED"
    assert (await listed(ready, plan)) == (plan["version"], [])
    good = await items(ready, plan, content, mode="GOOD_ROWS")
    assert (good["state"], good["registered"], good["faulty"]) == ("DONE", 1, 6)
    assert [r[0] for r in (await listed(ready, plan))[1]] == ["计划导入甲"]


async def test_a_plan_that_has_changed_since_is_not_filled_unseen(ready):
    plan = await draft(ready, 2029)
    given = {"kind": "NEW_START", "annualInvestment": "80000"}
    project = await ready.api('{ projects(search: "计划导入甲") { edges { node { id } } } }', as_=INVESTMENT)
    found = project["projects"]["edges"][0]["node"]["id"]
    now = await ready.done("addPlanItem", PLAN, INVESTMENT, **of(plan), projectId=found, **given)
    content = workbook([1, "计划导入乙", OWNER, "新开工", 80000], [2, "计划导入甲", OWNER, "新开工", 1], heading=ITEMS)
    stale = await items(ready, plan, content)
    assert (stale["state"], {f[2] for f in faults(stale)}) == ("REFUSED", {"VERSION_CONFLICT"})
    fresh = await items(ready, now, content)
    assert (fresh["state"], faults(fresh)) == ("REFUSED", [(3, "E", "ENTRY_DIFFERS")])


async def test_what_a_plan_exports_is_imported_into_it_without_a_difference(ready):
    plan = await draft(ready, 2030)
    content = workbook(
        [1, "计划导入甲", OWNER, "新开工", 80000.5, None, None, None, None],
        [2, "计划导入乙", OWNER, "新开工", 1, "评估", "区域带动作用大，\n建议纳入", None, None],
        [3, "计划导入无库", OWNER, "前期", 0, None, None, "抢险救灾", "王区长"],
        heading=(*ITEMS, "列入依据", "评估意见", "未入库例外理由", "例外批准人"),
    )
    done = await items(ready, plan, content)
    assert (done["state"], done["registered"], faults(done)) == ("DONE", 3, [])
    version, rows = await listed(ready, plan)
    exported = (await ready.api(DOCUMENT, {"id": plan["id"]}, as_=INVESTMENT))["planDocument"]["contentBase64"]
    same = await items(ready, plan | {"version": version}, base64.b64decode(exported))
    assert (same["state"], same["registered"], same["present"], faults(same)) == ("DONE", 0, 3, [])
    assert (await listed(ready, plan)) == (version, rows)
    other = await draft(ready, 2031)
    taken = await items(ready, other, base64.b64decode(exported))
    assert (taken["state"], taken["registered"], faults(taken)) == ("DONE", 3, [])
    assert (await listed(ready, other))[1] == rows


async def test_projects_of_one_name_are_told_apart_by_their_owner_or_code(ready):
    unit = await ready.unit("另一家材料公司", "OWNER", Role.OWNER, number=61)
    await ready.ready("同名计划项目")
    await ready.done(
        "registerProject", "project { id }", INVESTMENT, **ready.elements(name="同名计划项目", ownerId=unit)
    )
    plan = await draft(ready, 2032)
    content = workbook([1, "同名计划项目", None, "新开工", 5], heading=ITEMS)
    assert faults(await items(ready, plan, content, dryRun=True)) == [(2, "B", "PROJECT_AMBIGUOUS")]
    content = workbook([1, "同名计划项目", OWNER, "新开工", 5], heading=ITEMS)
    assert (await items(ready, plan, content, dryRun=True))["registered"] == 1
    content = workbook([1, "同名计划项目", f"{OWNER}、另一家材料公司", "新开工", 5], heading=ITEMS)
    assert (await items(ready, plan, content, dryRun=True))["registered"] == 1
    content = workbook([1, "同名计划项目", "第三家公司", "新开工", 5], heading=ITEMS)
    assert faults(await items(ready, plan, content, dryRun=True)) == [(2, "B", "PROJECT_UNKNOWN")]


async def test_applications_of_a_sheet_are_begun_as_drafts(ready):
    heading = (*ITEMS[:3], "申报性质", "申报年度投资（亿元）", "申报理由")
    content = workbook(
        [1, "计划导入甲", OWNER, "新开工", 0.8, "拟新建"],
        [2, "计划导入乙", OWNER, "前期", 0, None],
        heading=heading,
    )
    given = {"subject": "APPLICATIONS", "year": 2027, "dryRun": False}
    looked = await worked_off(ready, await started(ready, content, **given | {"dryRun": True}))
    assert (looked["registered"], faults(looked)) == (2, [])
    found = await ready.api(FILED, {"y": 2027}, as_=INVESTMENT)
    assert found["applications"]["edges"] == []
    run = await started(ready, content, as_=ready.owner, **given)
    done = await worked_off(ready, run, as_=ready.owner)
    assert (done["state"], done["registered"]) == ("DONE", 2)
    nodes = [e["node"] for e in (await ready.api(FILED, {"y": 2027}, as_=INVESTMENT))["applications"]["edges"]]
    assert {
        (n["project"]["name"], n["status"], n["kind"], float(n["annualInvestment"]), n["statement"]) for n in nodes
    } == {
        ("计划导入甲", "DRAFT", "NEW_START", 8000.0, "拟新建"),
        ("计划导入乙", "DRAFT", "PRELIMINARY", 0.0, None),
    }
    again = await worked_off(ready, await started(ready, content, **given))
    assert (again["state"], again["registered"], again["present"]) == ("DONE", 0, 2)
    other = workbook([1, "计划导入甲", OWNER, "新开工", 0.7, "改小"], heading=heading)
    refused = await worked_off(ready, await started(ready, other, **given))
    assert faults(refused) == [(2, "E", "ENTRY_DIFFERS")]


async def test_an_owner_applies_for_its_own_projects_alone(ready):
    unit = await ready.unit("第四家材料公司", "OWNER", Role.OWNER, number=62)
    await ready.done("registerProject", "project { id }", INVESTMENT, **ready.elements(name="他人项目", ownerId=unit))
    content = workbook([1, "他人项目", "第四家材料公司", "新开工", 5], heading=ITEMS)
    given = {"subject": "APPLICATIONS", "year": 2027, "dryRun": False, "as_": ready.owner}
    run = await worked_off(ready, await started(ready, content, **given), as_=ready.owner)
    assert faults(run) == [(2, "B", "PROJECT_UNKNOWN")]
    by_authority = {"subject": "APPLICATIONS", "year": 2020, "dryRun": False}
    late = await worked_off(ready, await started(ready, content, **by_authority))
    assert faults(late) == [(2, "B", "APPLICATION_YEAR_INVALID")]


async def test_where_a_guide_is_published_an_item_needs_an_application_that_passed(ready):
    season = Season(ready, 2026)
    await season.published()
    plan = await draft(ready, 2026)
    content = workbook([1, "计划导入丙", OWNER, "新开工", 5], heading=ITEMS)
    looked = await items(ready, plan, content, dryRun=True)
    assert looked["faulty"] == 1
    told = {f[2] for f in faults(looked)}
    assert told
    by_hand = await ready.api('{ projects(search: "计划导入丙") { edges { node { id } } } }', as_=INVESTMENT)
    found = by_hand["projects"]["edges"][0]["node"]["id"]
    given = {"kind": "NEW_START", "annualInvestment": "5"}
    refused = await ready.refused("addPlanItem", PLAN, INVESTMENT, **of(plan), projectId=found, **given)
    assert told == set(codes(refused))


async def test_a_project_in_the_same_row_of_two_sheets_is_told_before_anything_is_written(ready):
    plan, book = await draft(ready, 2033), Workbook()
    for sheet in (book.active, book.create_sheet("第二批")):
        sheet.append(ITEMS)
        sheet.append([1, "计划导入甲", OWNER, "新开工", 80000])
    kept = BytesIO()
    book.save(kept)
    looked = await items(ready, plan, kept.getvalue(), dryRun=True)
    assert (looked["registered"], faults(looked)) == (1, [(2, "B", "ROW_TWICE")])
    (told,) = [e["node"] for e in looked["faults"]["edges"]]
    assert (told["sheet"], told["message"]) == ("第二批", "与工作表“Sheet”第2行是同一项目")
