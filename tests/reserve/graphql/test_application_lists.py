"""Lists of applications: filters, sorting, search, counts by status."""

from __future__ import annotations

import pytest

from tests.reserve.filing import APPLICATION, Season, this
from tests.reserve.life import INVESTMENT, Reserve

LIST = """query($f: ApplicationFilter, $s: ApplicationSort, $q: String, $n: Int, $a: String) {
  applications(filter: $f, sort: $s, search: $q, first: $n, after: $a) {
    totalCount pageInfo { hasNextPage endCursor } edges { node { projectName } } } }"""
COUNTS = (
    "query($f: ApplicationFilter, $q: String) { applicationCounts(filter: $f, search: $q) { status applications } }"
)
YEAR = 2031


@pytest.fixture(scope="module")
async def filed(reserve: Reserve):
    season = Season(reserve, YEAR)
    await season.published()
    ecology = {"category": "ECOLOGY", "townId": None}
    first = await season.submitted(await reserve.project(name="清水塘生态修复", **ecology), annualInvestment="9000.5")
    second = await season.passed(await reserve.project(name="嵩山路学校"), annualInvestment="10000")
    third = await season.begun(
        await reserve.project(name="清水塘厂房"), channel="PROVINCIAL_PLATFORM", annualInvestment="700"
    )
    other = await season.begun(await reserve.project(name="长江路改造"))
    await season.done("withdrawApplication", APPLICATION, reserve.owner, **this(other), reason="缓建")
    before = Season(reserve, YEAR - 1)
    await before.begun(await reserve.project(name="清水塘旧年项目"))
    return {"first": first, "second": second, "third": third}


async def names(reserve, who=INVESTMENT, **variables):
    found = (await reserve.api(LIST, variables, as_=who))["applications"]
    listed = [e["node"]["projectName"] for e in found["edges"]]
    assert found["totalCount"] == len(listed)
    return listed


@pytest.mark.parametrize(
    ("filter", "search", "expected"),
    [
        ({"year": YEAR}, None, ["长江路改造", "清水塘厂房", "清水塘生态修复", "嵩山路学校"]),
        ({"year": YEAR, "statuses": ["SUBMITTED", "DRAFT"]}, None, ["清水塘厂房", "清水塘生态修复"]),
        ({"channels": ["PROVINCIAL_PLATFORM"]}, None, ["清水塘厂房"]),
        ({"categories": ["ECOLOGY"]}, None, ["清水塘生态修复"]),
        ({}, "清水塘", ["清水塘厂房", "清水塘旧年项目", "清水塘生态修复"]),
        ({"year": YEAR}, "清水塘", ["清水塘厂房", "清水塘生态修复"]),
        ({"statuses": []}, None, []),
        ({}, "鹤望兰", []),
    ],
)
async def test_a_list_is_narrowed_by_all_of_its_conditions(reserve, filed, filter, search, expected):
    assert await names(reserve, f=filter, q=search) == expected


async def test_a_list_is_narrowed_by_units(reserve, filed):
    assert len(await names(reserve, f={"year": YEAR, "ownerId": reserve.owner_id})) == 4
    assert "清水塘生态修复" not in await names(reserve, f={"townId": reserve.town_id})
    assert await names(reserve, f={"industryAuthorityId": reserve.town_id}) == []
    assert await names(reserve, f={"projectId": reserve.town_id}) == []


async def test_a_town_sees_the_list_of_its_own(reserve, filed):
    assert await names(reserve, reserve.town, f={"year": YEAR}) == ["长江路改造", "清水塘厂房", "嵩山路学校"]
    assert await names(reserve, reserve.town, f={"year": YEAR}, q="清水塘") == ["清水塘厂房"]


async def test_a_list_is_sorted_and_paged(reserve, filed):
    by_money = {"field": "ANNUAL_INVESTMENT", "direction": "DESC"}
    asked = {"f": {"year": YEAR}, "s": by_money, "n": 2}
    page = (await reserve.api(LIST, asked, as_=INVESTMENT))["applications"]
    assert [e["node"]["projectName"] for e in page["edges"]] == ["长江路改造", "嵩山路学校"]
    assert (page["totalCount"], page["pageInfo"]["hasNextPage"]) == (4, True)
    rest = (await reserve.api(LIST, asked | {"a": page["pageInfo"]["endCursor"]}, as_=INVESTMENT))["applications"]
    assert [e["node"]["projectName"] for e in rest["edges"]] == ["清水塘生态修复", "清水塘厂房"]
    for field in ("CREATED_AT", "CHANGED_AT"):
        assert len(await names(reserve, f={"year": YEAR}, s={"field": field})) == 4


async def test_counts_by_status_follow_filter_search_and_who_asks(reserve, filed):
    async def counts(who=INVESTMENT, **variables):
        found = (await reserve.api(COUNTS, variables, as_=who))["applicationCounts"]
        return {c["status"]: c["applications"] for c in found}

    assert await counts(f={"year": YEAR}) == {"DRAFT": 1, "PASSED": 1, "SUBMITTED": 1, "WITHDRAWN": 1}
    assert await counts(f={"year": YEAR}, q="清水塘") == {"DRAFT": 1, "SUBMITTED": 1}
    assert await counts(reserve.town, f={"year": YEAR}) == {"DRAFT": 1, "PASSED": 1, "WITHDRAWN": 1}
    assert await counts(f={"year": 2044}) == {}
