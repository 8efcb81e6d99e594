"""Issues of a sheet are put on the ledger; words of an issue are corrected on record (第十条)."""

from __future__ import annotations

import base64
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import person
from tests.schedule.ledger.desk import MONDAY, desk
from tests.schedule.life import codes, organization

RESULT = "results { line title outcome number faults { code field } } taken same faulty"
HEADING = ("项目名称", "问题标题", "具体情况", "问题类别", "程度", "责任单位", "责任人", "办理时限（工作日）")


def sheet(*rows: Any, heading: Any = HEADING) -> str:
    book = Workbook()
    book.active.append(["示例区重点项目问题台账"])
    book.active.append(list(heading))
    for row in rows:
        book.active.append(list(row))
    written = BytesIO()
    book.save(written)
    return base64.b64encode(written.getvalue()).decode()


async def take(at, content, as_=None, on=MONDAY, **changes: Any) -> dict[str, Any]:
    given = {"fileName": "台账.xlsx", "contentBase64": content, "dryRun": False} | changes
    return await at.api.do("importIssues", "ImportIssuesInput", RESULT, as_ or at.service, on, **given)


def outcomes(done: dict[str, Any]) -> list[Any]:
    return [(r["line"], r["outcome"], [f["code"] for f in r["faults"]]) for r in done["results"]]


async def with_names(api):
    """A desk whose project and land unit have names of their own."""
    at = await desk(api)
    project, land = f"示例导入项目{at.life.project}"[:40], f"示例自然资源分局{str(at.life.land_unit)[-8:]}"
    told = {"projectId": str(at.life.project), "version": 9, "name": project, "ownerId": str(at.life.owner_unit)}
    parties = {
        "townId": str(at.life.town_unit),
        "industryAuthorityId": None,
        "level": "DISTRICT",
        "category": "INDUSTRY",
    }
    await api.consume("zhongdian.reserve.project.changed.v1", told | parties | {"division": "430211"})
    unit = organization(at.life.land_unit, name=land, version=9)
    await api.consume("zhongdian.reserve.organization.changed.v1", unit)
    return at, project, land


async def test_a_dry_run_says_what_would_become_of_each_line_and_keeps_nothing(api):
    at, project, land = await with_names(api)
    content = sheet(
        (project, "用地指标缺口", "尚缺60亩", "土地指标", "堵点", land, "示例责任人", 5),
        (project, "开工手续", "施工许可待办", "前期手续", "难点", None, None, None),
        ("没有的项目", "标题", "情况", "天气", "很难", "没有的单位", None, "许多"),
        (None, None, None, None, None, None, None, None),
    )
    before = await at.listed()
    tried = await take(at, content, dryRun=True)
    assert tried["userErrors"] == []
    unknown = ["ISSUE_KIND_UNKNOWN", "SEVERITY_UNKNOWN", "DAYS_INVALID", "PROJECT_UNKNOWN", "UNIT_UNKNOWN"]
    assert [(line, outcome, sorted(found)) for line, outcome, found in outcomes(tried)] == [
        (3, "TAKEN", []),
        (4, "TAKEN", []),
        (5, "FAULTY", sorted(unknown)),
    ]
    assert (tried["taken"], tried["same"], tried["faulty"]) == (2, 0, 1)
    assert {r["number"] for r in tried["results"]} == {None}
    assert await at.listed() == before
    refused = await take(at, content)
    assert {e["field"] for e in refused["userErrors"]} == {"line.5"}
    assert await at.listed() == before  # one fault, and nothing is taken
    done = await take(at, content, goodOnly=True)
    assert [r["outcome"] for r in done["results"]] == ["TAKEN", "TAKEN", "FAULTY"]
    numbers = [r["number"] for r in done["results"][:2]]
    assert sorted(await at.listed()) == sorted(numbers)
    handed = {n["number"]: n for n in await shown(at)}
    assert [handed[n]["state"] for n in numbers] == ["ASSIGNED", "RAISED"]
    assert handed[numbers[0]]["dueOn"] == "2027-03-08"
    assert handed[numbers[0]]["responsibleUnit"] == {"id": str(at.life.land_unit)}


async def shown(at):
    query = """query($f: IssueFilter) { issues(filter: $f, first: 50) { edges { node {
      number state title dueOn responsibleUnit { id } } } } }"""
    given = {"projectId": str(at.life.project)}
    return [e["node"] for e in (await at.api(query, {"f": given}, as_=at.service, on=MONDAY))["issues"]["edges"]]


async def test_what_is_on_the_ledger_already_is_not_taken_twice(api):
    at, project, _ = await with_names(api)
    row = (project, "管线迁改", "通信管线未迁", "水电气讯等配套", "难点", None, None, None)
    assert outcomes(await take(at, sheet(row, row))) == [(3, "TAKEN", []), (4, "SAME", [])]
    assert outcomes(await take(at, sheet(row))) == [(3, "SAME", [])]
    spaced = (project, "  管线　　迁改（二） ", *row[2:])  # kept with one space
    assert outcomes(await take(at, sheet(spaced))) == [(3, "TAKEN", [])]
    assert outcomes(await take(at, sheet(spaced))) == [(3, "SAME", [])]
    assert len(await at.listed()) == 2


@pytest.mark.parametrize("days", ["1E+999999", "9" * 5000, "2.5", "-1", "五"])
async def test_days_that_are_no_whole_number_are_told_and_never_computed(api, days):
    at, project, land = await with_names(api)
    row = (project, "管线迁改", "通信管线未迁", "水电气讯等配套", "难点", land, "示例责任人", days)
    (line,) = outcomes(await take(at, sheet(row), dryRun=True))
    assert line == (3, "FAULTY", ["DAYS_INVALID"])


async def test_the_platforms_own_sheet_is_understood_and_changes_nothing(api):
    at, _, _ = await with_names(api)
    await at.assigned()
    await at.raised(title="另一问题")
    query = "query($f: IssueFilter) { exportIssues(filter: $f) { contentBase64 } }"
    given = {"f": {"projectId": str(at.life.project)}}
    exported = (await at.api(query, given, as_=at.service, on=MONDAY))["exportIssues"]["contentBase64"]
    assert load_workbook(BytesIO(base64.b64decode(exported)))
    again = await take(at, exported)
    assert (again["userErrors"], again["same"], again["taken"], again["faulty"]) == ([], 2, 0, 0)


async def test_what_is_no_ledger_is_refused_as_a_whole(api):
    at = await desk(api)
    assert codes(await take(at, base64.b64encode(b"nothing").decode())) == ["FILE_UNREADABLE"]
    assert codes(await take(at, sheet(("甲", "乙"), heading=("姓名", "电话")))) == ["HEADING_MISSING"]
    assert codes(await take(at, sheet())) == ["NUMBER_OF_LINES"]
    many = [(None, f"问题{n}", "情况", "其他", "难点", None, None, None) for n in range(1_001)]
    assert codes(await take(at, sheet(*many))) == ["NUMBER_OF_LINES"]
    for role in (Role.OWNER, Role.LAND, Role.INSPECTOR, Role.DISCIPLINE):
        with pytest.raises(Exception, match="FORBIDDEN"):
            await take(at, sheet(), as_=person(role, unit=new_id()))


async def correct(at, issue, as_, on=MONDAY, **given: Any) -> dict[str, Any]:
    return await at.step("correctIssue", issue, as_, on, **{"reason": "笔误"} | given)


async def test_words_are_corrected_by_who_raised_it_or_keeps_the_ledger_and_stay_in_the_history(api):
    at = await desk(api)
    issue = await at.assigned()
    done = (await correct(at, issue, at.owner, title="示例地块（二期）用地指标缺口"))["issue"]
    assert (done["version"], done["dueOn"], done["state"]) == (issue["version"] + 1, issue["dueOn"], "ASSIGNED")
    done = (await correct(at, done, at.service, description="尚缺指标约12亩"))["issue"]
    selection = "title description steps(first: 9) { edges { node { action reason changes { what before after } } } }"
    seen = await at.look(done, selection)
    assert (seen["title"], seen["description"]) == ("示例地块（二期）用地指标缺口", "尚缺指标约12亩")
    steps = [e["node"] for e in seen["steps"]["edges"] if e["node"]["action"] == "CORRECT"]
    assert sorted(c["what"] for s in steps for c in s["changes"]) == ["description", "title"]
    assert {"what": "title", "before": "示例地块用地指标缺口", "after": "示例地块（二期）用地指标缺口"} in [
        c for s in steps for c in s["changes"]
    ]
    assert done["number"] in await at.listed(search="二期")


async def test_words_are_not_corrected_by_others_nor_when_it_is_over_nor_without_a_reason(api):
    at = await desk(api)
    issue = await at.accepted()
    assert codes(await correct(at, issue, at.land, title="另一标题")) == ["NOT_YOURS_TO_DO"]
    assert codes(await correct(at, issue, at.owner)) == ["NOTHING_CHANGED"]
    assert codes(await correct(at, issue, at.owner, title="示例地块用地指标缺口")) == ["NOTHING_CHANGED"]
    assert set(codes(await correct(at, issue, at.owner, title="", description=" ", reason=""))) == {
        "TEXT_MISSING",
        "DESCRIPTION_MISSING",
        "REASON_MISSING",
    }
    assert codes(await correct(at, issue | {"version": 9}, at.owner, title="另一标题")) == ["VERSION_CONFLICT"]
    closed = await at.closed(title="将销号的问题")
    assert codes(await correct(at, closed, at.owner, title="另一标题")) == ["ISSUE_STATE"]


async def test_a_limit_may_be_given_as_its_last_day(api):
    at, project, land = await with_names(api)
    heading = (*HEADING[:-1], "完成时限")
    row = (project, "临时用电", "外线未通", "水电气讯等配套", "堵点", land, None)
    done = await take(at, sheet((*row, date(2027, 3, 12)), heading=heading))
    assert outcomes(done) == [(3, "TAKEN", [])]
    assert [n["dueOn"] for n in await shown(at)] == ["2027-03-12"]
    past = await take(at, sheet((project, "另一用电", *row[2:], date(2027, 2, 1)), heading=heading), dryRun=True)
    assert outcomes(past) == [(3, "FAULTY", ["LIMIT_INVALID"])]
    wrong = await take(at, sheet((project, "另一用电", *row[2:], "三月底"), heading=heading), dryRun=True)
    assert outcomes(wrong) == [(3, "FAULTY", ["DAY_INVALID"])]
