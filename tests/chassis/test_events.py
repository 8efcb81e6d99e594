"""Events through the real broker: relayed in order, applied once, parked by key, resent by an operator."""

from __future__ import annotations

import asyncio
import time
from uuid import UUID

import pytest
from sqlalchemy import select

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.chassis.notes.service import SERVICE, EchoRow
from tests.chassis.test_commands import WRITE
from tests.harness.api import Api
from tests.harness.people import person
from tests.harness.waiting import eventually

LAND = person(Role.LAND)
OPERATOR = person(Role.OPERATOR)


@pytest.fixture(scope="module")
async def api(service_api, topics) -> Api:
    await topics("notes")
    return await service_api(SERVICE, parts="web,relay,inbox")


async def write(api: Api, key: str, **values):
    return (await api(WRITE, {"input": {"idempotencyKey": key, **values}}, as_=LAND))["writeNote"]["note"]


async def echo_of(api: Api, note: str) -> EchoRow | None:
    rows = await api.rows(select(EchoRow.text, EchoRow.times).where(EchoRow.id == UUID(note)))
    return rows[0] if rows else None


async def test_what_is_committed_reaches_the_other_side(api):
    note = await write(api, "e-1", text="到达")
    assert (await eventually(lambda: echo_of(api, note["id"]))).text == "到达"


async def test_events_of_one_key_keep_their_order(api):
    note = await write(api, "e-order-0", text="0")
    for i in range(1, 30):
        await write(api, f"e-order-{i}", text=str(i), noteId=note["id"], expectedVersion=i)

    async def last():
        row = await echo_of(api, note["id"])
        return row if row and row.times == 30 else None

    assert (await eventually(last)).text == "29"


async def test_publishing_the_whole_outbox_again_applies_nothing_twice(api):
    note = await write(api, "e-again", text="一次")
    await eventually(lambda: echo_of(api, note["id"]))
    sent = await api.http.post("/operations/outbox/republish", headers={"authorization": api.issuer.header(OPERATOR)})
    assert sent.json()["queued"] > 0
    later = await write(api, "e-after", text="其后")
    await eventually(lambda: echo_of(api, later["id"]))
    assert (await echo_of(api, note["id"])).times == 1


async def test_an_event_that_cannot_be_applied_parks_itself_and_its_keys_later_ones_and_no_others(api):
    note = await write(api, "e-poison", text="poison")
    await write(api, "e-poison-2", text="后来", noteId=note["id"], expectedVersion=1)
    other = await write(api, "e-other", text="无关")
    await eventually(lambda: echo_of(api, other["id"]))

    async def two_parked():
        rows = [r for r in await api.parked() if r.key == note["id"]]
        return rows if len(rows) == 2 else None

    first, second = await eventually(two_parked)
    assert "cannot be applied" in first.error
    assert "earlier event" in second.error
    assert await echo_of(api, note["id"]) is None


async def test_an_operator_sets_a_poisonous_event_aside_and_resends_what_waits_behind_it(api):
    headers = {"authorization": api.issuer.header(OPERATOR)}
    letters = (await api.http.get("/operations/parked", headers=headers)).json()["parked"]
    key, topic = letters[0]["key"], letters[0]["topic"]
    stuck = await api.http.post("/operations/parked/resend", json={"topic": topic, "key": key}, headers=headers)
    assert stuck.status_code == 409
    aside = {"event_id": letters[0]["event_id"], "reason": "数据有误，另行更正"}
    assert (await api.http.post("/operations/parked/set-aside", json=aside, headers=headers)).json() == {"done": True}
    done = await api.http.post("/operations/parked/resend", json={"topic": topic, "key": key}, headers=headers)
    assert done.json() == {"applied": 1}
    assert (await echo_of(api, key)).text == "后来"


async def test_a_message_that_is_no_event_is_parked_and_does_not_stop_the_others(api, produce):
    await produce("notes.events", b"\xff not json", key=b"junk")
    note = await write(api, "e-after-junk", text="继续")
    await eventually(lambda: echo_of(api, note["id"]))

    async def junk():  # on another partition than the note, it may be the later of the two
        return [r.type for r in await api.parked() if r.key == "junk"]

    assert await eventually(junk) == ["unreadable"]


async def test_a_transaction_that_commits_late_is_not_skipped(api):
    """The late row has the lower id: a relay that went by ids alone would have passed it."""
    async with api.database.session("*") as slow:
        from services.chassis.identity import Actor
        from services.chassis.work import Work
        from tests.chassis.notes.service import NoteWritten

        late = new_id()
        actor = Actor("s", "s", frozenset({Role.LAND}), None, "430211")
        from services.chassis.clock import system_now

        work = Work(slow, actor, system_now(), "notes", SERVICE.translate)
        await work.record(NoteWritten(late, "晚到", "430211"))
        quick = await write(api, "e-quick", text="先到")
        started = time.monotonic()
        while time.monotonic() - started < 1.5:  # the quick one waits for the slow one: it must not overtake
            assert await echo_of(api, quick["id"]) is None
            await asyncio.sleep(0.1)
        await slow.commit()
    await eventually(lambda: echo_of(api, quick["id"]))
    assert (await eventually(lambda: echo_of(api, str(late)))).text == "晚到"


async def test_operations_are_closed_to_everyone_but_the_operator(api):
    for path in ("/operations/outbox", "/operations/parked", "/operations/audit/verify", "/operations/copies"):
        assert (await api.http.get(path)).status_code == 401
        assert (await api.http.get(path, headers={"authorization": api.issuer.header(LAND)})).status_code == 403
