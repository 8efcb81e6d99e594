"""A leader hears at once what is raised to the leader, over a real socket; nobody else does."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager

import pytest
import websockets

from services.law.parties import Role
from tests.harness.people import person
from tests.schedule import leading
from tests.schedule.ledger.test_watching import address, heard

__all__ = ["address"]  # a fixture
RAISED = "subscription { leaderProblemRaised { problem { id title } } }"


@pytest.fixture(scope="module")
async def api(service_api):
    return await service_api("schedule")


@asynccontextmanager
async def listening(api, address, who):
    async with websockets.connect(address, subprotocols=["graphql-transport-ws"]) as socket:
        token = api.issuer.header(who)
        await socket.send(json.dumps({"type": "connection_init", "payload": {"Authorization": token}}))
        assert json.loads(await socket.recv())["type"] == "connection_ack"
        await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": {"query": RAISED}}))
        yield socket


async def told(socket):
    return (await heard(socket))["payload"]["data"]["leaderProblemRaised"]["problem"]


async def test_a_leader_hears_of_a_problem_when_it_is_raised_and_another_leader_does_not(api, address):
    life = await leading.linked(api)
    division = life.authority.division
    own, other = leading.leader("leader-1", division), leading.leader("leader-other", division)
    async with listening(api, address, own) as mine, listening(api, address, other) as others:
        assert [await told(s) for s in (mine, others)] == [None, None]
        assert (await leading.problem(life, title=""))["userErrors"]  # what is refused is told to nobody
        raised = (await leading.problem(life))["leaderProblem"]
        assert await told(mine) == {"id": raised["id"], "title": "用地指标缺口"}
        elsewhere = await leading.linked(api)
        second = await leading.problem(elsewhere, title="另一区的问题")
        assert second["userErrors"] == []
        third = (await leading.problem(life, title="再一问题"))["leaderProblem"]
        assert await told(mine) == {"id": third["id"], "title": "再一问题"}  # not that of a division that is not seen


async def test_who_is_no_leader_is_not_told(api, address):
    async with listening(api, address, person(Role.PROJECT_SERVICE)) as socket:
        message = await heard(socket)
        assert "FORBIDDEN" in json.dumps(message)
