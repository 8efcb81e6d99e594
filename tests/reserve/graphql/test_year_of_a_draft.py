"""第三条：of a plan in preparation the owner and the town of an item are told the year that they answer for, and nothing more."""

from __future__ import annotations

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import Person, person
from tests.reserve.life import INVESTMENT, PLAN, TODAY, Reserve, of

YEAR = 2027
SEEN = """query($year: Int!) {
    projectFacets(filter: {}) { planYears { values { value projects } } }
    projects(filter: {planYear: $year}) { edges { node { name planItems { annualInvestment } } } }
    plans(year: $year) { totalCount } }"""


@pytest.fixture(scope="module")
async def drafted(reserve: Reserve) -> Reserve:
    """Draft a plan with one of two projects of the same owner and town."""
    listed, _ = await reserve.ready("拟列入的项目"), await reserve.ready("未列入的项目")
    plan = await reserve.done("draftPlan", PLAN, INVESTMENT, year=YEAR)
    item = {"projectId": listed["id"], "kind": "NEW_START", "annualInvestment": "8000"}
    await reserve.done("addPlanItem", PLAN, INVESTMENT, **of(plan), **item)
    return reserve


async def seen(reserve: Reserve, as_: Person) -> tuple[dict[str, int], list[str], int]:
    """Say which years are told, which projects are found by the year, and how many plans of it are seen."""
    found = await reserve.api(SEEN, {"year": YEAR}, as_=as_, on=TODAY)
    years = {v["value"]: v["projects"] for v in found["projectFacets"]["planYears"]["values"]}
    named = [e["node"]["name"] for e in found["projects"]["edges"]]
    return years, named, found["plans"]["totalCount"]


async def test_owner_and_town_know_the_year_of_their_item_and_see_no_plan(drafted):
    for own in (drafted.owner, drafted.town):
        assert await seen(drafted, own) == ({str(YEAR): 1}, ["拟列入的项目"], 0)
    assert await seen(drafted, INVESTMENT) == ({str(YEAR): 1}, ["拟列入的项目"], 1)


async def test_who_sees_no_item_is_told_no_year(drafted):
    for other in (
        person(Role.OWNER, unit=new_id()),
        person(Role.PLANNING_PARTY, unit=new_id()),
        person(Role.SPECIALIST),
    ):
        assert await seen(drafted, other) == ({}, [], 0)
