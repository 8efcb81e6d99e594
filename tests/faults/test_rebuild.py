"""`./dev rebuild` on the running platform, under load: a corrupt copy is as its owner says again, whatever is killed meanwhile."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator

import asyncpg
import pytest

from infra.operate import Operations
from infra.places import ROOT
from tests.faults.load import Load, under_load
from tests.harness.live import OPERATOR, Live
from tests.harness.waiting import eventually

REBUILD = ("rebuild", "schedule", "organizations", "--reason", "副本有误，重建")


async def dev(live: Live, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command of `./dev` on the platform's data folder, as a person does."""
    command = [sys.executable, "-m", "infra.dev", *words, "--data", str(live.data)]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "COLUMNS": "200"}
    return await asyncio.to_thread(
        subprocess.run, command, cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )


async def touched(database: asyncpg.Connection, statement: str, record: str) -> bool:
    """Change a record of the copy; False when it was not told yet."""
    return (await database.execute(statement, record)).endswith(" 1")


async def corrupt(live: Live, changed: str, lost: str) -> None:
    database = await asyncpg.connect(live.running.parts.databases["schedule"])
    try:
        await database.execute("select set_config('app.division', '*', false)")
        for statement, record in (
            ("update organizations set name = '被改的名称' where id = $1", changed),
            ("delete from organizations where id = $1", lost),
        ):
            await eventually(lambda s=statement, r=record: touched(database, s, r))
    finally:
        await database.close()


@pytest.fixture
async def load(live: Live) -> AsyncIterator[Load]:
    async with under_load(live, clients=2) as load:
        await load.reached(10)
        yield load


async def differing(live: Live) -> set[str]:
    """Name the records that differ, once all that is under way has arrived."""
    operations = Operations(live.running.services, live.token(OPERATOR))
    try:
        compared = await asyncio.to_thread(operations.reconcile)
    finally:
        operations.close()
    return {key for each in compared if each.what == "organizations" for key in each.differing}


async def test_a_copy_that_was_corrupted_is_rebuilt_while_a_load_runs(live: Live, load: Load):
    changed, lost = list(load.accepted)[:2]
    await corrupt(live, changed, lost)
    assert {changed, lost} <= await differing(live)
    rebuilt = await dev(live, *REBUILD)
    assert rebuilt.returncode == 0, rebuilt.stdout + rebuilt.stderr
    load.enough.set()
    agreed = await dev(live, "reconcile", "--wait", "60")
    assert agreed.returncode == 0, agreed.stdout + agreed.stderr


async def test_a_rebuild_goes_on_after_the_service_was_killed(live: Live, load: Load):
    changed, lost = list(load.accepted)[:2]
    await corrupt(live, changed, lost)
    operations = Operations(live.running.services, live.token(OPERATOR))
    steps = "copies/organizations/rebuild"
    begun = operations.post("schedule", steps, {"reason": "副本有误，重建"})
    page = operations.get("reserve", "outbox/events", after=0, type=",".join(begun["types"]))
    operations.post("schedule", f"{steps}/events", {"after": 0, **page})
    for process in ("schedule", "schedule-inbox"):
        live.platform.kill(process)
    for process in ("schedule", "schedule-inbox"):
        await asyncio.to_thread(live.platform.restart, process)
    assert operations.get("schedule", "copies")["rebuilding"] == ["organizations"]
    assert operations.post("schedule", steps, {"reason": "继续重建"})["after"] == page["last"]
    operations.close()
    load.enough.set()
    rebuilt = await dev(live, *REBUILD)
    assert rebuilt.returncode == 0, rebuilt.stdout + rebuilt.stderr
    await live.settled()
    assert await live.differences() == []
