"""Services tell how many events they have put out: exactly those below the boundary, once a day, whoever of them does it."""

from __future__ import annotations

import asyncio
import importlib
from collections import Counter
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text, update

from services.chassis.beside import Beside
from services.chassis.clock import new_id, system_now
from services.chassis.database import ALL_DIVISIONS
from services.chassis.runtime import Runtime
from services.chassis.tables import outbox
from services.chassis.tallies import Tallies, identity_at, tally, type_of
from tests.harness.api import Api
from tests.harness.waiting import eventually

TALLYING = ("reserve", "schedule", "support")


@pytest.fixture(scope="module")
async def api(service_api) -> Api:
    return await service_api("schedule")


@pytest.fixture
async def runtime(api: Api):
    made = Runtime.open("schedule", api.settings)
    yield made
    await made.close()


async def put(
    api: Api, number: int, division: str = "430211", type_: str = "zhongdian.schedule.sample.told.v1"
) -> None:
    """Events as a command would put them out."""
    async with api.database.session(ALL_DIVISIONS) as session:
        for _ in range(number):
            id_ = new_id()
            row = {"event_id": id_, "topic": "schedule.events", "key": "k", "lane": 0, "type": type_}
            await session.execute(outbox.insert().values(**row, division=division, event={"id": str(id_)}))
        await session.commit()


async def tallies(api: Api) -> list[dict[str, Any]]:
    return [e["data"] for e in await api.events(type_of("schedule"))]


async def forget(api: Api) -> None:
    async with api.database.session(ALL_DIVISIONS) as session:
        await session.execute(text("delete from outbox"))
        await session.commit()


async def age(api: Api, hours: int) -> None:
    """Let the tallies be so many hours old."""
    older = text(f"now() - interval '{hours} hours'")
    async with api.database.session(ALL_DIVISIONS) as session:
        await session.execute(update(outbox).where(outbox.c.type == type_of("schedule")).values(recorded_at=older))
        await session.commit()


@pytest.mark.parametrize("service", TALLYING)
def test_each_service_declares_its_tally_and_the_job(service: str):
    declared = importlib.import_module(f"services.{service}.app").SERVICE
    assert type_of(service) in {p.TYPE for p in declared.published}
    assert Tallies in declared.jobs


async def test_a_tally_counts_by_division_and_type_what_is_below_its_boundary(api: Api):
    await forget(api)
    await put(api, 3)
    await put(api, 2, "430212")
    await put(api, 1, type_="zhongdian.schedule.sample.kept.v1")
    await asyncio.sleep(0.002)  # identities are of milliseconds: the boundary is that of a later one
    async with api.database.session(ALL_DIVISIONS) as session:
        told = await tally(session, "schedule")
    assert told.counts == {
        "430211": {"zhongdian.schedule.sample.kept.v1": 1, "zhongdian.schedule.sample.told.v1": 3},
        "430212": {"zhongdian.schedule.sample.told.v1": 2},
    }
    below = [row[0] for row in await api.rows(select(outbox.c.event_id)) if row[0] < told.boundary]
    assert len(below) == 6


async def test_a_transaction_that_is_still_open_keeps_the_boundary_before_what_it_may_add(api: Api):
    await forget(api)
    async with api.database.session(ALL_DIVISIONS) as slow:
        await slow.execute(text("select 1"))
        began = system_now()
        await put(api, 1)
        late = new_id()
        async with api.database.session(ALL_DIVISIONS) as session:
            told = await tally(session, "schedule")
        assert told.boundary <= identity_at(began) < late
        assert told.counts == {}


async def test_of_several_processes_one_tallies_and_once_a_day(api: Api, runtime: Runtime):
    await forget(api)
    await put(api, 2)
    jobs = [Tallies(Beside(api.service, runtime)) for _ in range(4)]
    done = await asyncio.gather(*(job.look(at_start=True) for job in jobs))
    assert Counter(done)[True] == 1
    assert not any([await job.look(at_start=True) for job in jobs])
    await age(api, 1)
    first = Tallies(Beside(api.service, runtime))
    assert await first.look(at_start=True), "a process that starts tells again"
    await age(api, 25)
    assert await first.look(), "and so does each day"
    assert not await first.look()
    assert len(await tallies(api)) == 3


async def test_a_job_runs_until_it_is_stopped(api: Api, runtime: Runtime):
    await forget(api)
    job = Tallies(Beside(api.service, runtime))
    running = asyncio.create_task(job.run())
    (told,) = await eventually(lambda: tallies(api))
    job.stop()
    await asyncio.wait_for(running, 5)
    assert (told["division"], UUID(told["boundary"]).version) == (ALL_DIVISIONS, 7)


def test_identities_are_in_the_order_of_moments():
    before = identity_at(system_now())
    assert before <= new_id()
    assert identity_at(system_now()) >= before
