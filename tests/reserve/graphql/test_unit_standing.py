"""A unit that does not act any more: when it may be deactivated, and what it is kept from."""

from __future__ import annotations

import pytest

from tests.reserve.directory import MEMBER, UNIT, as_it_is, enter, history, join, on, prove, seen
from tests.reserve.graphql.test_imports import office_sheet, row, sent
from tests.reserve.life import FIVE, INVESTMENT, PLAN, PROJECT, at, codes, of

LISTED = "query($f: OrganizationFilter, $q: String) { organizations(filter: $f, search: $q) { totalCount edges { node { name active } } } }"
ITEM = {"kind": "NEW_START", "annualInvestment": "8000"}


async def deactivated(reserve, name, **changes):
    unit = await enter(reserve, name, **changes)
    return unit | await reserve.done("deactivateOrganization", UNIT, INVESTMENT, **on(unit))


async def test_a_unit_is_deactivated_and_reactivated_with_reasons_that_are_told(reserve):
    unit = await deactivated(reserve, "一去一回公司")
    assert (unit["active"], unit["version"]) == (False, 2)
    again = await reserve.done("reactivateOrganization", UNIT, INVESTMENT, **on(unit, "恢复经营"))
    assert (again["active"], again["version"]) == (True, 3)
    assert [(h["action"], h["reason"]) for h in history(again)][:2] == [
        ("reactivateOrganization", "恢复经营"),
        ("deactivateOrganization", "机构调整"),
    ]
    assert history(again)[1]["changes"] == [{"field": "active", "before": "True", "after": "False"}]
    told = [e["data"] for e in await reserve.api.events("zhongdian.reserve.organization.changed.v1")]
    assert [(d["version"], d["active"]) for d in told if d["organizationId"] == unit["id"]] == [(2, False), (3, True)]


async def test_a_unit_with_dependents_stays_active_and_all_of_them_are_told(reserve):
    unit = await enter(reserve, "被依赖的公司")
    await enter(reserve, "被依赖公司的下级", parentId=unit["id"])
    await join(reserve, unit, "p-dependent")
    elements = {"ownerId": unit["id"], "townId": None}
    project = await reserve.done(
        "registerProject", PROJECT, INVESTMENT, **reserve.elements(name="依赖项目", **elements)
    )
    assert codes(await reserve.refused("deactivateOrganization", UNIT, INVESTMENT, **on(unit))) == [
        "UNIT_HAS_CHILDREN",
        "UNIT_HAS_MEMBERS",
    ]
    project = await prove(reserve, project, *FIVE)
    project = await reserve.done("convertProject", PROJECT, INVESTMENT, **at(project), toLibrary="FIVE_YEAR")
    plan = await reserve.done("draftPlan", PLAN, INVESTMENT, year=2027)
    item = {"projectId": project["id"], "kind": "PRELIMINARY", "annualInvestment": "0"}
    plan = await reserve.done("addPlanItem", PLAN, INVESTMENT, **of(plan), **item)
    refused = await reserve.refused("deactivateOrganization", UNIT, INVESTMENT, **on(unit, ""))
    assert codes(refused) == [
        "REASON_MISSING",
        "UNIT_HAS_PROJECTS",
        "UNIT_HAS_PLAN_ITEMS",
        "UNIT_HAS_CHILDREN",
        "UNIT_HAS_MEMBERS",
    ]
    assert "有1个在库项目（依赖项目）" in refused[1]["message"]
    assert "（被依赖公司的下级）" in refused[3]["message"]
    assert all(e["article"] for e in refused)
    assert (await seen(reserve, unit["id"]))["active"]
    await reserve.done("removePlanItem", PLAN, INVESTMENT, **of(plan), projectId=project["id"])


async def test_a_membership_that_has_ended_and_a_unit_below_that_does_not_act_hold_nothing_up(reserve):
    unit = await enter(reserve, "清理完毕的公司")
    below = await enter(reserve, "清理完毕的下级", parentId=unit["id"])
    await reserve.done("deactivateOrganization", UNIT, INVESTMENT, **on(below))
    await join(reserve, unit, "p-gone", untilOn="2026-11-23")
    assert not (await reserve.done("deactivateOrganization", UNIT, INVESTMENT, **on(unit)))["active"]
    refused = await reserve.refused("reactivateOrganization", UNIT, INVESTMENT, **on(await seen(reserve, below["id"])))
    assert codes(refused) == ["PARENT_INACTIVE"]


@pytest.mark.parametrize(("until", "held"), [("2026-11-23", False), ("2026-11-24", True), (None, True)])
async def test_a_membership_holds_its_unit_through_its_last_day(reserve, until, held):
    unit = await enter(reserve, f"末日任职公司{until}")
    await join(reserve, unit, f"p-last-{until}", untilOn=until)
    payload = await reserve.do("deactivateOrganization", UNIT, INVESTMENT, **on(unit))
    assert codes(payload["userErrors"]) == (["UNIT_HAS_MEMBERS"] if held else [])


async def test_the_list_is_narrowed_to_units_that_act_or_do_not(reserve):
    await enter(reserve, "筛选用在用公司")
    await deactivated(reserve, "筛选用停用公司")

    async def found(**filter):
        answer = await reserve.api(LISTED, {"f": filter, "q": "筛选用"}, as_=reserve.owner)
        return [(e["node"]["name"], e["node"]["active"]) for e in answer["organizations"]["edges"]]

    assert sorted(await found()) == [("筛选用停用公司", False), ("筛选用在用公司", True)]
    assert await found(active=True) == [("筛选用在用公司", True)]
    assert await found(active=False) == [("筛选用停用公司", False)]
    assert await found(active=False, categories=["TOWN"]) == []
    everyone = await reserve.api(LISTED, {"f": {"active": False}}, as_=reserve.owner)
    assert all(not e["node"]["active"] for e in everyone["organizations"]["edges"])


async def test_a_new_project_names_no_unit_that_does_not_act(reserve):
    owner = await deactivated(reserve, "停用业主")
    town = await deactivated(reserve, "停用街道", category="TOWN", roles=["PLANNING_PARTY"])
    bureau = await deactivated(reserve, "停用主管部门", category="DEPARTMENT", roles=["INDUSTRY_AUTHORITY"])
    named = {"ownerId": owner["id"], "townId": town["id"], "industryAuthorityId": bureau["id"]}
    elements = reserve.elements(name="停用单位的项目", cooperatingIds=[reserve.town_id, bureau["id"]], **named)
    refused = await reserve.refused("registerProject", PROJECT, INVESTMENT, **elements)
    assert [(e["code"], e["field"]) for e in refused] == [
        ("ORGANIZATION_INACTIVE", "ownerId"),
        ("ORGANIZATION_INACTIVE", "townId"),
        ("ORGANIZATION_INACTIVE", "industryAuthorityId"),
        ("ORGANIZATION_INACTIVE", "cooperatingIds.1"),
    ]
    assert "停用业主" in refused[0]["message"]


async def test_a_project_in_no_library_keeps_its_owner_but_enters_none_and_is_in_no_plan(reserve):
    unit = await enter(reserve, "后来停用的业主")
    elements = reserve.elements(name="业主后来停用的项目", ownerId=unit["id"], townId=None)
    project = await reserve.done("registerProject", PROJECT, INVESTMENT, **elements)
    project = await prove(reserve, project, *FIVE)
    await reserve.done("deactivateOrganization", UNIT, INVESTMENT, **on(unit))
    project = await reserve.done("changeProject", PROJECT, INVESTMENT, **at(project), reason="扩大", scale="二期")
    refused = await reserve.refused("convertProject", PROJECT, INVESTMENT, **at(project), toLibrary="FIVE_YEAR")
    assert codes(refused) == ["ORGANIZATION_INACTIVE"]
    plans = await reserve.api("{ plans(year: 2027) { edges { node { id version } } } }", as_=INVESTMENT)
    edges = plans["plans"]["edges"]
    plan = edges[0]["node"] if edges else await reserve.done("draftPlan", PLAN, INVESTMENT, year=2027)
    exempted = {"exceptionReason": "抢险", "exceptionApprover": "王区长"}
    added = await reserve.refused(
        "addPlanItem", PLAN, INVESTMENT, **of(plan), projectId=project["id"], **ITEM, **exempted
    )
    assert "ORGANIZATION_INACTIVE" in codes(added)


async def test_a_change_names_no_unit_anew_that_does_not_act(reserve):
    project = await reserve.project(name="改业主的项目")
    owner = await deactivated(reserve, "不能接手的业主")
    refused = await reserve.refused(
        "changeProject", PROJECT, INVESTMENT, **at(project), reason="变更业主", ownerId=owner["id"]
    )
    assert [(e["code"], e["field"]) for e in refused] == [("ORGANIZATION_INACTIVE", "ownerId")]


async def test_no_unit_is_put_and_nobody_acts_below_one_that_does_not_act(reserve):
    upper = await deactivated(reserve, "停用的上级")
    unit = await enter(reserve, "无上级的公司")
    change = as_it_is(unit, parentId=upper["id"])
    assert codes(await reserve.refused("changeOrganization", UNIT, INVESTMENT, **change)) == ["PARENT_INACTIVE"]
    member = {"organizationId": upper["id"], "person": "p", "name": "张三", "roles": ["OWNER"], "fromOn": "2026-01-01"}
    assert codes(await reserve.refused("addMember", MEMBER, INVESTMENT, **member)) == ["ORGANIZATION_INACTIVE"]


async def test_only_the_authority_of_the_division_deactivates_and_what_it_saw(reserve):
    unit = await enter(reserve, "他人不得停用公司")
    document = "mutation($input: DeactivateOrganizationInput!) { deactivateOrganization(input: $input) { userErrors { code } } }"
    given = {"input": on(unit) | {"idempotencyKey": "not-yours"}}
    answer = await reserve.api.raw(document, given, as_=reserve.owner)
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    city = await reserve.refused("deactivateOrganization", UNIT, INVESTMENT.but(division="430200"), **on(unit))
    assert codes(city) == ["ORGANIZATION_UNKNOWN"]
    stale = on(unit) | {"expectedVersion": 7}
    assert codes(await reserve.refused("deactivateOrganization", UNIT, INVESTMENT, **stale)) == ["VERSION_CONFLICT"]
    twice = await deactivated(reserve, "停用两次公司")
    assert codes(await reserve.refused("deactivateOrganization", UNIT, INVESTMENT, **on(twice))) == ["ALREADY_INACTIVE"]
    active = on(await enter(reserve, "不需恢复公司"))
    assert codes(await reserve.refused("reactivateOrganization", UNIT, INVESTMENT, **active)) == ["ALREADY_ACTIVE"]


async def test_a_sheet_names_no_unit_that_does_not_act(reserve):
    owner = await deactivated(reserve, "表内停用业主")
    content = office_sheet(row(1, "停用业主的表内项目", owner=owner["name"]))
    report = (await sent(reserve, content, dry_run=True))["report"]
    assert [(f["column"], f["code"], f["article"]) for f in report["faults"]] == [
        ("C", "ORGANIZATION_INACTIVE", "第三条（二）")
    ]
    assert codes((await sent(reserve, content))["userErrors"]) == ["ORGANIZATION_INACTIVE"]
