"""第四条：units that were merged: open requests go to the survivor, decided ones stay, numbers are never given twice."""

from __future__ import annotations

from itertools import permutations
from typing import Any
from uuid import UUID

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.api import Api
from tests.harness.people import person
from tests.harness.todos import todos
from tests.support.life_world import Life
from tests.support.world import DAY, District, ok

CHANGED = "zhongdian.reserve.organization.changed.v1"
SEEN = "state bureau { id } applicant { id } claimedBy version history { action note actorName }"


async def merge(api: Api, duplicate: UUID, keep: UUID, roles: list[Role], version: int = 2) -> None:
    facts = {"organizationId": str(duplicate), "name": "重复登记的单位", "roles": list(roles), "version": version}
    await api.consume(CHANGED, facts | {"division": "430211", "active": False, "mergedInto": str(keep)})


async def look(district: District, request: dict[str, Any]) -> dict[str, Any]:
    query = f"query($id: UUID!) {{ request(id: $id) {{ {SEEN} }} }}"
    return (await district.api(query, {"id": request["id"]}, as_=district.agent, on=DAY))["request"]


async def survivor(district: District, *roles: Role) -> UUID:
    keep = new_id()
    await district.unit(keep, "合并后的单位（示例）", list(roles))
    return keep


async def test_open_requests_of_a_merged_bureau_are_the_survivors_with_history_event_and_audit(district):
    request, keep = ok(await district.submit()), await survivor(district, Role.LAND)
    await merge(district.api, district.bureau, keep, [Role.LAND])
    seen = await look(district, request)
    assert (seen["bureau"], seen["state"], seen["version"]) == ({"id": str(keep)}, "SUBMITTED", 2)
    assert [s["action"] for s in seen["history"]] == ["SUBMITTED", "REASSIGNED"]
    assert "合并后的单位（示例）" in seen["history"][1]["note"]
    events = await district.api.events("zhongdian.support.request.reassigned.v1")
    (told,) = [e["data"] for e in events if e["data"]["requestId"] == request["id"]]
    assert (told["bureauId"], told["formerUnitId"], told["requestVersion"]) == (str(keep), str(district.bureau), 2)
    assert [a.action for a in await district.api.audit() if a.subject == f"request/{request['id']}"] == [
        "submitRequest",
        "followMerger",
    ]
    before = len(await district.api.events())
    await merge(district.api, district.bureau, keep, [Role.LAND])
    await merge(district.api, district.bureau, keep, [Role.LAND], version=1)
    assert (len(await district.api.events()), await look(district, request)) == (before, seen)


async def test_the_survivors_people_go_on_with_what_was_claimed_and_the_duplicates_no_more(district):
    request, keep = await district.claimed(), await survivor(district, Role.LAND)
    await merge(district.api, district.bureau, keep, [Role.LAND])
    seen = await look(district, request)
    assert seen["claimedBy"] == district.officer.name
    now = request | {"version": seen["version"]}
    former = await district.step("claim", now)
    assert [e["code"] for e in former["userErrors"]] == ["REQUEST_UNKNOWN"]
    theirs = person(Role.LAND, unit=keep, division=district.division).but(subject="survivor", name="科员丁")
    assert ok(await district.step("claim", now, as_=theirs))["state"] == "CLAIMED"
    queue = "query($b: UUID!) { requestQueue(bureauId: $b) { edges { node { id } } } }"
    listed = await district.api(queue, {"b": str(keep)}, as_=theirs, on=DAY)
    assert [e["node"]["id"] for e in listed["requestQueue"]["edges"]] == [request["id"]]


async def test_decided_requests_stay_and_the_survivors_numbers_go_on_after_the_duplicates(district):
    decide = {"outcome": "REFUSED", "reason": "不符合规划"}
    first = ok(await district.step("decide", await district.claimed(), **decide))
    keep = await survivor(district, Role.LAND)
    open_one = await district.claimed()
    await merge(district.api, district.bureau, keep, [Role.LAND])
    assert (await look(district, first))["bureau"] == {"id": str(district.bureau)}
    theirs = person(Role.LAND, unit=keep, division=district.division).but(subject="survivor", name="科员丁")
    version = (await look(district, open_one))["version"]
    taken = ok(await district.step("claim", open_one | {"version": version}, as_=theirs))
    second = ok(await district.step("decide", taken, as_=theirs, **decide))
    numbers = [int(r["documentNumber"].split("〕")[1].removesuffix("号")) for r in (first, second)]
    assert numbers[1] == numbers[0] + 1


async def test_what_a_merged_applicant_has_asked_for_is_the_survivors_to_withdraw(district):
    request = ok(await district.submit(as_=district.agent))
    keep = await survivor(district, Role.PROJECT_SERVICE)
    await merge(district.api, district.service, keep, [Role.PROJECT_SERVICE])
    seen = await look(district, request)
    assert seen["applicant"] == {"id": str(keep)}
    now = request | {"version": seen["version"]}
    refused = await district.step("withdraw", now, as_=district.agent)
    assert [e["code"] for e in refused["userErrors"]] == ["NOT_THE_APPLICANT"]
    theirs = person(Role.PROJECT_SERVICE, unit=keep, division=district.division)
    assert ok(await district.step("withdraw", now, as_=theirs))["state"] == "WITHDRAWN"


@pytest.mark.parametrize("twice", [False, True])
async def test_an_opinion_that_a_merged_unit_owes_is_its_survivors_to_give_once(district, twice):
    life = await Life(district).told()
    keep = await survivor(district, Role.REQUISITION)
    request = await district.claimed()
    for unit in (life.requisition, keep) if twice else (life.requisition,):
        question = {"unitId": str(unit), "question": "征拆能否按期完成"}
        request = ok(await life.step("askOpinion", request, district.officer, **question))
    await merge(district.api, life.requisition, keep, [Role.REQUISITION])
    theirs = person(Role.REQUISITION, unit=keep, division=district.division)
    asked = await todos(district.api, theirs, DAY, "supportTodos", projectId=str(district.project))
    assert [t["kind"] for t in asked] == ["OPINION_TO_GIVE"]
    seen = await life.seen(request, theirs)
    owed = [o for o in seen["opinions"] if o["withdrawnReason"] is None]
    assert [o["unit"] for o in owed] == [{"id": str(keep)}]
    assert owed[0]["dueOn"] == request["opinions"][0]["dueOn"]
    given = {"opinionId": owed[0]["id"], "expectedVersion": owed[0]["version"], "stance": "AGREE"}
    await life.do("giveRequestOpinion", theirs, DAY, **given)
    verb = "ended" if twice else "asked"
    (told,) = [
        e["data"]
        for e in await district.api.events(f"zhongdian.support.opinion.{verb}.v1")
        if e["data"]["requestId"] == request["id"] and e["data"]["version"] == 2
    ]
    assert told["unitId"] == str(life.requisition if twice else keep)
    before = len(await district.api.events())
    await merge(district.api, life.requisition, keep, [Role.REQUISITION], version=3)
    assert len(await district.api.events()) == before


async def test_nothing_new_is_asked_of_a_merged_bureau(district):
    keep = await survivor(district, Role.LAND)
    await merge(district.api, district.bureau, keep, [Role.LAND])
    refused = await district.submit()
    assert [e["code"] for e in refused["userErrors"]] == ["BUREAU_UNKNOWN"]
    assert ok(await district.submit(bureauId=str(keep)))["state"] == "SUBMITTED"


async def test_a_chain_of_mergers_ends_with_the_same_bureau_in_whatever_order_it_is_told(api):
    for order in permutations(range(2)):
        district = await District(api).told()
        request = ok(await district.submit())
        between, keep = await survivor(district, Role.LAND), await survivor(district, Role.LAND)
        steps = [(district.bureau, between), (between, keep)]
        for at in order:
            await merge(api, *steps[at], [Role.LAND])
        assert (await look(district, request))["bureau"] == {"id": str(keep)}, order
    assert await api.parked() == []
