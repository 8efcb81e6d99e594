"""A handler that counts shows what a copy cannot: each event is applied once, however often relay and inbox are killed."""

from __future__ import annotations

import asyncio
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import func, select

from infra import topics
from services.law.parties import Role
from tests.chassis.notes.service import SERVICE, EchoRow, NoteRow
from tests.chassis.test_commands import WRITE
from tests.chassis.test_process import environment, start
from tests.harness.api import Api
from tests.harness.people import person
from tests.harness.waiting import eventually

LAND = person(Role.LAND)
NOTES = 5  # each is written again and again: its events are of one key, in order
BETWEEN = 60  # events that arrive between two kills


class Writers:
    """People who go on writing until they are told to stop."""

    def __init__(self, api: Api) -> None:
        self.api = api
        self.enough = asyncio.Event()

    async def one(self, n: int) -> None:
        note, version = None, 0
        while not self.enough.is_set():
            given = {"idempotencyKey": f"{n}-{version}", "text": str(version + 1)}
            if note:
                given |= {"noteId": note, "expectedVersion": version}
            written = (await self.api(WRITE, {"input": given}, as_=LAND))["writeNote"]["note"]
            note, version = written["id"], written["version"]


class Parts:
    """Relay and inbox of the service, each a process of its own."""

    def __init__(self, api: Api) -> None:
        self._environment = environment(api.settings)
        self._running: dict[str, subprocess.Popen[str]] = {}

    def start(self, part: str) -> None:
        told = self._environment | {"ZD_PARTS": part, "ZD_PORT": "0"}
        self._running[part] = start("serve", env=told, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def kill(self, part: str) -> None:
        self._running[part].kill()
        self._running[part].wait()


@contextmanager
def started(api: Api) -> Iterator[Parts]:
    parts = Parts(api)
    try:
        for part in ("relay", "inbox"):
            parts.start(part)
        yield parts
    finally:
        for part in ("relay", "inbox"):
            parts.kill(part)


async def test_each_event_is_counted_once_although_relay_and_inbox_are_killed_among_them(service_api, parts):
    await topics._create(parts.kafka, topics.wanted(["notes"]))
    api = await service_api(SERVICE)
    writers = Writers(api)

    async def counted() -> int:
        return (await api.rows(select(func.coalesce(func.sum(EchoRow.times), 0))))[0][0]

    async def all_counted() -> bool:
        written = await api.rows(select(NoteRow.id, NoteRow.text, NoteRow.version).order_by(NoteRow.id))
        echoed = await api.rows(select(EchoRow.id, EchoRow.text, EchoRow.times).order_by(EchoRow.id))
        return written == echoed

    async def more_than(count: int) -> bool:
        return await counted() >= count + BETWEEN

    with started(api) as processes:
        writing = [asyncio.create_task(writers.one(n)) for n in range(NOTES)]
        await eventually(lambda: more_than(0), 60)
        for victim in ("relay", "inbox"):
            processes.kill(victim)
            before = await counted()
            processes.start(victim)
            await eventually(lambda seen=before: more_than(seen), 60)
        writers.enough.set()
        await asyncio.gather(*writing)
        await eventually(all_counted, 60)
    assert await api.parked() == []
