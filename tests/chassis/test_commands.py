"""Commands through GraphQL: accepted once, refused whole, audited, never by the wrong person."""

from __future__ import annotations

import asyncio

import pytest

from services.chassis import idempotency
from services.law.parties import Role
from tests.chassis.notes.service import SERVICE
from tests.harness.api import Api
from tests.harness.people import person

LAND = person(Role.LAND)
WRITE = "mutation($input: WriteNoteInput!) { writeNote(input: $input) { note { id text version } replayed userErrors { code message field article } } }"


@pytest.fixture(scope="module")
async def api(service_api) -> Api:
    return await service_api(SERVICE)


async def write(api: Api, as_=LAND, **values):
    return (await api(WRITE, {"input": values}, as_=as_))["writeNote"]


async def test_an_accepted_command_returns_the_object_and_leaves_event_and_audit_row(api):
    done = await write(api, idempotencyKey="k-accepted", text="第一条")
    assert done["userErrors"] == []
    assert done["note"]["text"] == "第一条"
    events = [e for e in await api.events() if e["data"]["noteId"] == done["note"]["id"]]
    assert [e["type"] for e in events] == ["zhongdian.notes.note.written.v1"]
    rows = [r for r in await api.audit() if r.subject == f"note/{done['note']['id']}"]
    assert [(r.action, r.actor, r.roles) for r in rows] == [("writeNote", LAND.subject, ["LAND"])]


async def test_a_refusal_names_code_field_and_clause_and_changes_nothing(api):
    before = (len(await api.events()), len(await api.audit()))
    done = await write(api, idempotencyKey="k-refused", text="  ")
    assert done["note"] is None
    assert done["userErrors"] == [
        {"code": "TEXT_MISSING", "message": "内容不能为空", "field": "text", "article": "第四条"}
    ]
    assert (len(await api.events()), len(await api.audit())) == before


async def test_the_same_key_with_the_same_request_is_carried_out_once(api):
    first = await write(api, idempotencyKey="k-twice", text="一次")
    again = await write(api, idempotencyKey="k-twice", text="一次")
    assert again["note"] == first["note"]
    assert (first["replayed"], again["replayed"]) == (False, True)


async def test_twenty_simultaneous_requests_with_one_key_are_carried_out_once(api):
    before = len(await api.events())
    done = await asyncio.gather(*(write(api, idempotencyKey="k-many", text="同时") for _ in range(20)))
    assert len({d["note"]["id"] for d in done}) == 1
    assert len(await api.events()) == before + 1


async def test_the_same_key_with_another_request_is_refused(api):
    await write(api, idempotencyKey="k-reused", text="甲")
    done = await write(api, idempotencyKey="k-reused", text="乙")
    assert [e["code"] for e in done["userErrors"]] == ["IDEMPOTENCY_KEY_REUSED"]


async def test_another_person_may_use_the_same_key(api):
    mine = await write(api, idempotencyKey="k-shared", text="甲")
    theirs = await write(api, as_=person(Role.OWNER), idempotencyKey="k-shared", text="乙")
    assert mine["note"]["id"] != theirs["note"]["id"]


@pytest.mark.parametrize("key", ["", "x" * 201, "空格", "a\nb"])
async def test_a_malformed_key_is_refused(api, key):
    assert [e["code"] for e in (await write(api, idempotencyKey=key, text="甲"))["userErrors"]] == [
        "IDEMPOTENCY_KEY_INVALID"
    ]


async def test_of_two_who_change_the_same_version_one_wins_and_the_other_is_told(api):
    note = (await write(api, idempotencyKey="k-race", text="原文"))["note"]
    done = await asyncio.gather(
        *(
            write(api, idempotencyKey=f"k-race-{i}", text=f"改{i}", noteId=note["id"], expectedVersion=1)
            for i in range(5)
        )
    )
    assert sorted(len(d["userErrors"]) for d in done) == [0, 1, 1, 1, 1]
    assert {e["code"] for d in done for e in d["userErrors"]} == {"VERSION_CONFLICT"}


async def test_who_loses_every_attempt_is_told_and_the_log_names_what_stood_in_the_way(api, monkeypatch, caplog):
    async def taken(*_: object) -> bool:
        return False

    monkeypatch.setattr(idempotency, "remember", taken)
    done = await write(api, idempotencyKey="k-lost", text="总有人先到")
    assert [e["code"] for e in done["userErrors"]] == ["CONFLICT"]
    assert "writeNote lost 3 attempts: RuntimeError, constraint None" in caplog.text


async def test_a_command_accepted_without_an_audit_row_is_a_fault_and_changes_nothing(api):
    before = len(await api.events())
    answer = await api.raw(WRITE, {"input": {"idempotencyKey": "k-unaudited", "text": "unaudited"}}, as_=LAND)
    assert answer["errors"][0]["extensions"]["code"] == "INTERNAL"
    assert len(await api.events()) == before
