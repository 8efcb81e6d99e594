"""Who acts for a unit, in what roles and when; who may say so, and who sees the phone number."""

from __future__ import annotations

from uuid import UUID

import pytest

from services.law.parties import Role
from tests.harness.people import person
from tests.reserve.directory import MEMBER, UNIT, as_it_is, enter, history, join, seen
from tests.reserve.life import INVESTMENT, TODAY, codes

LISTED = """query($f: MemberFilter, $q: String, $n: Int, $a: String) { members(filter: $f, search: $q, first: $n, after: $a) {
    totalCount pageInfo { endCursor } edges { node { id name person current organization { name } } } } }"""


async def listed(reserve, as_=INVESTMENT, **asked):
    answer = await reserve.api(LISTED, asked, as_=as_, on=TODAY)
    return [e["node"]["person"] for e in answer["members"]["edges"]]


def given(unit, person_, **changes):
    base = {"organizationId": unit["id"], "person": person_, "name": "张三", "roles": ["OWNER"], "fromOn": "2026-01-01"}
    return base | changes


def at_version(member, **changes):
    return {"memberId": member["id"], "expectedVersion": member["version"]} | changes


async def test_a_person_is_added_to_a_unit_and_told_without_the_phone_number(reserve):
    unit = await enter(reserve, "任职公司")
    member = await join(reserve, unit, "p-told", phone="13800000000", untilOn="2026-12-31")
    assert (member["roles"], member["current"], member["organization"]) == (["OWNER"], True, {"id": unit["id"]})
    (event,) = [
        e for e in await reserve.api.events("zhongdian.reserve.member.added.v1") if e["subject"] == member["id"]
    ]
    assert event["data"] == {
        "memberId": member["id"],
        "organizationId": unit["id"],
        "person": "p-told",
        "name": "张三",
        "roles": ["OWNER"],
        "fromOn": "2026-01-01",
        "untilOn": "2026-12-31",
        "version": 1,
        "division": "430211",
    }
    entry = history(await seen(reserve, unit["id"]))[0]
    assert (entry["action"], entry["version"]) == ("addMember", 1)
    assert entry["changes"] == [{"field": "member", "before": None, "after": "张三 OWNER 2026-01-01 至 2026-12-31"}]


async def test_a_membership_is_changed_and_ended_with_reasons(reserve):
    unit = await enter(reserve, "变更任职公司", roles=["OWNER", "PLANNING_PARTY"])
    member = await join(reserve, unit, "p-change")
    whole = {"name": "张三", "roles": ["OWNER", "PLANNING_PARTY"], "fromOn": "2026-02-01", "phone": "0731-28000000"}
    changed = await reserve.done("changeMember", MEMBER, INVESTMENT, **at_version(member, reason="兼任", **whole))
    assert (changed["version"], changed["roles"], changed["phone"]) == (2, whole["roles"], "0731-28000000")
    ended = await reserve.done(
        "endMember", MEMBER, INVESTMENT, **at_version(changed, untilOn="2026-11-23", reason="调离")
    )
    assert (ended["version"], ended["untilOn"], ended["current"]) == (3, "2026-11-23", False)
    told = [
        (e["type"].split(".")[3], e["data"]["version"], e["data"]["untilOn"])
        for e in await reserve.api.events()
        if e["subject"] == member["id"]
    ]
    assert told == [("added", 1, None), ("changed", 2, None), ("ended", 3, "2026-11-23")]
    assert [(h["action"], h["reason"]) for h in history(await seen(reserve, unit["id"]))[:2]] == [
        ("endMember", "调离"),
        ("changeMember", "兼任"),
    ]
    over = at_version(ended, reason="更正", **whole)
    assert codes(await reserve.refused("changeMember", MEMBER, INVESTMENT, **over)) == ["MEMBERSHIP_ENDED"]
    again = await join(reserve, unit, "p-change", fromOn="2026-11-24")
    assert again["id"] != member["id"]


async def test_everything_wrong_with_a_membership_is_told_at_once(reserve):
    unit = await enter(reserve, "任职有误公司")
    wrong = {"name": "🙂", "roles": ["LAND"], "untilOn": "2025-12-31", "phone": "110"}
    errors = await reserve.refused("addMember", MEMBER, INVESTMENT, **given(unit, "张 三", **wrong))
    assert codes(errors) == [
        "NAME_SYMBOL",
        "ROLE_NOT_OF_UNIT",
        "PERIOD_REVERSED",
        "PERSON_MALFORMED",
        "PHONE_MALFORMED",
    ]
    assert all(e["article"] == "第四条" and e["field"] for e in errors)
    stale = {"memberId": str(UUID(int=1)), "expectedVersion": 1, "untilOn": "2026-11-24", "reason": "x"}
    assert codes(await reserve.refused("endMember", MEMBER, INVESTMENT, **stale)) == ["MEMBER_UNKNOWN"]
    nowhere = given({"id": str(UUID(int=1))}, "p")
    assert codes(await reserve.refused("addMember", MEMBER, INVESTMENT, **nowhere)) == ["ORGANIZATION_UNKNOWN"]


async def test_who_saw_an_older_version_changes_nothing(reserve):
    unit = await enter(reserve, "旧版任职公司")
    member = await join(reserve, unit, "p-stale")
    old = at_version(member, untilOn="2026-12-31", reason="调离") | {"expectedVersion": 2}
    assert codes(await reserve.refused("endMember", MEMBER, INVESTMENT, **old)) == ["VERSION_CONFLICT"]


async def test_a_person_is_a_member_of_several_units_but_of_one_only_once_at_a_time(reserve):
    one, other = await enter(reserve, "兼职公司甲"), await enter(reserve, "兼职公司乙")
    await join(reserve, one, "p-several", untilOn="2026-06-30")
    await join(reserve, other, "p-several")
    await join(reserve, one, "p-several", fromOn="2026-07-01")
    met = await reserve.refused("addMember", MEMBER, INVESTMENT, **given(one, "p-several", fromOn="2026-06-30"))
    assert codes(met) == ["MEMBERSHIP_OVERLAPS"]
    assert await listed(reserve, f={"person": "p-several"}) == ["p-several"] * 3
    assert await listed(reserve, f={"person": "p-several", "current": True}) == ["p-several"] * 2


@pytest.mark.parametrize(
    ("roles", "unit", "expected"),
    [
        ((Role.OWNER,), "own", []),
        ((Role.OWNER, Role.PLANNING_PARTY), "own", []),
        ((Role.PLANNING_PARTY,), "own", ["ROLE_NOT_YOURS"]),
        ((Role.FINANCE,), "own", ["MEMBERS_NOT_YOURS", "ROLE_NOT_YOURS"]),
        ((Role.OWNER,), "other", ["MEMBERS_NOT_YOURS"]),
        ((Role.OWNER,), None, ["MEMBERS_NOT_YOURS"]),
    ],
)
async def test_a_unit_keeps_its_own_people_in_roles_that_they_hold(reserve, roles, unit, expected):
    kept = await enter(reserve, f"自行维护{roles}{unit}公司", roles=["OWNER", "PLANNING_PARTY"])
    of_unit = {"own": UUID(kept["id"]), "other": UUID(reserve.owner_id), None: None}[unit]
    payload = await reserve.do("addMember", MEMBER, person(*roles, unit=of_unit), **given(kept, "p-own"))
    assert codes(payload["userErrors"]) == expected


async def test_operators_keep_nobody(reserve):
    document = "mutation($input: AddMemberInput!) { addMember(input: $input) { userErrors { code } } }"
    values = given({"id": reserve.owner_id}, "p-x") | {"idempotencyKey": "operator"}
    answer = await reserve.api.raw(document, {"input": values}, as_=person(Role.OPERATOR))
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_the_phone_number_is_for_the_authority_the_unit_and_the_person(reserve):
    unit = await enter(reserve, "电话公司")
    member = await join(reserve, unit, "p-phone", phone="13800000001")
    query = (
        'query($id: UUID!) { member(id: $id) { name phone } members(search: "张三") { edges { node { id phone } } } }'
    )

    async def phone(who):
        answer = await reserve.api(query, {"id": member["id"]}, as_=who, on=TODAY)
        (same,) = [e["node"]["phone"] for e in answer["members"]["edges"] if e["node"]["id"] == member["id"]]
        assert answer["member"] == {"name": "张三", "phone": same}
        return same

    seeing = [INVESTMENT, person(Role.OWNER, unit=UUID(unit["id"])), person(Role.LEADER, subject="p-phone")]
    blind = [reserve.owner, reserve.town, person(Role.LEADER), person(Role.DISCIPLINE, subject="p-phones")]
    assert [await phone(who) for who in seeing] == ["13800000001"] * len(seeing)
    assert [await phone(who) for who in blind] == [None] * len(blind)


async def test_members_are_found_by_unit_person_role_day_and_name(reserve):
    unit = await enter(reserve, "名册公司", roles=["OWNER", "LAND"])
    await join(reserve, unit, "p-1", name="阿甲名册", untilOn="2026-11-24")
    await join(reserve, unit, "p-2", name="毕乙名册", roles=["LAND"], untilOn="2026-11-23")
    await join(reserve, unit, "p-3", name="崔丙名册", fromOn="2026-11-25")
    await join(reserve, unit, "p-4", name="丁丁名册", roles=["LAND", "OWNER"], fromOn="2026-11-24")
    of_unit = {"organizationId": unit["id"]}
    assert await listed(reserve, f=of_unit) == ["p-1", "p-2", "p-3", "p-4"]
    assert await listed(reserve, f=of_unit | {"current": True}) == ["p-1", "p-4"]
    assert await listed(reserve, f=of_unit | {"current": False}) == ["p-2", "p-3"]
    assert await listed(reserve, f=of_unit | {"role": "LAND"}) == ["p-2", "p-4"]
    assert await listed(reserve, f={"role": "LAND"}, q="名册") == ["p-2", "p-4"]
    assert await listed(reserve, f={"role": "LAND", "current": True}, q="名册") == ["p-4"]
    assert await listed(reserve, f={"current": False}, q="名册") == ["p-2", "p-3"]
    assert await listed(reserve, f=of_unit | {"person": "p-3"}) == ["p-3"]
    assert await listed(reserve, q="丙名") == ["p-3"]
    assert await listed(reserve, q="没有的人") == []
    assert set(await listed(reserve, f={"current": True}, n=200)) >= {"p-1", "p-4"}
    assert not {"p-1", "p-4"} & set(await listed(reserve, f={"current": False}, n=200))
    assert set(await listed(reserve, f={"role": "LAND"}, n=200)) >= {"p-2", "p-4"}


async def test_the_list_of_members_is_paged(reserve):
    unit = await enter(reserve, "分页名册公司")
    for n in range(3):
        await join(reserve, unit, f"p-page-{n}", name=f"分页{'甲乙丁'[n]}")
    asked = {"f": {"organizationId": unit["id"]}, "n": 2}
    page = (await reserve.api(LISTED, asked, as_=INVESTMENT))["members"]
    assert (page["totalCount"], len(page["edges"])) == (3, 2)
    rest = (await reserve.api(LISTED, asked | {"a": page["pageInfo"]["endCursor"]}, as_=INVESTMENT))["members"]
    both = [e["node"]["person"] for p in (page, rest) for e in p["edges"]]
    assert sorted(both) == ["p-page-0", "p-page-1", "p-page-2"]
    query = "query($id: UUID!) { organization(id: $id) { members(first: 2) { totalCount edges { node { person } } } } }"
    within = (await reserve.api(query, {"id": unit["id"]}, as_=reserve.owner))["organization"]["members"]
    assert (within["totalCount"], len(within["edges"])) == (3, 2)


async def test_another_district_sees_no_members(reserve):
    unit = await enter(reserve, "区内名册公司")
    await join(reserve, unit, "p-district")
    neighbour = INVESTMENT.but(division="430212")
    assert await listed(reserve, as_=neighbour, f={"person": "p-district"}) == []
    assert await listed(reserve, as_=INVESTMENT.but(division="430200"), f={"person": "p-district"}) == ["p-district"]


async def test_a_role_in_which_somebody_acts_is_not_taken_from_the_unit(reserve):
    unit = await enter(reserve, "收回身份公司", roles=["OWNER", "LAND"])
    member = await join(reserve, unit, "p-role", name="李四", roles=["LAND"])
    fewer = as_it_is(unit, roles=["OWNER"])
    (error,) = await reserve.refused("changeOrganization", UNIT, INVESTMENT, **fewer)
    assert error["code"] == "ROLE_HELD_BY_MEMBERS"
    assert "李四" in error["message"]
    await reserve.done("endMember", MEMBER, INVESTMENT, **at_version(member, untilOn="2026-11-23", reason="调离"))
    assert (await reserve.done("changeOrganization", UNIT, INVESTMENT, **fewer))["roles"] == ["OWNER"]
