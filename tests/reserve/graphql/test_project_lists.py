from __future__ import annotations

import pytest

from services.law.parties import Role
from tests.harness.people import person
from tests.reserve.life import FIVE, INVESTMENT

LIST = """query($filter: ProjectFilter, $sort: ProjectSort, $search: String, $first: Int, $after: String, $last: Int, $before: String) {
  projects(filter: $filter, sort: $sort, search: $search, first: $first, after: $after, last: $last, before: $before) {
    totalCount pageInfo { hasNextPage hasPreviousPage endCursor startCursor } edges { cursor node { name library } } } }"""
NAMES = ["北站货运改造", "建宁大桥辅道", "硬质材料产业园", "枫溪湿地修复"]  # by pinyin: 北 枫 建 硬


@pytest.fixture(scope="module")
async def listed(reserve):
    for n, name in enumerate(NAMES):
        steps = [("FIVE_YEAR", FIVE)] if n == 0 else []
        category = ["INFRASTRUCTURE", "INFRASTRUCTURE", "INDUSTRY", "ECOLOGY"][n]
        funds = [{"source": "自筹", "amount": str(1000 * (n + 1))}]
        await reserve.project(
            *steps, name=name, category=category, totalInvestment=str(1000 * (n + 1)), fundSources=funds
        )
    return reserve


async def names(reserve, as_=INVESTMENT, **variables):
    page = (await reserve.api(LIST, variables, as_=as_))["projects"]
    return [e["node"]["name"] for e in page["edges"]]


async def test_names_sort_by_pinyin_and_the_other_way_round(listed):
    by_pinyin = ["北站货运改造", "枫溪湿地修复", "建宁大桥辅道", "硬质材料产业园"]
    assert await names(listed) == by_pinyin
    assert await names(listed, sort={"direction": "DESC"}) == by_pinyin[::-1]


async def test_amounts_sort_as_numbers(listed):
    assert await names(listed, sort={"field": "TOTAL_INVESTMENT", "direction": "DESC"}) == NAMES[::-1]


@pytest.mark.parametrize("field", ["REGISTERED_AT", "CHANGED_AT", "NAME", "TOTAL_INVESTMENT"])
@pytest.mark.parametrize("direction", ["ASC", "DESC"])
async def test_pages_walk_through_everything_once_both_ways(listed, field, direction):
    sort = {"field": field, "direction": direction}
    whole = await names(listed, sort=sort)
    forwards, after = [], None
    while True:
        page = (await listed.api(LIST, {"sort": sort, "first": 3, "after": after}, as_=INVESTMENT))["projects"]
        forwards += [e["node"]["name"] for e in page["edges"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert forwards == whole
    assert page["totalCount"] == 4
    back = await listed.api(LIST, {"sort": sort, "last": 2, "before": page["edges"][-1]["cursor"]}, as_=INVESTMENT)
    assert [e["node"]["name"] for e in back["projects"]["edges"]] == whole[1:3]


@pytest.mark.parametrize(
    ("filter", "found"),
    [
        ({"libraries": ["FIVE_YEAR"]}, 1),
        ({"libraries": []}, 0),
        ({"inLibrary": False}, 3),
        ({"inLibrary": True}, 1),
        ({"categories": ["INFRASTRUCTURE", "ECOLOGY"]}, 3),
        ({"totalInvestmentFrom": "2000", "totalInvestmentTo": "3000"}, 2),
        ({"totalInvestmentFrom": "2000.0001", "totalInvestmentTo": "2999.9999"}, 0),
        ({"levels": ["CITY"], "investmentMode": "ENTERPRISE"}, 4),
        ({"investmentMode": "GOVERNMENT"}, 0),
        ({"planYear": 2027}, 0),
    ],
)
async def test_filters_hold_together(listed, filter, found):
    assert len(await names(listed, filter=filter)) == found


async def test_filters_by_the_moment_of_the_last_change_have_both_bounds_included(listed):
    changes = "{ projects(sort: {field: CHANGED_AT}) { edges { node { name changedAt } } } }"
    edges = (await listed.api(changes, as_=INVESTMENT))["projects"]["edges"]
    moments = [e["node"]["changedAt"] for e in edges]
    for field in ("NAME", "CHANGED_AT"):
        sort = {"field": field}
        assert len(await names(listed, sort=sort, filter={"changedFrom": moments[1]})) == 3
        assert len(await names(listed, sort=sort, filter={"changedTo": moments[1]})) == 2
        assert len(await names(listed, sort=sort, filter={"changedFrom": moments[1], "changedTo": moments[2]})) == 2
        assert await names(listed, sort=sort, filter={"changedFrom": moments[2], "changedTo": moments[1]}) == []
    answer = await listed.api.raw(LIST, {"filter": {"changedFrom": "2026-11-24T00:00:00"}}, as_=INVESTMENT)
    assert answer["errors"][0]["extensions"]["code"] == "BAD_INPUT"  # a moment needs its offset


async def test_filters_by_unit(listed):
    for field, unit in (
        ("ownerId", listed.owner_id),
        ("townId", listed.town_id),
        ("industryAuthorityId", listed.authority_id),
    ):
        assert len(await names(listed, filter={field: unit})) == 4
        assert await names(listed, filter={field: "00000000-0000-0000-0000-000000000001"}) == []


@pytest.mark.parametrize(
    ("search", "found"),
    [("大桥", ["建宁大桥辅道"]), ("改", ["北站货运改造"]), ("%", []), ("_", []), ("  ", 4), ("不存在", [])],
)
async def test_the_search_finds_parts_of_names_and_takes_signs_as_they_are(listed, search, found):
    seen = await names(listed, search=search)
    assert (len(seen) if isinstance(found, int) else seen) == found


async def test_a_search_that_is_too_long_and_pages_that_are_too_large_are_refused(listed):
    for variables in (
        {"search": "长" * 101},
        {"first": 201},
        {"first": -1},
        {"after": "不是游标"},
        {"first": 1, "last": 1},
    ):
        answer = await listed.api.raw(LIST, variables, as_=INVESTMENT)
        assert [e["extensions"]["code"] for e in answer["errors"]] == ["BAD_INPUT"], variables


async def test_everybody_counts_only_what_is_theirs_to_see(listed):
    count = "{ projects { totalCount } }"
    for who, seen in ((listed.owner, 4), (listed.town, 4), (person(Role.PLANNING_PARTY), 0), (person(Role.LEADER), 4)):
        assert (await listed.api(count, as_=who))["projects"]["totalCount"] == seen
