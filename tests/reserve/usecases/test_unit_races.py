"""Units at the same moment: one command wins, and nobody is left naming a unit that does not act."""

from __future__ import annotations

import asyncio
from datetime import date
from uuid import UUID

from sqlalchemy import select

from services.law.parties import Role
from services.reserve.store import tables
from tests.harness.people import person
from tests.reserve.adjusting import item
from tests.reserve.directory import MEMBER, UNIT, enter, on, pair, seen
from tests.reserve.filing import Season, this
from tests.reserve.life import INVESTMENT, PLAN, PROJECT, at, codes, of
from tests.reserve.planned_life import NOVEMBER, REPORT, acting

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


async def test_a_plan_item_that_is_added_while_its_owner_is_merged_names_the_kept_unit(reserve):
    keep, duplicate = await enter(reserve, "竞争列入有限公司"), await enter(reserve, "竞争列入公司")
    project = await reserve.ready("竞争列入项目")
    elements = reserve.elements(name="竞争列入项目", ownerId=duplicate["id"]) | {"reason": "业主变更"}
    project = await reserve.done("changeProject", PROJECT, INVESTMENT, **at(project), **elements)
    plan = await reserve.done("draftPlan", PLAN, INVESTMENT, year=2027)
    merged, added = await asyncio.gather(
        reserve.do("mergeOrganizations", BOTH, INVESTMENT, **pair(keep, duplicate)),
        reserve.do("addPlanItem", PLAN, INVESTMENT, **of(plan), **item(project)),
    )
    assert (outcome(merged), outcome(added)) == (set(), set())
    listed = tables.PlanItem
    rows = await reserve.api.rows(select(listed.owner_id).where(listed.plan_id == UUID(plan["id"])))
    assert [str(row.owner_id) for row in rows] == [keep["id"]]


async def test_an_application_that_is_submitted_while_its_owner_is_merged_ends_with_the_kept_unit(reserve):
    keep, duplicate = await enter(reserve, "竞争申报有限公司"), await enter(reserve, "竞争申报公司")
    project = await reserve.ready("竞争申报项目")
    elements = reserve.elements(name="竞争申报项目", ownerId=duplicate["id"]) | {"reason": "业主变更"}
    project = await reserve.done("changeProject", PROJECT, INVESTMENT, **at(project), **elements)
    season = Season(reserve, 2037)
    await season.published()
    theirs = person(Role.OWNER, unit=duplicate["id"])
    begun = await season.begun(project, as_=theirs)
    merged, submitted = await asyncio.gather(
        reserve.do("mergeOrganizations", BOTH, INVESTMENT, on=season.today, **pair(keep, duplicate)),
        reserve.do("submitApplication", "application { id }", theirs, on=season.today, **this(begun)),
    )
    assert outcome(merged) == set()
    # submitted first, or too late: then it is the kept unit's, and in another version
    assert outcome(submitted) in (set(), {"VERSION_CONFLICT"}, {"APPLICATION_UNKNOWN"}), submitted
    now = await season.seen(begun, "status version project { owner { id } } steps { edges { node { action } } }")
    assert now["project"]["owner"]["id"] == keep["id"]
    assert now["status"] == ("DRAFT" if submitted["userErrors"] else "SUBMITTED")
    assert "mergeOrganizations" in [e["node"]["action"] for e in now["steps"]["edges"]]


async def test_a_list_that_is_begun_while_its_unit_is_merged_is_the_kept_units_or_is_not_begun(reserve):
    party = {"category": "TOWN", "roles": ["PLANNING_PARTY"]}
    keep, duplicate = await enter(reserve, "竞争月报镇", **party), await enter(reserve, "竞争月报人民政府", **party)
    nothing = {"month": NOVEMBER, "nothingReason": "本月无新增变化"}
    day = date(2026, 11, 28)
    merged, begun = await asyncio.gather(
        reserve.do("mergeOrganizations", BOTH, INVESTMENT, on=day, **pair(keep, duplicate)),
        reserve.do("draftPlannedReport", REPORT, acting(duplicate["id"]), on=day, **nothing),
    )
    assert outcome(merged) == set()
    assert outcome(begun) in (set(), {"PLANNED_NOT_A_PARTY"})
    query = "query($id: UUID!) { plannedReport(id: $id) { unit { id } } }"
    if begun["report"]:
        report = await reserve.api(query, {"id": begun["report"]["id"]}, as_=INVESTMENT, on=day)
        assert report["plannedReport"]["unit"]["id"] == keep["id"]
