"""Several processes of a service serve users on one port: one of them may die, and those that are left go on."""

from __future__ import annotations

import asyncio

import httpx
import psutil
import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.live import Live
from tests.harness.people import person

OFFICE = person(Role.PROJECT_SERVICE, subject="asks-support")
QUERY = "query($id: UUID!) { request(id: $id) { id } }"


async def ask(live: Live) -> int:
    """Ask the service itself over a connection of its own, as the next user would."""
    async with httpx.AsyncClient(timeout=20) as http:
        sent = await http.post(
            f"{live.running.services['support']}/graphql",
            json={"query": QUERY, "variables": {"id": str(new_id())}},
            headers=live.headers(OFFICE, None),
        )
    assert "errors" not in sent.json(), sent.text
    return sent.status_code


def listeners(live: Live) -> set[str]:
    """Return which processes listen on the port of the service."""
    port = int(live.running.services["support"].rsplit(":", 1)[1])
    found = set()
    for name in ("support", "support-2"):
        record = live.platform.supervisor.record(name)
        if record is None or not record.alive:
            continue
        connections = psutil.Process(record.pid).net_connections("tcp")
        if any(c.status == psutil.CONN_LISTEN and c.laddr.port == port for c in connections):
            found.add(name)
    return found


async def test_both_processes_listen_and_answer(live: Live) -> None:
    assert listeners(live) == {"support", "support-2"}
    assert set(await asyncio.gather(*(ask(live) for _ in range(20)))) == {200}


@pytest.mark.parametrize("dying", ["support-2", "support"])
async def test_when_one_dies_the_other_answers_everybody(live: Live, dying: str) -> None:
    live.platform.kill(dying)
    try:
        assert listeners(live) == {"support", "support-2"} - {dying}
        assert set(await asyncio.gather(*(ask(live) for _ in range(20)))) == {200}
    finally:
        await asyncio.to_thread(live.platform.restart, dying)
    assert listeners(live) == {"support", "support-2"}
