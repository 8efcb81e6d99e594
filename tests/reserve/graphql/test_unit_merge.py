"""A unit that was entered twice becomes one, in one transaction, with all that named it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from services.chassis.clock import new_id
from services.law.parties import Role
from services.reserve.store import tables
from tests.harness.people import person
from tests.reserve.directory import MEMBER, UNIT, as_it_is, enter, history, join, on, pair, prove, seen
from tests.reserve.life import FIVE, INVESTMENT, PLAN, PROJECT, at, codes, credit_code, of

BOTH = "organization { id version roles active } duplicate { id version active mergedInto { id name } } "
PROJECT_NOW = """query($id: UUID!) { project(id: $id) { id version owner { id } town { id } cooperatingOrganizations { id }
    history(first: 1) { edges { node { action reason version changes { field before after } } } } } }"""


async def merged(reserve, keep, duplicate, **changes):
    payload = await reserve.do("mergeOrganizations", BOTH, INVESTMENT, **pair(keep, duplicate, **changes))
    assert payload["userErrors"] == []
    return payload


async def refused(reserve, keep, duplicate, **changes):
    payload = await reserve.do("mergeOrganizations", BOTH, INVESTMENT, **pair(keep, duplicate, **changes))
    assert (payload["organization"], payload["duplicate"]) == (None, None)
    return payload["userErrors"]


async def twins(reserve, name, **changes):
    return await enter(reserve, f"{name}有限公司", **changes), await enter(reserve, f"{name}公司", **changes)


async def owned(reserve, unit, name, **changes):
    elements = reserve.elements(name=name, ownerId=unit["id"], longitude=None, latitude=None) | changes
    return await reserve.done("registerProject", PROJECT, INVESTMENT, **elements)


async def test_the_kept_unit_stands_for_both_and_both_are_told(reserve):
    keep = await enter(reserve, "保留有限公司")
    duplicate = await enter(reserve, "保留公司", roles=["OWNER", "PLANNING_PARTY"])
    done = await merged(reserve, keep, duplicate)
    assert done["organization"] == {
        "id": keep["id"],
        "version": 2,
        "roles": ["OWNER", "PLANNING_PARTY"],
        "active": True,
    }
    into = {"id": keep["id"], "name": "保留有限公司"}
    assert done["duplicate"] == {"id": duplicate["id"], "version": 2, "active": False, "mergedInto": into}
    both = {keep["id"], duplicate["id"]}
    told = [e["data"] for e in await reserve.api.events("zhongdian.reserve.organization.changed.v1")]
    assert [(d["organizationId"], d["active"], d["mergedInto"]) for d in told if d["organizationId"] in both] == [
        (keep["id"], True, None),
        (duplicate["id"], False, keep["id"]),
    ]
    (event,) = [
        e
        for e in await reserve.api.events("zhongdian.reserve.organization.merged.v1")
        if e["subject"] == duplicate["id"]
    ]
    assert event["data"] == {
        "organizationId": duplicate["id"],
        "mergedInto": keep["id"],
        "version": 2,
        "division": "430211",
    }
    newest = history(await seen(reserve, keep["id"]))[0]
    assert (newest["action"], newest["reason"], newest["approver"]) == ("mergeOrganizations", "重复登记", "李科长")
    assert {"field": "merged", "before": None, "after": "保留公司"} in newest["changes"]
    gone = history(await seen(reserve, duplicate["id"]))[0]
    assert {"field": "merged_into", "before": None, "after": keep["id"]} in gone["changes"]


async def test_projects_name_the_kept_unit_each_with_its_history_and_event(reserve):
    keep, duplicate = await twins(reserve, "项目改挂")
    own = await owned(reserve, duplicate, "改挂的项目")
    beside = await owned(reserve, keep, "配合的项目", cooperatingIds=[reserve.town_id, duplicate["id"], keep["id"]])
    other = await owned(reserve, keep, "无关的项目")
    await merged(reserve, keep, duplicate)
    now = (await reserve.api(PROJECT_NOW, {"id": own["id"]}, as_=INVESTMENT))["project"]
    assert (now["owner"]["id"], now["version"]) == (keep["id"], 2)
    assert now["history"]["edges"][0]["node"] == {
        "action": "mergeOrganizations",
        "reason": "重复登记",
        "version": 2,
        "changes": [{"field": "owner_id", "before": duplicate["id"], "after": keep["id"]}],
    }
    further = (await reserve.api(PROJECT_NOW, {"id": beside["id"]}, as_=INVESTMENT))["project"]
    assert [o["id"] for o in further["cooperatingOrganizations"]] == [reserve.town_id, keep["id"]]
    assert (await reserve.api(PROJECT_NOW, {"id": other["id"]}, as_=INVESTMENT))["project"]["version"] == 1
    told = [e["data"] for e in await reserve.api.events("zhongdian.reserve.project.changed.v1")]
    assert {(d["projectId"], d["ownerId"], d["version"]) for d in told if d["version"] == 2} >= {
        (own["id"], keep["id"], 2),
        (beside["id"], keep["id"], 2),
    }
    assert other["id"] not in {d["projectId"] for d in told}


async def test_whoever_registered_a_project_for_the_duplicate_sees_it_as_the_kept_unit(reserve):
    keep, duplicate = await twins(reserve, "登记单位", roles=["PLANNING_PARTY"], category="STATE_PLATFORM")
    elements = reserve.elements(name="代为登记的项目", longitude=None, latitude=None)
    by = person(Role.PLANNING_PARTY, unit=duplicate["id"])
    project = await reserve.done("registerProject", PROJECT, by, **elements)
    await merged(reserve, keep, duplicate)
    seen_as = person(Role.PLANNING_PARTY, unit=keep["id"])
    assert (await reserve.api(PROJECT_NOW, {"id": project["id"]}, as_=seen_as))["project"]["version"] == 1


async def test_items_of_plans_in_preparation_follow_and_issued_ones_stay_as_issued(reserve):
    keep, duplicate = await twins(reserve, "计划改挂")
    project = await prove(reserve, await owned(reserve, duplicate, "计划改挂项目"), *FIVE)
    project = await reserve.done("convertProject", PROJECT, INVESTMENT, **at(project), toLibrary="FIVE_YEAR")
    plan = await reserve.done("draftPlan", PLAN, INVESTMENT, year=2027)
    item = {"projectId": project["id"], "kind": "PRELIMINARY", "annualInvestment": "0"}
    plan = await reserve.done("addPlanItem", PLAN, INVESTMENT, **of(plan), **item)
    issued = await _issued(reserve, plan["id"])
    await merged(reserve, keep, duplicate)
    listed, of_plan = tables.PlanItem, tables.Plan
    query = select(of_plan.id, of_plan.version, listed.owner_id).join(listed, listed.plan_id == of_plan.id)
    owners = {str(row.id): (row.version, str(row.owner_id)) for row in await reserve.api.rows(query)}
    assert owners == {plan["id"]: (plan["version"] + 1, keep["id"]), issued: (9, duplicate["id"])}
    audited = [a for a in await reserve.api.audit() if a.subject == f"plan/{plan['id']}"]
    assert (audited[-1].action, audited[-1].reason) == ("mergeOrganizations", "重复登记")


async def _issued(reserve, plan_id) -> str:
    """Write an issued plan of an earlier year with the items of a draft."""
    plan, item = tables.Plan.__table__, tables.PlanItem.__table__
    made = new_id()
    async with reserve.api.database.session("430211") as session:
        draft = (await session.execute(select(plan).where(plan.c.id == plan_id))).mappings().one()
        issued = {"id": made, "version": 9, "year": 2020, "status": "ISSUED", "issued_on": draft["drafted_on"]}
        await session.execute(plan.insert().values({**draft, **issued}))
        for listed in (await session.execute(select(item).where(item.c.plan_id == plan_id))).mappings().all():
            await session.execute(item.insert().values({**listed, "id": new_id(), "plan_id": made}))
        await session.commit()
    return str(made)


async def test_units_below_follow_with_their_versions(reserve):
    keep, duplicate = await twins(reserve, "下级改挂")
    below = await enter(reserve, "改挂的下级", parentId=duplicate["id"])
    await merged(reserve, keep, duplicate)
    now = await seen(reserve, below["id"])
    assert (now["parent"], now["version"], history(now)[0]["action"]) == ({"id": keep["id"]}, 2, "mergeOrganizations")


async def test_memberships_that_have_not_ended_follow_and_the_others_stay(reserve):
    keep, duplicate = await twins(reserve, "人员改挂")
    ended = await join(reserve, duplicate, "p-ended", untilOn="2026-11-23")
    acting = await join(reserve, duplicate, "p-acting", untilOn="2026-11-24")
    later = await join(reserve, duplicate, "p-later", fromOn="2027-01-01")
    await merged(reserve, keep, duplicate)
    query = "query($id: UUID!) { member(id: $id) { version organization { id } } }"
    where = [(await reserve.api(query, {"id": m["id"]}, as_=INVESTMENT))["member"] for m in (ended, acting, later)]
    assert [(m["organization"]["id"], m["version"]) for m in where] == [
        (duplicate["id"], 1),
        (keep["id"], 2),
        (keep["id"], 2),
    ]
    told = [e["data"] for e in await reserve.api.events("zhongdian.reserve.member.changed.v1")]
    assert {d["memberId"] for d in told if d["organizationId"] == keep["id"]} == {acting["id"], later["id"]}


async def test_what_stands_in_the_way_is_told_at_once_and_nothing_is_changed(reserve):
    keep, duplicate = await twins(reserve, "拦阻")
    await owned(reserve, keep, "同名项目")
    await owned(reserve, duplicate, "同名项目")
    await join(reserve, keep, "p-both")
    await join(reserve, duplicate, "p-both")
    duplicate |= {"version": duplicate["version"] + 3}
    errors = await refused(reserve, keep, duplicate, reason=" ", exceptionReason=None)
    assert codes(errors) == [
        "VERSION_CONFLICT",
        "EXCEPTION_INCOMPLETE",
        "REASON_MISSING",
        "CREDIT_CODES_DIFFER",
        "PROJECT_DUPLICATE",
        "MEMBERSHIP_OVERLAPS",
    ]
    assert errors[0]["field"] == "duplicateExpectedVersion"
    assert "（同名项目）" in errors[4]["message"]
    assert "（张三）" in errors[5]["message"]
    assert [(await seen(reserve, u["id"]))["version"] for u in (keep, duplicate)] == [1, 1]


async def test_a_unit_is_not_merged_with_itself_nor_twice_nor_into_its_own_part(reserve):
    keep, duplicate = await twins(reserve, "只并一次")
    assert codes(await refused(reserve, keep, keep)) == ["MERGE_WITH_ITSELF"]
    below = await enter(reserve, "只并一次的下级", parentId=duplicate["id"])
    assert codes(await refused(reserve, below, duplicate)) == ["PARENT_CYCLE"]
    await merged(reserve, keep, duplicate)
    keep, duplicate = await seen(reserve, keep["id"]), await seen(reserve, duplicate["id"])
    third = await enter(reserve, "第三家公司")
    assert codes(await refused(reserve, third, duplicate)) == ["MERGED_ALREADY"]
    assert codes(await refused(reserve, duplicate, third)) == ["MERGED_ALREADY"]
    for verb in ("reactivateOrganization", "deactivateOrganization"):
        assert codes(await reserve.refused(verb, UNIT, INVESTMENT, **on(duplicate))) == ["ORGANIZATION_MERGED"]
    entry = as_it_is(duplicate | {"creditCode": credit_code(4999), "category": "OWNER"}, reason="更正")
    assert codes(await reserve.refused("changeOrganization", UNIT, INVESTMENT, **entry)) == ["ORGANIZATION_MERGED"]


async def test_different_codes_need_an_exception_with_its_approver(reserve):
    keep, duplicate = await twins(reserve, "代码不同")
    none = await refused(reserve, keep, duplicate, exceptionReason=None, exceptionApprover=None)
    assert [(e["code"], e["article"]) for e in none] == [("CREDIT_CODES_DIFFER", "第四条")]
    half = await refused(reserve, keep, duplicate, exceptionApprover=None)
    assert codes(half) == ["EXCEPTION_INCOMPLETE", "CREDIT_CODES_DIFFER"]


async def test_units_of_two_districts_are_two_units(reserve):
    keep = await enter(reserve, "本区单位")
    neighbour = INVESTMENT.but(division="430212")
    given = {"name": "邻区单位", "category": "OWNER", "creditCode": credit_code(4998), "roles": ["OWNER"]}
    duplicate = await reserve.done("registerOrganization", UNIT, neighbour, **given)
    assert codes(await refused(reserve, keep, duplicate)) == ["ORGANIZATION_UNKNOWN"]
    city = INVESTMENT.but(division="430200")
    across = await reserve.do("mergeOrganizations", BOTH, city, **pair(keep, duplicate))
    assert "MERGE_ACROSS_DIVISIONS" in codes(across["userErrors"])
    within = await enter(reserve, "本区另一单位")
    looking = await reserve.do("mergeOrganizations", BOTH, city, **pair(keep, within))
    assert codes(looking["userErrors"]) == ["ORGANIZATION_UNKNOWN"]


@pytest.mark.parametrize("who", ["owner", "town", "authority"])
async def test_only_the_investment_authority_merges(reserve, who):
    document = (
        "mutation($input: MergeOrganizationsInput!) { mergeOrganizations(input: $input) { userErrors { code } } }"
    )
    keep, duplicate = await twins(reserve, f"无权合并{who}")
    given = pair(keep, duplicate) | {"idempotencyKey": f"not-yours-{who}"}
    answer = await reserve.api.raw(document, {"input": given}, as_=getattr(reserve, who))
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_the_same_merge_sent_again_is_carried_out_once(reserve):
    keep, duplicate = await twins(reserve, "重发合并")
    given = pair(keep, duplicate) | {"idempotencyKey": "merge-once"}
    first = await reserve.do("mergeOrganizations", BOTH, INVESTMENT, **given)
    again = await reserve.do("mergeOrganizations", BOTH, INVESTMENT, **given)
    assert first == again
    assert (await seen(reserve, keep["id"]))["version"] == 2


async def test_a_member_of_the_duplicate_is_changed_in_the_unit_that_is_kept(reserve):
    keep, duplicate = await twins(reserve, "并后变更")
    member = await join(reserve, duplicate, "p-moved")
    await merged(reserve, keep, duplicate)
    own = person(Role.OWNER, unit=keep["id"])
    end = {"memberId": member["id"], "expectedVersion": 2, "untilOn": "2026-11-24", "reason": "调离"}
    assert (await reserve.done("endMember", MEMBER, own, **end))["version"] == 3
