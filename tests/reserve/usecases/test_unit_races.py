"""Units at the same moment: one command wins, and nobody is left naming a unit that does not act."""

from __future__ import annotations

import asyncio

from tests.reserve.directory import MEMBER, UNIT, enter, on, pair, seen
from tests.reserve.life import INVESTMENT, PROJECT, codes

BOTH = "organization { id version } duplicate { id mergedInto { id } }"


def outcome(payload):
    return set(codes(payload["userErrors"]))


async def test_of_two_merges_of_the_same_units_into_each_other_one_wins(reserve):
    one, other = await enter(reserve, "互并公司甲"), await enter(reserve, "互并公司乙")
    ways = [pair(one, other), pair(other, one)]
    payloads = await asyncio.gather(*(reserve.do("mergeOrganizations", BOTH, INVESTMENT, **w) for w in ways))
    won = [p for p in payloads if not p["userErrors"]]
    lost = [outcome(p) for p in payloads if p["userErrors"]]
    assert (len(won), len(lost)) == (1, 1)
    assert lost[0] >= {"VERSION_CONFLICT", "MERGED_ALREADY"}
    after = [await seen(reserve, u["id"]) for u in (one, other)]
    assert sorted(u["active"] for u in after) == [False, True]
    assert [u["version"] for u in after] == [2, 2]


async def test_a_duplicate_that_is_merged_into_two_units_at_once_is_merged_into_one(reserve):
    duplicate = await enter(reserve, "两处重复公司")
    keeps = [await enter(reserve, f"两处保留公司{n}") for n in range(2)]
    payloads = await asyncio.gather(
        *(reserve.do("mergeOrganizations", BOTH, INVESTMENT, **pair(k, duplicate)) for k in keeps)
    )
    (won,) = [p for p in payloads if not p["userErrors"]]
    (lost,) = [outcome(p) for p in payloads if p["userErrors"]]
    assert lost >= {"VERSION_CONFLICT", "MERGED_ALREADY"}
    assert won["duplicate"]["mergedInto"]["id"] == won["organization"]["id"]


async def test_a_unit_is_deactivated_or_somebody_begins_to_act_for_it(reserve):
    unit = await enter(reserve, "竞争停用公司")
    member = {"organizationId": unit["id"], "person": "p", "name": "张三", "roles": ["OWNER"], "fromOn": "2026-01-01"}
    ended, joined = await asyncio.gather(
        reserve.do("deactivateOrganization", UNIT, INVESTMENT, **on(unit)),
        reserve.do("addMember", MEMBER, INVESTMENT, **member),
    )
    assert (outcome(ended), outcome(joined)) in (
        (set(), {"ORGANIZATION_INACTIVE"}),
        ({"UNIT_HAS_MEMBERS"}, set()),
    )


async def test_a_person_added_twice_at_once_is_a_member_once(reserve):
    unit = await enter(reserve, "竞争任职公司")
    member = {"organizationId": unit["id"], "person": "p", "name": "张三", "roles": ["OWNER"], "fromOn": "2026-01-01"}
    payloads = await asyncio.gather(*(reserve.do("addMember", MEMBER, INVESTMENT, **member) for _ in range(3)))
    assert [p["userErrors"] for p in payloads].count([]) == 1
    assert all(outcome(p) == {"MEMBERSHIP_OVERLAPS"} for p in payloads if p["userErrors"])


async def test_a_project_that_is_registered_while_its_owner_is_merged_ends_with_the_kept_unit_or_is_refused(reserve):
    keep, duplicate = await enter(reserve, "竞争保留公司"), await enter(reserve, "竞争重复公司")
    elements = reserve.elements(name="竞争改挂项目", ownerId=duplicate["id"], longitude=None, latitude=None)
    merged, registered = await asyncio.gather(
        reserve.do("mergeOrganizations", BOTH, INVESTMENT, **pair(keep, duplicate)),
        reserve.do("registerProject", PROJECT, INVESTMENT, **elements),
    )
    assert outcome(merged) == set()
    query = "query($f: ProjectFilter) { projects(filter: $f) { totalCount } }"
    kept, left = [
        (await reserve.api(query, {"f": {"ownerId": u["id"]}}, as_=INVESTMENT))["projects"]["totalCount"]
        for u in (keep, duplicate)
    ]
    assert left == 0
    assert (kept, outcome(registered)) in ((1, set()), (0, {"ORGANIZATION_INACTIVE"}))
