"""The job of a running process, and what is told live of it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import uvicorn
import websockets
from sqlalchemy import select

from infra import ports
from services.chassis.app import build_app
from services.chassis.documents import workbook as opening
from services.law.parties import Role
from services.reserve.app import SERVICE
from services.reserve.domain.importing.terms import OPEN
from services.reserve.graphql import importing as importing_
from services.reserve.store import tables
from services.reserve.usecases.imports import job as jobs
from tests.conftest import ServiceApi
from tests.harness.people import person
from tests.harness.waiting import eventually
from tests.reserve.importing import asked, project_row, started, workbook, worked_off, worker
from tests.reserve.life import INVESTMENT, Reserve

PROGRESS = "subscription($id: UUID!) { importProgress(id: $id) { state rowsDone rowsOf registered } }"


@pytest.fixture(scope="module")
async def busy(service_api: ServiceApi) -> Reserve:
    """Give reserve in a process that works imports off by itself, as soon as it is told of them."""
    made = Reserve(await service_api("reserve", parts="web,jobs"))
    made.owner_id = await made.unit("松井新材料科技有限公司", "OWNER", Role.OWNER, number=1)
    return made


async def test_a_run_is_worked_off_by_the_process_itself(busy):
    content = workbook(*(project_row(n, f"自行办理{n}号") for n in range(1, 4)))
    run = await started(busy, content, dryRun=False)

    await eventually(lambda: all_ended(busy), 60)
    assert (await asked(busy, run))["registered"] == 3


async def all_ended(busy: Reserve) -> bool:
    """Whether no run is open; looked at in the database, for two answers of the API would be of two moments."""
    states = await busy.api.rows(select(tables.ImportRun.state))
    return not OPEN.intersection(s for (s,) in states)


async def test_runs_of_several_people_are_worked_off_one_after_the_other(busy):
    runs = [await started(busy, workbook(project_row(1, f"排队项目{n}号")), dryRun=False) for n in range(4)]

    await eventually(lambda: all_ended(busy), 60)
    assert {(await asked(busy, run))["registered"] for run in runs} == {1}


async def test_a_process_that_ends_gives_its_run_back_and_another_finishes_it(reserve, monkeypatch):
    monkeypatch.setattr(opening, "CHUNK", 30)
    content = workbook(*(project_row(n, f"停机续办{n}号") for n in range(1, 91)))
    run = await started(reserve, content, dryRun=False)
    reached = asyncio.Event()
    own = jobs.Run._moved

    async def watched(self: Any, rows: int) -> None:
        reached.set()
        await own(self, rows)

    with monkeypatch.context() as patched:
        patched.setattr(jobs.Run, "_moved", watched)
        settings = reserve.api.settings.model_copy(update={"parts": "jobs"})
        app = build_app(SERVICE, settings)
        async with app.router.lifespan_context(app):
            await reached.wait()
    given_back = await asked(reserve, run)
    assert given_back["state"] == "WAITING"
    done = await worked_off(reserve, run)
    assert (done["state"], done["registered"]) == ("DONE", 90)


@pytest.fixture
async def address(reserve: Reserve) -> AsyncIterator[str]:
    """The same database served over a real socket, for WebSockets."""
    port = ports.free()
    config = uvicorn.Config(
        build_app(SERVICE, reserve.api.settings), port=port, log_config=None, ws="websockets-sansio"
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    await eventually(lambda: server.started)
    yield f"ws://127.0.0.1:{port}/graphql"
    server.should_exit = True
    await serving


@asynccontextmanager
async def listening(reserve: Reserve, address: str, run: dict[str, Any], who: Any) -> AsyncIterator[Any]:
    token = reserve.api.issuer.header(who)
    async with websockets.connect(address, subprotocols=["graphql-transport-ws"]) as socket:
        await socket.send(json.dumps({"type": "connection_init", "payload": {"Authorization": token}}))
        assert json.loads(await socket.recv())["type"] == "connection_ack"
        payload = {"query": PROGRESS, "variables": {"id": run["id"]}}
        await socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": payload}))
        yield socket


async def heard(socket: Any) -> Any:
    return json.loads(await asyncio.wait_for(socket.recv(), 60))


async def test_progress_is_told_as_it_moves_until_the_end(reserve, address):
    run = await started(reserve, workbook(*(project_row(n, f"进度告知{n}号") for n in range(1, 4))), dryRun=False)
    async with listening(reserve, address, run, INVESTMENT) as socket:
        first = (await heard(socket))["payload"]["data"]["importProgress"]
        assert first == {"state": "WAITING", "rowsDone": 0, "rowsOf": None, "registered": 0}
        working = asyncio.create_task(worked_off(reserve, run))
        told = []
        while (message := await heard(socket))["type"] == "next":
            told.append(message["payload"]["data"]["importProgress"])
        await working
    assert message["type"] == "complete"
    assert told[-1] == {"state": "DONE", "rowsDone": 4, "rowsOf": 4, "registered": 3}


async def test_who_does_not_see_a_run_hears_nothing_of_it(reserve, address):
    run = await started(reserve, workbook(project_row(1, "不告知项目")))
    async with listening(reserve, address, run, person(Role.OWNER)) as socket:
        told = await heard(socket)
        errors = told["payload"] if told["type"] == "error" else told["payload"]["errors"]
        assert errors[0]["extensions"]["code"] == "NOT_FOUND"


async def test_what_is_wrong_with_a_subscription_is_told_as_in_any_answer(reserve, address):
    async with listening(reserve, address, {"id": "7"}, INVESTMENT) as socket:
        (error,) = (await heard(socket))["payload"]
    assert error["extensions"]["code"] == "BAD_INPUT"
    assert error["message"].startswith("变量 $id：不是编号（UUID，")


async def test_a_fault_within_a_subscription_says_nothing_of_the_code_or_the_database(reserve, address, monkeypatch):
    async def broken(*_: Any) -> None:
        raise RuntimeError("select secret from somewhere")

    run = await started(reserve, workbook(project_row(1, "故障告知项目")))
    monkeypatch.setattr(importing_, "fetch", broken)
    async with listening(reserve, address, run, INVESTMENT) as socket:
        told = await heard(socket)
    errors = told["payload"] if told["type"] == "error" else told["payload"]["errors"]
    assert [(e["extensions"]["code"], "secret" in json.dumps(e)) for e in errors] == [("INTERNAL", False)]


async def test_a_run_is_not_given_up_because_the_database_is_away(reserve, monkeypatch):
    run = await started(reserve, workbook(project_row(1, "数据库重启时的项目")), dryRun=False)

    async def refused(_: Any) -> None:
        raise ConnectionRefusedError("the database is restarted")

    with monkeypatch.context() as patched:
        patched.setattr(jobs.Run, "carry_out", refused)
        async with worker(reserve.api) as job:
            with pytest.raises(ConnectionRefusedError):
                await job.work_off_one()
    assert (await asked(reserve, run))["failure"] is None
