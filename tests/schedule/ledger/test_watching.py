"""A unit's part of the ledger, followed live over a real socket."""

from __future__ import annotations

import asyncio
import json
from contextlib import asynccontextmanager

import pytest
import uvicorn
import websockets

from infra import ports
from services.chassis.app import build_app
from services.chassis.clock import new_id
from services.law.parties import Role
from services.schedule.app import SERVICE
from tests.harness.people import person
from tests.harness.waiting import eventually
from tests.schedule.ledger.desk import desk

CHANGED = "subscription($u: UUID) { issueQueueChanged(unitId: $u) { action at issue { id state number } } }"
LISTENING = {"action": None, "at": None, "issue": None}


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
async def listening(api, address, who, unit):
    """Subscribe; the first message says whether the ledger is listened to."""
    async with websockets.connect(address, subprotocols=["graphql-transport-ws"]) as socket:
        token = api.issuer.header(who)
        await socket.send(json.dumps({"type": "connection_init", "payload": {"Authorization": token}}))
        assert json.loads(await socket.recv())["type"] == "connection_ack"
        asked = {"query": CHANGED, "variables": {"u": str(unit) if unit else None}}
        await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": asked}))
        yield socket


async def heard(socket):
    return json.loads(await asyncio.wait_for(socket.recv(), 60))


async def change(socket):
    return (await heard(socket))["payload"]["data"]["issueQueueChanged"]


async def test_the_responsible_unit_and_the_raising_unit_hear_what_is_committed(api, address):
    at = await desk(api)
    async with (
        listening(api, address, at.land, at.life.land_unit) as settling,
        listening(api, address, at.owner, at.life.owner_unit) as raising,
    ):
        assert [await change(s) for s in (settling, raising)] == [LISTENING] * 2
        await at.raise_(title="")
        issue = await at.assigned()
        first = await change(settling)
        assert (first["action"], first["issue"]) == (
            "ASSIGN",
            {"id": issue["id"], "state": "ASSIGNED", "number": issue["number"]},
        )
        assert [(await change(raising))["action"] for _ in range(2)] == ["RAISE", "ASSIGN"]


async def test_who_oversees_hears_the_whole_ledger(api, address):
    at = await desk(api)
    async with listening(api, address, at.inspector, None) as socket:
        assert await change(socket) == LISTENING
        issue = await at.raised()
        assert (await change(socket))["issue"]["number"] == issue["number"]


@pytest.mark.parametrize("unit", [new_id(), None])
async def test_others_cannot_listen(api, address, unit):
    async with listening(api, address, person(Role.OWNER, unit=new_id()), unit) as socket:
        told = await heard(socket)
        errors = told["payload"] if told["type"] == "error" else told["payload"]["errors"]
        assert errors[0]["extensions"]["code"] == "FORBIDDEN"
