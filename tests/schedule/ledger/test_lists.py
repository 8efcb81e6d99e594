"""Who sees which issues, and the ledger listed, searched, counted, exported and followed (第十条)."""

from __future__ import annotations

import base64
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from graphql import parse
from openpyxl import load_workbook

from services.chassis.clock import new_id
from services.chassis.identity import Actor
from services.chassis.reads.plans import Document
from services.law.parties import Role
from services.schedule.graphql.schema import schema
from tests.harness.api import Refused
from tests.harness.people import person
from tests.schedule.ledger.desk import MONDAY, Desk, desk


@pytest.fixture(scope="module")
async def at(api) -> Desk:
    return await desk(api)


@pytest.fixture(scope="module")
async def issues(at) -> dict[str, dict[str, Any]]:
    """One issue of each standing; those handed out later are due later."""
    found = {"raised": await at.raised(title="原材料行情波动", kind="MARKET", severity="DIFFICULTY")}
    found["working"] = await at.accepted()
    reported = await at.accepted(on=date(2027, 3, 2), title="临时用电 50%_未落实", kind="UTILITIES")
    found["reported"] = await at.reported(reported, date(2027, 3, 2))
    found["closed"] = await at.closed(on=date(2027, 3, 3))
    late = await at.reported(await at.accepted(on=date(2027, 3, 4)), date(2027, 3, 17))
    found["late"] = await at.done("verifyIssue", late, at.service, date(2027, 3, 18))
    return found


def numbers(issues: dict[str, dict[str, Any]], *names: str) -> list[str]:
    return [issues[name]["number"] for name in names]


async def test_the_nearest_limit_comes_first_and_what_is_not_handed_out_last(at, issues):
    assert await at.listed() == numbers(issues, "working", "reported", "closed", "late", "raised")


@pytest.mark.parametrize(
    ("filter", "names"),
    [
        ({"open": True}, ["working", "reported", "raised"]),
        ({"open": False}, ["closed", "late"]),
        ({"states": ["CLOSED", "RAISED"]}, ["closed", "late", "raised"]),
        ({"states": ["REPORTED_DONE"]}, ["reported"]),
        ({"kind": "MARKET"}, ["raised"]),
        ({"severity": "DIFFICULTY"}, ["raised"]),
        ({"layer": "DEPARTMENT", "open": True}, ["working", "reported"]),
        ({"overdue": True}, ["working"]),
        ({"overdue": False, "open": True}, ["reported", "raised"]),
        ({"supervised": True}, []),
        ({"toVerify": True}, ["reported"]),
        ({"toVerify": False, "open": True}, ["working", "raised"]),
        ({"raisedFrom": "2027-03-02", "raisedUntil": "2027-03-03"}, ["reported", "closed"]),
        ({"dueUntil": "2027-03-10"}, ["working"]),
        ({"search": "行情"}, ["raised"]),
        ({"search": "50%_未"}, ["reported"]),
        ({"search": "没有的词"}, []),
        ({"raisedByMe": True}, []),
    ],
)
async def test_the_list_is_narrowed(at, issues, filter, names):
    assert await at.listed(on=date(2027, 3, 11), **filter) == numbers(issues, *names)


@pytest.mark.parametrize(
    ("day", "warned"),
    [(date(2027, 3, 5), 0), (date(2027, 3, 8), 1), (date(2027, 3, 10), 1), (date(2027, 3, 11), 0)],
)
async def test_an_issue_is_warned_of_two_working_days_before_its_limit_and_on_it(at, issues, day, warned):
    assert await at.listed(on=day, dueSoon=True) == numbers(issues, "working") * warned
    assert len(await at.listed(on=day, dueSoon=False)) == 5 - warned


async def test_an_issue_is_found_by_its_number_by_unit_and_by_town(at, issues):
    number = issues["closed"]["number"]
    assert await at.listed(search=number) == [number]
    assert await at.listed(responsibleUnitId=str(at.life.land_unit), open=True) == numbers(
        issues, "working", "reported"
    )
    assert len(await at.listed(raisedByUnitId=str(at.life.owner_unit))) == 5
    assert await at.listed(as_=at.owner, raisedByMe=True, kind="MARKET") == numbers(issues, "raised")
    assert await at.listed(townId=str(at.life.town_unit)) == []
    told = {
        "projectId": str(at.life.project),
        "name": "示例涂料项目",
        "ownerId": str(at.life.owner_unit),
        "townId": str(at.life.town_unit),
        "industryAuthorityId": str(at.life.industry_unit),
        "level": "DISTRICT",
        "category": "INDUSTRY",
        "version": 1,
        "division": "430211",
    }
    await at.api.consume("zhongdian.reserve.project.registered.v1", told)
    assert len(await at.listed(townId=str(at.life.town_unit))) == 5


async def test_who_sees_the_ledger(at, issues):
    everything = await at.listed()
    for who in (at.service, at.inspector, at.leader, at.owner, at.life.town, at.life.specialist):
        assert await at.listed(as_=who) == everything, who.subject
    assert await at.listed(as_=person(Role.OWNER, unit=at.life.land_unit)) == numbers(
        issues, "working", "reported", "closed", "late"
    )
    for who in (person(Role.OWNER, unit=new_id()), person(Role.OWNER), at.owner.but(division="430212")):
        assert await at.listed(as_=who) == []
        assert await at.look(issues["working"], "number", as_=who) is None


async def test_who_raised_an_issue_without_a_project_sees_it_and_others_of_no_unit_of_it_do_not(at):
    raiser = person(Role.SPECIALIST, subject="specialist-alone")
    issue = await at.raised(as_=raiser, projectId=None, title="无项目的问题")
    assert await at.look(issue, "project { id } raisedByUnit { id }", as_=raiser) == {
        "project": None,
        "raisedByUnit": None,
    }
    assert await at.look(issue, "number", as_=at.owner) is None
    query = 'query { issues(filter: { search: "无项目的问题" }) { totalCount } }'
    found = await at.api(query, as_=raiser, on=MONDAY)
    assert found["issues"]["totalCount"] == 1


async def test_the_queue_to_verify_has_not_the_own_work(at, issues):
    own = person(Role.PROJECT_SERVICE, unit=at.life.land_unit, subject="moved-to-land")
    assert await at.listed(as_=own, toVerify=True) == []
    assert await at.listed(as_=at.inspector, toVerify=True) == numbers(issues, "reported")


async def test_facets_count_with_the_other_conditions_and_without_their_own(at, issues):
    query = """query($f: IssueFilter) { issueFacets(filter: $f) { total overdue supervised states { value issues }
        severities { value issues } kinds { value name issues } layers { value issues } units { value name issues } } }"""
    asked = {"projectId": str(at.life.project), "states": ["RAISED", "ACCEPTED"]}
    found = (await at.api(query, {"f": asked}, as_=at.service, on=date(2027, 3, 11)))["issueFacets"]
    assert (found["total"], found["overdue"], found["supervised"]) == (2, 1, 0)
    assert found["states"] == [
        {"value": "RAISED", "issues": 1},
        {"value": "ACCEPTED", "issues": 1},
        {"value": "REPORTED_DONE", "issues": 1},
        {"value": "CLOSED", "issues": 2},
    ]
    assert found["kinds"] == [
        {"value": "LAND_QUOTA", "name": "土地指标", "issues": 1},
        {"value": "MARKET", "name": "市场", "issues": 1},
    ]
    assert found["layers"] == [{"value": "DEPARTMENT", "issues": 1}, {"value": None, "issues": 1}]
    assert [(u["value"], u["issues"]) for u in found["units"]] == [(str(at.life.land_unit), 1), (None, 1)]


async def test_statistics_count_what_a_unit_closed_in_the_span_and_how_it_stands_today(at, issues):
    query = """query($a: Date!, $b: Date!) { issueStatistics(fromOn: $a, untilOn: $b) { units {
        unitId raised closed closedLate open overdue meanWorkingDays } } }"""
    for until, closed, late, mean in (("2027-03-17", 1, 0, "0.0"), ("2027-03-18", 2, 1, "5.0")):
        given = {"a": "2027-03-01", "b": until}
        found = (await at.api(query, given, as_=at.service, on=date(2027, 3, 18)))["issueStatistics"]["units"]
        (own,) = [u for u in found if u["unitId"] == str(at.life.land_unit)]
        assert (own["raised"], own["open"], own["overdue"]) == (4, 2, 1)
        assert (own["closed"], own["closedLate"], Decimal(own["meanWorkingDays"])) == (closed, late, Decimal(mean))


async def test_statistics_are_compiled_whether_days_are_variables_or_written_out(at):
    query = (
        'query { issueStatistics(fromOn: "2027-01-01", untilOn: "2027-12-31") { fromOn untilOn units { unitName } } }'
    )
    found = (await at.api(query, as_=at.service, on=MONDAY))["issueStatistics"]
    assert (found["fromOn"], found["untilOn"]) == ("2027-01-01", "2027-12-31")
    document = Document(schema(), parse(query), None)
    values, shape = document.variables.read({})
    actor = Actor("p1", "测试员", frozenset({Role.PROJECT_SERVICE}), None, "430211")
    assert not document.plan(values, shape, actor).walked


async def test_the_ledger_is_exported_as_offices_keep_it(at, issues):
    query = "query($f: IssueFilter) { exportIssues(filter: $f) { fileName size contentBase64 } }"
    asked = {"f": {"projectId": str(at.life.project)}}
    file = (await at.api(query, asked, as_=at.service, on=date(2027, 3, 18)))["exportIssues"]
    assert file["fileName"] == "重点项目问题交办销号台账（20270318）.xlsx"
    sheet: Any = load_workbook(BytesIO(base64.b64decode(file["contentBase64"]))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][0] == "重点项目问题交办销号台账"
    assert [r[1] for r in rows[4:]] == numbers(issues, "working", "reported", "closed", "late", "raised")
    by_number = {r[1]: r for r in rows[4:]}
    late = by_number[issues["late"]["number"]]
    assert (late[2], late[5], late[6], late[9], late[15]) == ("示例涂料项目", "土地指标", "堵点", "部门", "已销号")
    assert (late[14].date(), late[17].date(), late[19], late[20]) == (
        date(2027, 3, 15),
        date(2027, 3, 17),
        "逾期办结",
        2,
    )
    nothing = person(Role.OWNER, unit=new_id())
    empty = (await at.api(query, asked, as_=nothing, on=MONDAY))["exportIssues"]
    assert load_workbook(BytesIO(base64.b64decode(empty["contentBase64"]))).active.max_row == 4


async def test_project_schedule_and_node_lead_to_their_issues(at, issues):
    seen = await at.life.look("issues(open: true) { number }", as_=at.service, on=MONDAY)
    assert [i["number"] for i in seen["issues"]] == numbers(issues, "working", "reported", "raised")
    query = "query($r: [_Any!]!) { _entities(representations: $r) { ... on Project { issues { number } } } }"
    asked = {"r": [{"__typename": "Project", "id": str(at.life.project)}]}
    (project,) = (await at.api(query, asked, as_=at.owner, on=MONDAY))["_entities"]
    assert len(project["issues"]) == 5


async def test_kinds_and_limits_are_said(at):
    query = "query { issueKinds { code name } issueLimits { severity layer workingDays lowest } }"
    found = await at.api(query, as_=at.owner, on=MONDAY)
    assert {"code": "INVESTOR_CHANGE", "name": "投资主体变更"} in found["issueKinds"]
    assert {"severity": "JAM", "layer": "LEADER", "workingDays": 5, "lowest": True} in found["issueLimits"]


async def test_a_search_that_is_none_is_refused(at):
    with pytest.raises(Refused, match="BAD_INPUT"):
        await at.listed(search="x" * 101)
