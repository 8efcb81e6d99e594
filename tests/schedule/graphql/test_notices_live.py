"""Unread notices, followed live over a real socket."""

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
from tests.schedule.life import opened

CHANGED = "subscription { noticesChanged { totalCount kinds { kind count } } }"


@pytest.fixture
async def address(api):
    """The same database served over a real socket, with the job that passes hints on."""
    port = ports.free()
    settings = api.settings.model_copy(update={"parts": "web,jobs"})
    config = uvicorn.Config(build_app(SERVICE, settings), port=port, log_config=None, ws="websockets-sansio")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    await eventually(lambda: server.started)
    yield f"ws://127.0.0.1:{port}/graphql"
    server.should_exit = True
    await serving


@asynccontextmanager
async def listening(api, address, who):
    async with websockets.connect(address, subprotocols=["graphql-transport-ws"]) as socket:
        token = api.issuer.header(who)
        await socket.send(json.dumps({"type": "connection_init", "payload": {"Authorization": token}}))
        assert json.loads(await socket.recv())["type"] == "connection_ack"
        await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": {"query": CHANGED}}))
        yield socket


async def heard(socket):
    told = json.loads(await asyncio.wait_for(socket.recv(), 60))
    return told["payload"]["data"]["noticesChanged"]


async def test_who_is_told_something_hears_it_and_who_is_not_hears_nothing(api, address):
    life = await opened(api)
    life.land_unit = new_id()
    await life.tell_units()
    other = person(Role.LAND, unit=new_id(), subject="somebody-else")
    async with listening(api, address, life.land) as mine, listening(api, address, other) as theirs:
        assert await heard(mine) == {"totalCount": 0, "kinds": []}
        assert await heard(theirs) == {"totalCount": 0, "kinds": []}
        await life.plan(life.node("A", 10))
        assert await heard(mine) == {"totalCount": 1, "kinds": [{"kind": "node.planned", "count": 1}]}
        life.land_unit = other.unit
        await life.tell_units()
        await life.plan(life.node("A", 10), life.node("B", 5), expectedVersion=1, reason="改由另一单位办理")
        told = await heard(theirs)  # the first that is sent to this person: of what the other was told nothing was
        assert told["totalCount"] >= 1
