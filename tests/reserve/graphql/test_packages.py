"""第二条、第四条: a package counts as one item, its parts are shown and counted apart, and no amount counts twice."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import person
from tests.reserve.life import FIVE, INVESTMENT, ONE, PLAN, PROJECT, THREE, Reserve, at, codes, of

TOTALS = "items itemsSplit packages totalInvestment"
PACKED = "project { id version package { id name } }"
STEPS = (("FIVE_YEAR", FIVE), ("THREE_YEAR", THREE), ("ONE_YEAR", ONE))


async def made(reserve: Reserve, name: str, total: str, *steps, **changes):
    """Register a project with a total, under a name of its own."""
    funds = [{"source": "企业自筹", "amount": total}]
    place = {"longitude": None, "latitude": None}
    return await reserve.project(
        *steps, name=f"{name}{new_id()}", totalInvestment=total, fundSources=funds, **place, **changes
    )


async def pack(reserve: Reserve, part, package, as_=INVESTMENT, reason="同一片区打包实施"):
    return await reserve.do("addToPackage", PACKED, as_, **at(part), packageId=package["id"], reason=reason)


async def packed(reserve: Reserve, part, package):
    payload = await pack(reserve, part, package)
    assert payload["userErrors"] == [], payload["userErrors"]
    return payload["project"]


async def totals(reserve: Reserve, as_=INVESTMENT, **filter_):
    query = f"query($f: ProjectFilter) {{ projectTotals(filter: $f) {{ {TOTALS} }} }}"
    return (await reserve.api(query, {"f": filter_}, as_=as_))["projectTotals"]


async def test_a_package_shows_its_parts_and_a_part_its_package(reserve):
    package, one, two = [await made(reserve, n, t) for n, t in (("片区", "100"), ("道路", "60"), ("管网", "40"))]
    assert (await packed(reserve, one, package))["package"]["id"] == package["id"]
    await packed(reserve, two, package)
    query = """query($id: UUID!) { project(id: $id) { version package { id } packageParts { parts totalInvestment }
        parts(first: 1) { totalCount pageInfo { hasNextPage } edges { node { id } } }
        history(first: 2) { edges { node { action reason changes { field before after } } } } } }"""
    shown = (await reserve.api(query, {"id": package["id"]}, as_=INVESTMENT))["project"]
    assert shown["packageParts"] == {"parts": 2, "totalInvestment": "100"}
    assert shown["parts"]["totalCount"] == 2
    assert (shown["version"], shown["package"]) == (package["version"], None)
    told = [h["node"] for h in shown["history"]["edges"]]
    assert [(t["action"], t["reason"]) for t in told] == [("addToPackage", "同一片区打包实施")] * 2
    assert told[1]["changes"][0]["field"] == f"part/{one['id']}"
    part = (await reserve.api(query, {"id": one["id"]}, as_=INVESTMENT))["project"]
    assert (part["packageParts"], part["parts"]["totalCount"]) == (None, 0)
    assert {"field": "package_id", "before": None, "after": package["id"]} in part["history"]["edges"][0]["node"][
        "changes"
    ]


@pytest.mark.parametrize(("second", "fits"), [("39.9999", True), ("40", True), ("40.0001", False)])
async def test_the_parts_sum_to_the_package_at_most_to_the_yuan(reserve, second, fits):
    package, one, two = [await made(reserve, "合计", t) for t in ("100", "60", second)]
    await packed(reserve, one, package)
    payload = await pack(reserve, two, package)
    assert codes(payload["userErrors"]) == ([] if fits else ["PARTS_EXCEED_PACKAGE"])
    if not fits:
        assert payload["userErrors"][0]["article"] == "第四条"
        assert "100.0001万元" in payload["userErrors"][0]["message"]


@pytest.mark.parametrize(
    ("which", "total", "fits"),
    [("part", "60", True), ("part", "60.0001", False), ("package", "90", True), ("package", "89.9999", False)],
)
async def test_a_total_that_changes_keeps_the_parts_within_the_package(reserve, which, total, fits):
    package, one, two = [await made(reserve, "变更", t) for t in ("100", "50", "40")]
    one = await packed(reserve, one, package)
    await packed(reserve, two, package)
    values = {"totalInvestment": total, "fundSources": [{"source": "企业自筹", "amount": total}], "reason": "调概"}
    changing = {"part": one, "package": package}[which]
    payload = await reserve.do("changeProject", PROJECT, reserve.owner, **at(changing), **values)
    assert codes(payload["userErrors"]) == ([] if fits else ["PARTS_EXCEED_PACKAGE"])


async def test_packages_are_one_level_deep_and_a_part_is_in_one_of_them(reserve):
    a, b, c, d = [await made(reserve, "一级", t) for t in ("100", "50", "20", "200")]
    b = await packed(reserve, b, a)
    assert codes((await pack(reserve, c, b))["userErrors"]) == ["PACKAGE_NESTED"]
    assert codes((await pack(reserve, a, d))["userErrors"]) == ["PACKAGE_NESTED"]
    assert codes((await pack(reserve, a, b))["userErrors"]) == [
        "PACKAGE_NESTED",
        "PACKAGE_NESTED",
        "PARTS_EXCEED_PACKAGE",
    ]
    assert codes((await pack(reserve, c, c))["userErrors"]) == ["PACKAGE_OF_ITSELF"]
    assert codes((await pack(reserve, b, d))["userErrors"]) == ["ALREADY_IN_PACKAGE"]
    assert codes((await pack(reserve, b, a))["userErrors"]) == ["ALREADY_IN_PACKAGE"]


async def test_packing_needs_a_reason_the_version_seen_and_what_may_be_seen(reserve):
    package, part = [await made(reserve, "理由", t) for t in ("100", "50")]
    refused = await pack(reserve, part | {"version": 9}, package, reason=" ")
    assert codes(refused["userErrors"]) == ["VERSION_CONFLICT", "REASON_MISSING"]
    stranger = person(Role.PLANNING_PARTY, unit=UUID(int=98))
    assert codes((await pack(reserve, part, package, stranger))["userErrors"]) == [
        "PROJECT_UNKNOWN",
        "PACKAGE_UNKNOWN",
    ]
    other = INVESTMENT.but(division="430204")
    assert codes((await pack(reserve, part, package, other))["userErrors"]) == ["PROJECT_UNKNOWN", "PACKAGE_UNKNOWN"]
    gone = await reserve.refused("removeFromPackage", PACKED, INVESTMENT, **at(part), reason=" ")
    assert codes(gone) == ["REASON_MISSING", "NOT_IN_PACKAGE"]


@pytest.mark.parametrize("mutation", ["addToPackage", "removeFromPackage"])
async def test_an_owner_does_not_pack(reserve, mutation):
    asked = {"idempotencyKey": "x", "projectId": str(UUID(int=1)), "expectedVersion": 1, "reason": "x"}
    asked |= {"packageId": str(UUID(int=2))} if mutation == "addToPackage" else {}
    kind = mutation[0].upper() + mutation[1:] + "Input"
    document = f"mutation($input: {kind}!) {{ {mutation}(input: $input) {{ userErrors {{ code }} }} }}"
    answer = await reserve.api.raw(document, {"input": asked}, as_=reserve.owner)
    assert [e["extensions"]["code"] for e in answer["errors"]] == ["FORBIDDEN"]


async def test_what_leaves_a_package_is_told_and_counts_by_itself_again(reserve):
    package, part = [await made(reserve, "移出", t) for t in ("100", "50")]
    both = [package["id"], part["id"]]
    part = await packed(reserve, part, package)
    assert (await totals(reserve, ids=both))["items"] == 1
    part = await reserve.done("removeFromPackage", PACKED, INVESTMENT, **at(part), reason="单独实施")
    assert part["package"] is None
    assert await totals(reserve, ids=both) == {"items": 2, "itemsSplit": 2, "packages": 0, "totalInvestment": "150"}
    changed = await reserve.api.events("zhongdian.reserve.project.changed.v1")
    of_part = [e["data"] for e in changed if e["data"]["projectId"] == part["id"]]
    assert [(d["version"], d["packageId"]) for d in of_part] == [(2, package["id"]), (3, None)]


async def test_a_part_is_not_planned_beside_its_package_nor_the_package_beside_a_part(reserve):
    package = await made(reserve, "计划包", "100", *STEPS)
    part, other = [await made(reserve, "计划子", t, *STEPS) for t in ("50", "20")]
    part = await packed(reserve, part, package)
    item = {"kind": "NEW_START", "annualInvestment": "10"}
    plan = await reserve.done("draftPlan", PLAN, INVESTMENT, year=2027)
    plan = await reserve.done("addPlanItem", PLAN, INVESTMENT, **of(plan), projectId=package["id"], **item)
    beside = await reserve.refused("addPlanItem", PLAN, INVESTMENT, **of(plan), projectId=part["id"], **item)
    assert codes(beside) == ["LISTED_BESIDE_PACKAGE"]
    assert beside[0]["article"] == "第三条（四）"
    plan = await reserve.done("addPlanItem", PLAN, INVESTMENT, **of(plan), projectId=other["id"], **item)
    assert codes((await pack(reserve, other, package))["userErrors"]) == ["LISTED_BESIDE_PACKAGE"]
    off = {"projectId": package["id"], "reason": "改列子项目"}
    plan = await reserve.done("removePlanItem", PLAN, INVESTMENT, **of(plan), **off)
    plan = await reserve.done("addPlanItem", PLAN, INVESTMENT, **of(plan), projectId=part["id"], **item)
    beside = await reserve.refused("addPlanItem", PLAN, INVESTMENT, **of(plan), projectId=package["id"], **item)
    assert codes(beside) == ["LISTED_BESIDE_PACKAGE"]


async def test_a_part_counts_by_itself_where_its_package_does_not_match(reserve):
    package, part = [await made(reserve, "匹配", t, level=level) for t, level in (("100", "CITY"), ("50", "PROVINCE"))]
    await packed(reserve, part, package)
    both = [package["id"], part["id"]]
    assert (await totals(reserve, ids=both))["totalInvestment"] == "100"
    assert await totals(reserve, ids=both, levels=["PROVINCE"]) == {
        "items": 1,
        "itemsSplit": 1,
        "packages": 0,
        "totalInvestment": "50",
    }


async def test_totals_are_of_what_the_caller_sees(reserve):
    await made(reserve, "可见", "100")
    nothing = {"items": 0, "itemsSplit": 0, "packages": 0, "totalInvestment": "0"}
    assert await totals(reserve, person(Role.OWNER, unit=UUID(int=98))) == nothing
    assert await totals(reserve, person(Role.SPECIALIST)) == nothing
    assert (await totals(reserve, reserve.owner))["items"] > 0


@pytest.fixture(scope="module")
async def several(reserve):
    """Six projects of different sizes; every part of any packing has digits of its own in a sum."""
    return [await made(reserve, "任意打包", str(10**n + Decimal("0.0001"))) for n in (6, 5, 3, 2, 1, 0)]


@settings(
    max_examples=20,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=5), st.sets(st.integers(0, 5)))
async def test_no_amount_counts_twice_whatever_is_packed(reserve, several, moves, chosen):
    query = "query($f: ProjectFilter) { projects(filter: $f) { edges { node { id version totalInvestment package { id } } } } }"
    ids = [p["id"] for p in several]

    async def present():
        found = await reserve.api(query, {"f": {"ids": ids}}, as_=INVESTMENT)
        return {e["node"]["id"]: e["node"] for e in found["projects"]["edges"]}

    for part, package in moves:
        now = (await present())[ids[part]]
        if now["package"] is None:
            await pack(reserve, now, {"id": ids[package]})
        else:
            await reserve.done("removeFromPackage", PACKED, INVESTMENT, **at(now), reason="重组")
    matching = {i: p for i, p in (await present()).items() if i in {ids[c] for c in chosen}}
    inside = {i: p["package"]["id"] for i, p in matching.items() if p["package"] and p["package"]["id"] in matching}
    told = await totals(reserve, ids=list(matching))
    assert told["items"] == len(matching) - len(inside)
    assert told["packages"] == len(set(inside.values()))
    assert told["itemsSplit"] == len(matching) - told["packages"]
    counted = [Decimal(p["totalInvestment"]) for i, p in matching.items() if i not in inside]
    assert Decimal(told["totalInvestment"]) == sum(counted, Decimal(0))
