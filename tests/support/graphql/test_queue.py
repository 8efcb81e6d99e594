"""The bureau's queue: order, filters, pages, who may see it, live changes."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager
from datetime import date

import pytest
import uvicorn
import websockets

from infra import ports
from services.chassis.app import build_app
from services.chassis.clock import new_id
from services.law.parties import Role
from services.support.app import SERVICE
from tests.harness.people import person
from tests.harness.waiting import eventually
from tests.support.world import DAY, ok

QUEUE = """query($b: UUID!, $f: RequestQueueFilter, $first: Int, $after: String, $last: Int, $before: String) {
  requestQueue(bureauId: $b, filter: $f, first: $first, after: $after, last: $last, before: $before) {
    totalCount pageInfo { hasNextPage hasPreviousPage endCursor startCursor } edges { cursor node { id dueOn state overdue warning mine } } } }"""
CHANGED = "subscription($b: UUID!) { requestQueueChanged(bureauId: $b) { action at request { id state dueOn history { action } } } }"
LISTENING = {"action": None, "at": None, "request": None}


async def queue(district, as_=None, on=DAY, filter=None, **page):
    variables = {"b": str(district.bureau), "f": filter, **page}
    return (await district.api(QUEUE, variables, as_=as_ or district.officer, on=on))["requestQueue"]


def ids(page):
    return [e["node"]["id"] for e in page["edges"]]


async def test_the_queue_is_in_the_order_of_due_dates_with_returned_ones_last(district):
    later = ok(await district.submit(on=date(2026, 3, 4)))
    sooner = ok(await district.submit(on=date(2026, 3, 2)))
    returned = ok(await district.submit(on=date(2026, 3, 1)))
    ok(await district.step("return", returned, on=date(2026, 3, 3), reason="缺图"))
    withdrawn = ok(await district.submit())
    ok(await district.step("withdraw", withdrawn, district.owner))
    page = await queue(district)
    assert ids(page) == [sooner["id"], later["id"], returned["id"]]
    assert page["totalCount"] == 3


async def test_pages_follow_each_other_in_both_directions_without_gap_or_repeat(district):
    expected = [ok(await district.submit(on=date(2026, 3, 2 + i % 3)))["id"] for i in range(7)]
    seen, after = [], None
    while True:
        page = await queue(district, first=3, after=after)
        seen += ids(page)
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert sorted(seen) == sorted(expected)
    assert seen == ids(await queue(district, first=100))
    backwards = await queue(district, last=3, before=page["pageInfo"]["startCursor"])
    assert ids(backwards) == seen[3:6]


async def test_requests_without_a_due_date_are_paged_like_all_others(district):
    returned = [ok(await district.submit(on=date(2026, 3, 2))) for _ in range(4)]
    for request in returned:
        ok(await district.step("return", request, on=date(2026, 3, 3), reason="缺图"))
    seen, after = [], None
    for _ in returned:
        page = await queue(district, first=1, after=after)
        seen += ids(page)
        after = page["pageInfo"]["endCursor"]
    assert sorted(seen) == sorted(r["id"] for r in returned)
    assert page["pageInfo"]["hasNextPage"] is False


async def test_a_page_stays_stable_while_requests_come_and_go(district):
    first_three = [ok(await district.submit(on=date(2026, 3, 2))) for _ in range(3)]
    page = await queue(district, first=2)
    ok(await district.step("withdraw", first_three[0], district.owner))
    new = ok(await district.submit(on=date(2026, 3, 5)))
    rest = await queue(district, first=10, after=page["pageInfo"]["endCursor"])
    assert ids(rest) == [first_three[2]["id"], new["id"]]


async def test_filters_by_state_project_mine_kind_and_text(district):
    plain = ok(await district.submit(purpose="仓储用地 100%"))
    mine = await district.claimed()
    forest = ok(await district.submit(kind="FOREST_LAND", unit="HECTARE", quantity="2"))
    assert ids(await queue(district, filter={"states": ["CLAIMED"]})) == [mine["id"]]
    assert ids(await queue(district, filter={"mine": True})) == [mine["id"]]
    assert mine["id"] not in ids(await queue(district, filter={"mine": False}))
    assert ids(await queue(district, filter={"mine": True}, as_=district.colleague)) == []
    assert ids(await queue(district, filter={"kind": "FOREST_LAND"})) == [forest["id"]]
    assert ids(await queue(district, filter={"search": "100%"})) == [plain["id"]]
    assert ids(await queue(district, filter={"search": "0_%"})) == []
    assert len(ids(await queue(district, filter={"search": "示例涂料"}))) == 3
    assert len(ids(await queue(district, filter={"projectId": str(district.project)}))) == 3
    assert ids(await queue(district, filter={"projectId": str(new_id())})) == []
    ended = ok(await district.step("withdraw", plain, district.owner))
    assert ids(await queue(district, filter={"states": ["WITHDRAWN"]})) == [ended["id"]]


@pytest.mark.parametrize(
    "day",
    [date(2026, 3, 17), date(2026, 3, 18), date(2026, 3, 23), date(2026, 3, 24), date(2026, 3, 28), date(2026, 3, 30)],
)
async def test_the_filters_of_time_agree_with_what_each_request_shows(district, day):
    ok(await district.submit(on=date(2026, 3, 2)))
    ok(await district.submit(on=date(2026, 3, 6)))
    returned = ok(await district.submit(on=date(2026, 3, 2)))
    ok(await district.step("return", returned, on=date(2026, 3, 4), reason="缺图"))
    everything = await queue(district, on=day)
    for sign in ("overdue", "warning"):
        for wanted in (True, False):
            shown = [e["node"]["id"] for e in everything["edges"] if e["node"][sign] is wanted]
            assert ids(await queue(district, on=day, filter={sign: wanted})) == shown, (sign, wanted)


async def test_only_the_bureau_and_the_coordinating_departments_see_a_queue(district):
    ok(await district.submit())
    for who in (district.officer, district.colleague, district.agent, district.authority):
        assert len(ids(await queue(district, as_=who))) == 1
    for who in (
        person(Role.LAND, unit=new_id()),
        district.authority.but(division="430212"),
        district.owner,
        person(Role.INSPECTOR),
    ):
        answer = await district.api.raw(QUEUE, {"b": str(district.bureau)}, as_=who, on=DAY)
        assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"


@pytest.mark.parametrize(
    "page",
    [{"first": 201}, {"first": -1}, {"first": 1, "last": 1}, {"after": "nonsense"}, {"f": {"search": "字" * 101}}],
)
async def test_pages_and_filters_that_make_no_sense_are_told(district, page):
    answer = await district.api.raw(QUEUE, {"b": str(district.bureau), **page}, as_=district.officer, on=DAY)
    assert answer["errors"][0]["extensions"]["code"] == "BAD_INPUT"


@pytest.fixture
async def address(api):
    """The same database served over a real socket, for WebSockets."""
    port = ports.free()
    config = uvicorn.Config(build_app(SERVICE, api.settings), port=port, log_config=None, ws="websockets-sansio")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    await eventually(lambda: server.started)
    yield f"ws://127.0.0.1:{port}/graphql"
    server.should_exit = True
    await serving


@asynccontextmanager
async def listening(district, address, who):
    """Subscribe; the first message says whether the queue is listened to."""
    token = district.api.issuer.header(who)
    async with websockets.connect(address, subprotocols=["graphql-transport-ws"]) as socket:
        await socket.send(json.dumps({"type": "connection_init", "payload": {"Authorization": token}}))
        assert json.loads(await socket.recv())["type"] == "connection_ack"
        asked = {"query": CHANGED, "variables": {"b": str(district.bureau)}}
        await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": asked}))
        yield socket


async def heard(socket):
    return json.loads(await asyncio.wait_for(socket.recv(), 20))


async def change(socket):
    return (await heard(socket))["payload"]["data"]["requestQueueChanged"]


@pytest.mark.parametrize("who", ["officer", "agent"])
async def test_those_who_watch_a_queue_hear_each_change_as_it_is_committed(district, address, who):
    async with listening(district, address, getattr(district, who)) as socket:
        assert await change(socket) == LISTENING
        request = ok(await district.submit())
        first = await change(socket)
        assert (first["action"], first["request"]["id"], first["request"]["state"]) == (
            "SUBMITTED",
            request["id"],
            "SUBMITTED",
        )
        ok(await district.step("return", request, on=date(2026, 3, 4), reason="缺图"))
        second = await change(socket)
        assert (second["action"], second["request"]["dueOn"]) == ("RETURNED", None)
        assert [h["action"] for h in second["request"]["history"]] == ["SUBMITTED", "RETURNED"]


async def test_a_refused_command_is_not_heard(district, address):
    async with listening(district, address, district.officer) as socket:
        assert await change(socket) == LISTENING
        await district.submit(quantity="-1")
        request = ok(await district.submit())
        told = await change(socket)
        assert told["request"]["id"] == request["id"]


@pytest.mark.parametrize(
    "who",
    [
        person(Role.LAND, unit=new_id()),
        person(Role.PROJECT_SERVICE, unit=new_id(), division="430212"),
        person(Role.OWNER, unit=new_id()),
    ],
)
async def test_others_cannot_listen(district, address, who):
    async with listening(district, address, who) as socket:
        told = await heard(socket)
        assert told["type"] in {"error", "next"}
        errors = told["payload"] if told["type"] == "error" else told["payload"]["errors"]
        assert errors[0]["extensions"]["code"] == "FORBIDDEN"
