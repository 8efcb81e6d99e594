"""第八条（挂图作战）：the wall map and its boards."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import person
from tests.schedule.adjusting import AFTER, tell
from tests.schedule.graphql.test_outside_plan import add, project
from tests.schedule.life import TODAY, Life, opened

MAP = """query($year: Int, $filter: WarMapFilter) { warMap(year: $year, filter: $filter) {
  projectId projectName code kind outsidePlan level category ownerName townName longitude latitude coordinateSystem
  totalInvestment leaderName serviceUnitName nodes notStarted onTime waiting dueSoon dueToday late done doneLate ended worst
  nextDueOn nextNodeId nextNodeName plannedInvestment plannedToDate verifiedInvestment percent openIssues missedWeeks } }"""
BOARD = """query($by: WarMapGrouping!, $year: Int, $filter: WarMapFilter) { warMapBoard(by: $by, year: $year, filter: $filter) {
  key name projects outsidePlan lateProjects nodes late done notStarted worst plannedInvestment verifiedInvestment percent openIssues } }"""
GROUPINGS = [
    "DIVISION",
    "TOWN",
    "CATEGORY",
    "LEVEL",
    "KIND",
    "LEADER",
    "SERVICE_UNIT",
    "INDUSTRY_AUTHORITY",
    "RESPONSIBLE_UNIT",
]


async def mapped(life: Life, on: date = TODAY, as_=None, year=None, **filter: Any) -> list[dict[str, Any]]:
    asked = {"year": year, "filter": {"projectIds": [str(life.project)]} | filter}
    return (await life.api(MAP, asked, as_=as_ or life.authority, on=on))["warMap"]


async def boarded(life: Life, by: str, on: date = TODAY, as_=None, **filter: Any) -> list[dict[str, Any]]:
    asked = {"by": by, "filter": {"projectIds": [str(life.project)]} | filter}
    return (await life.api(BOARD, asked, as_=as_ or life.authority, on=on))["warMapBoard"]


async def under_way(api) -> Life:
    """A project told by reserve, planned and tasked: A done, B late by February, C later."""
    life = await opened(api)
    await api.consume("zhongdian.reserve.project.registered.v1", project(life, name="示例涂料项目"))
    assert (await life.set_task())["userErrors"] == []
    planned = await life.plan(life.node("A", 10), life.node("B", 5, "A"), life.node("C", 130, "B"))
    nodes = {e["node"]["code"]: e["node"]["node"] for e in planned["nodePlan"]["nodes"]["edges"]}
    assert (await life.complete(nodes["A"]))["userErrors"] == []
    return life


async def test_a_project_is_on_the_map_with_its_place_lights_and_money(api):
    life = await under_way(api)
    reported = (await life.report())["progressReport"]
    (shown,) = await mapped(life, on=date(2027, 2, 1))
    assert (shown["verifiedInvestment"], shown["percent"]) == ("0", "0")  # what is only reported is not done
    await life.judge("verify", reported)
    (shown,) = await mapped(life, on=date(2027, 7, 1))
    assert {k: shown[k] for k in ("code", "longitude", "latitude", "coordinateSystem", "level", "category")} == {
        "code": "2601-430211-04-01-100001",
        "longitude": "113.0823415",
        "latitude": "27.8274128",
        "coordinateSystem": "CGCS2000",
        "level": "DISTRICT",
        "category": "INDUSTRY",
    }
    assert (shown["nodes"], shown["done"], shown["late"], shown["worst"]) == (3, 1, 1, "LATE")
    assert shown["nextNodeName"] == "节点B"
    assert (shown["plannedInvestment"], shown["plannedToDate"]) == ("80000", "42000")  # seven months of 6,000
    assert (shown["verifiedInvestment"], shown["percent"]) == ("5000", "6.3")  # 6.25, half up
    assert shown["totalInvestment"] == "52000"
    assert shown["openIssues"] == 0
    assert (
        shown["missedWeeks"] == len((await life.look("missedWeeks { weekOn }", on=date(2027, 7, 1)))["missedWeeks"]) > 0
    )


async def test_the_state_on_the_map_is_that_of_the_nodes_day_by_day(api):
    life = await under_way(api)
    asked = "nodes { edges { node { code state dueOn startOn } } }"
    due = {
        e["node"]["code"]: date.fromisoformat(e["node"]["dueOn"]) for e in (await life.look(asked))["nodes"]["edges"]
    }
    for on in (TODAY, due["B"], date(2027, 12, 31), date(2028, 1, 3)):
        states = [e["node"]["state"] for e in (await life.look(asked, on=on))["nodes"]["edges"]]
        (shown,) = await mapped(life, on=on, year=2027)
        camel = {
            "DUE_TODAY": "dueToday",
            "LATE": "late",
            "DONE": "done",
            "ON_TIME": "onTime",
            "NOT_STARTED": "notStarted",
        }
        assert {k: shown[v] for k, v in camel.items()} == {k: states.count(k) for k in camel}, on


async def test_money_to_date_ends_with_the_year_and_has_not_begun_before_it(api):
    life = await under_way(api)
    for on, to_date in (
        (date(2026, 12, 31), "0"),
        (date(2027, 1, 1), "6000"),
        (date(2027, 12, 1), "80000"),
        (date(2028, 1, 3), "80000"),
    ):
        (shown,) = await mapped(life, on=on, year=2027)
        assert shown["plannedToDate"] == to_date, on
    assert await mapped(life, year=2028) == []


async def test_projects_outside_the_plan_are_on_it_and_told_apart(api):
    life = Life(api)
    await life.tell_units()
    await api.consume("zhongdian.reserve.project.registered.v1", project(life))
    await add(life)
    (shown,) = await mapped(life, on=date(2027, 3, 9))
    assert (shown["outsidePlan"], shown["kind"], shown["plannedInvestment"], shown["percent"], shown["worst"]) == (
        True,
        "OUTSIDE_PLAN",
        None,
        None,
        None,
    )
    assert await mapped(life, on=date(2027, 3, 9), outsidePlan=False) == []
    assert len(await mapped(life, on=date(2027, 3, 9), outsidePlan=True, kinds=["OUTSIDE_PLAN"])) == 1
    assert await mapped(life, on=date(2027, 3, 9), year=2026) == []
    await life.issue(issuedOn="2027-07-10")
    (shown,) = await mapped(life, on=date(2027, 7, 12))
    assert (shown["outsidePlan"], shown["plannedInvestment"]) == (False, "80000")


async def test_a_project_that_left_the_plan_is_on_the_map_no_more(api):
    life = await under_way(api)
    await tell(life, "removed", 9)
    assert await mapped(life, on=AFTER) == []


async def test_it_is_narrowed_by_each_condition(api):
    life = await under_way(api)
    other = str(new_id())
    for condition, wrong in (
        ({"townId": str(life.town_unit)}, {"townId": other}),
        ({"ownerId": str(life.owner_unit)}, {"ownerId": other}),
        ({"industryAuthorityId": str(life.industry_unit)}, {"industryAuthorityId": other}),
        ({"category": "INDUSTRY"}, {"category": "SOCIAL"}),
        ({"level": "DISTRICT"}, {"level": "CITY"}),
        ({"kinds": ["NEW_START", "CONTINUING"]}, {"kinds": ["PRELIMINARY"]}),
        ({"worst": ["NOT_STARTED", "LATE"]}, {"worst": ["DONE"]}),
        ({"search": "涂料"}, {"search": "道路"}),
        ({"mine": False}, {"mine": True}),
        ({}, {"leader": "nobody"}),
        ({}, {"serviceUnitId": other}),
    ):
        assert len(await mapped(life, **condition)) == 1, condition
        assert await mapped(life, **wrong) == [], wrong


@pytest.mark.parametrize("by", GROUPINGS)
async def test_every_board_has_the_project_in_one_row(api, by):
    life = await under_way(api)
    await life.judge("verify", (await life.report())["progressReport"])
    rows = await boarded(life, by, on=date(2027, 7, 1))
    (row,) = rows
    assert (row["projects"], row["nodes"], row["late"], row["done"], row["lateProjects"], row["worst"]) == (
        1,
        3,
        1,
        1,
        1,
        "LATE",
    )
    expected = {
        "DIVISION": "430211",
        "TOWN": str(life.town_unit),
        "CATEGORY": "INDUSTRY",
        "LEVEL": "DISTRICT",
        "KIND": "NEW_START",
        "LEADER": None,
        "SERVICE_UNIT": None,
        "INDUSTRY_AUTHORITY": str(life.industry_unit),
        "RESPONSIBLE_UNIT": str(life.land_unit),
    }
    assert row["key"] == expected[by]
    if by == "RESPONSIBLE_UNIT":
        assert row["plannedInvestment"] is None
    else:
        assert (row["plannedInvestment"], row["verifiedInvestment"], row["percent"]) == ("80000", "5000", "6.3")


async def test_a_board_adds_up_what_the_map_shows_and_measures_nobody_by_preliminary_projects(api):
    one, two, early = await under_way(api), await under_way(api), await opened(api, kind="PRELIMINARY")
    both = {"projectIds": [str(one.project), str(two.project)]}
    (with_early,) = await boarded(
        one, "DIVISION", on=date(2027, 7, 1), projectIds=[*both["projectIds"], str(early.project)]
    )
    assert (with_early["projects"], with_early["plannedInvestment"]) == (3, "160000")
    (row,) = await boarded(one, "DIVISION", on=date(2027, 7, 1), **both)
    shown = await mapped(one, on=date(2027, 7, 1), **both)
    assert len(shown) == row["projects"] == 2
    for what in ("nodes", "late", "done", "notStarted", "openIssues"):
        assert row[what] == sum(p[what] for p in shown)
    assert row["plannedInvestment"] == "160000"


async def test_people_see_the_projects_that_are_theirs(api):
    life = await under_way(api)
    for who in (life.owner, life.town, life.specialist, life.land, person(Role.LEADER)):
        assert len(await mapped(life, as_=who)) == 1
        assert len(await boarded(life, "TOWN", as_=who)) == 1
    stranger = person(Role.OWNER, unit=new_id())
    assert await mapped(life, as_=stranger) == []
    assert await boarded(life, "CATEGORY", as_=stranger) == []
    assert await mapped(life, as_=person(Role.SPECIALIST)) == []


async def test_the_legend_names_every_state_the_most_urgent_first(api):
    legend = (await api("{ warMapLegend { state name colour } }", as_=person(Role.OWNER)))["warMapLegend"]
    assert legend[0] == {"state": "LATE", "name": "已逾期", "colour": "red"}
    assert len(legend) == 9
