"""第四条：a unit stands for those that were merged into it: its people see what those had decided and asked for."""

from __future__ import annotations

from itertools import permutations
from typing import Any
from uuid import UUID

from services.law.parties import Role
from tests.harness.people import Person, person
from tests.support.messaging.test_merged import merge, survivor
from tests.support.world import DAY, District, ok

REQUEST = "query($id: UUID!) { request(id: $id) { id state bureau { id } documentNumber history { action } } }"
QUEUE = """query($b: UUID!, $f: RequestQueueFilter) { requestQueue(bureauId: $b, filter: $f) {
    totalCount edges { node { id } } } }"""
CLOSED = {"states": ["GRANTED", "GRANTED_IN_PART", "REFUSED", "WITHDRAWN"]}


async def seen(district: District, request: dict[str, Any], as_: Person) -> Any:
    return (await district.api(REQUEST, {"id": request["id"]}, as_=as_, on=DAY))["request"]


async def refused(district: District) -> dict[str, Any]:
    return ok(await district.step("decide", await district.claimed(), outcome="REFUSED", reason="不符合规划"))


def of_bureau(district: District, unit: UUID) -> Person:
    return person(Role.LAND, unit=unit, division=district.division).but(subject="survivor", name="科员丁")


async def test_the_survivors_people_see_what_the_merged_bureau_has_decided_and_nobody_elses_do(district):
    decided, keep = await refused(district), await survivor(district, Role.LAND)
    stranger = await survivor(district, Role.LAND)
    assert await seen(district, decided, of_bureau(district, keep)) is None
    await merge(district.api, district.bureau, keep, [Role.LAND])
    shown = await seen(district, decided, of_bureau(district, keep))
    assert (shown["bureau"], shown["state"]) == ({"id": str(district.bureau)}, "REFUSED")
    assert shown["documentNumber"]
    assert [s["action"] for s in shown["history"]] == ["SUBMITTED", "ACCEPTED", "CLAIMED", "DECIDED"]
    assert await seen(district, decided, district.officer) is not None
    assert await seen(district, decided, of_bureau(district, stranger)) is None


async def test_the_merged_bureaus_queue_is_open_to_the_survivors_people_with_what_is_closed(district):
    decided, keep = await refused(district), await survivor(district, Role.LAND)
    asked, theirs = {"b": str(district.bureau), "f": CLOSED}, of_bureau(district, keep)
    before = await district.api.raw(QUEUE, asked, as_=theirs, on=DAY)
    assert before["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    await merge(district.api, district.bureau, keep, [Role.LAND])
    listed = (await district.api(QUEUE, asked, as_=theirs, on=DAY))["requestQueue"]
    assert [e["node"]["id"] for e in listed["edges"]] == [decided["id"]]
    back = await district.api.raw(QUEUE, {"b": str(keep)}, as_=district.officer, on=DAY)
    assert back["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_the_survivor_of_a_merged_applicant_sees_what_was_withdrawn_and_decided(district):
    agent = district.agent.but(roles=(Role.OWNER,))  # not the department that sees all requests
    request = ok(await district.submit(as_=district.agent))
    gone = ok(await district.step("withdraw", request, district.agent, reason="不再需要"))
    keep = await survivor(district, Role.OWNER)
    theirs = person(Role.OWNER, unit=keep, division=district.division)
    assert await seen(district, gone, theirs) is None
    await merge(district.api, district.service, keep, [Role.PROJECT_SERVICE])
    assert (await seen(district, gone, theirs))["state"] == "WITHDRAWN"
    assert await seen(district, gone, agent) is not None


async def test_the_last_of_a_chain_of_mergers_sees_all_of_it_in_whatever_order_it_is_told(api):
    for order in permutations(range(2)):
        district = await District(api).told()
        decided = await refused(district)
        between, keep = await survivor(district, Role.LAND), await survivor(district, Role.LAND)
        steps = [(district.bureau, between), (between, keep)]
        for at in order:
            await merge(api, *steps[at], [Role.LAND])
        assert await seen(district, decided, of_bureau(district, keep)) is not None, order
        assert await seen(district, decided, of_bureau(district, between)) is not None, order


async def test_mergers_that_were_told_in_a_circle_end(district):
    decided, keep = await refused(district), await survivor(district, Role.LAND)
    await merge(district.api, district.bureau, keep, [Role.LAND])
    await merge(district.api, keep, district.bureau, [Role.LAND])
    assert await seen(district, decided, of_bureau(district, keep)) is not None
