"""The watch as a job: woken by what changes, through the very moment, and as processes that are killed and started again."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select

from services.chassis import clock as system
from services.chassis.beside import Beside
from services.chassis.calendar import calendar
from services.chassis.database import ALL_DIVISIONS, Database
from services.law.article import Article
from services.law.dated import Dated, Entry
from services.support.app import SERVICE
from services.support.domain import hours
from services.support.domain.hours import HOURS, AfterClosing, OfficeHours
from services.support.store import tables
from services.support.usecases.clock.watch import EscalationWatch
from tests.harness.waiting import eventually
from tests.support.world import DAY, ok

ROOT = Path(__file__).parents[3]
MIDNIGHT = datetime(2026, 3, 23, 16, tzinfo=UTC)  # the first moment of 24 March in Shanghai


@pytest.fixture
async def api(service_api):
    """A database of each test's own: the watch looks at all requests there are."""
    return await service_api("support")


class Silent:
    """What a watch needs of a process: its database, and somebody to tell."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.told: list = []

    async def tell(self, notifications) -> None:
        self.told += notifications


async def days_told(api) -> list[int]:
    return sorted(row.days for row in await api.rows(select(tables.RequestEscalation.days)))


async def test_a_watch_lets_the_moment_come_and_one_that_starts_at_it_does_not_repeat(district, api):
    ok(await district.submit())
    now = [MIDNIGHT - timedelta(microseconds=1)]
    before = EscalationWatch(Beside(SERVICE, Silent(api.database)), lambda: now[0])
    assert await before.look() == 1
    assert await days_told(api) == [-3, 0]
    assert await before.look() == 0
    # the service ends and is started at the moment itself; both look
    now[0] = MIDNIGHT
    after = EscalationWatch(Beside(SERVICE, Silent(api.database)), lambda: now[0])
    assert sorted(await asyncio.gather(before.look(), after.look())) == [0, 1]
    assert await days_told(api) == [-3, 0, 1]
    assert len(await api.events("zhongdian.support.request.overdue.v1")) == 1


async def test_the_pause_ends_at_the_first_moment_of_the_day_and_is_never_long(district, api):
    ok(await district.submit())
    now = [datetime(2026, 3, 17, 15, 59, 50, tzinfo=UTC)]
    watch = EscalationWatch(Beside(SERVICE, Silent(api.database)), lambda: now[0])
    assert await watch._pause() == 10
    now[0] -= timedelta(days=1)
    assert await watch._pause() == 300


async def test_a_running_watch_is_woken_by_a_request_whose_day_has_come_and_tells_the_queue(district, api):
    runtime = Silent(api.database)
    watch = EscalationWatch(Beside(SERVICE, runtime))
    running = asyncio.create_task(watch.run())
    try:
        request = ok(await district.submit(on=date(2024, 3, 4)))  # long over by the machine's clock
        await eventually(lambda: len(runtime.told) == 1, 30)
        assert await days_told(api) == [-3, 0, 1, 3, 5]
        ((channel, told),) = runtime.told
        assert (channel, str(told["requestId"])) == (f"queue:{district.bureau}", request["id"])
    finally:
        watch.stop()
        await asyncio.wait_for(running, 30)


def environment(settings) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "ZD_MODE": "development",
        "ZD_DATABASE_URL": settings.database_url.get_secret_value(),
        "ZD_KAFKA_URL": settings.kafka_url,
        "ZD_REDIS_URL": settings.redis_url.get_secret_value(),
        "ZD_OIDC_ISSUER": settings.oidc_issuer,
        "ZD_OIDC_AUDIENCE": settings.oidc_audience,
        "ZD_OIDC_JWKS": settings.oidc_jwks,
        "ZD_PARTS": "jobs",
    }


async def started(api) -> asyncio.subprocess.Process:
    command = (sys.executable, "-m", "services.support", "serve")
    quiet = asyncio.subprocess.DEVNULL
    return await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, env=environment(api.settings), stdout=quiet, stderr=quiet
    )


@pytest.mark.timeout(300)
async def test_processes_that_race_and_are_killed_in_the_middle_tell_each_rung_once(district, api):
    count = 150
    (first,) = [ok(await district.submit(on=date(2024, 3, 4)))]
    await copies(api, first["id"], count)

    async def told() -> int:
        ((number,),) = await api.rows(select(func.count()).select_from(tables.RequestEscalation))
        return number

    processes = [await started(api) for _ in range(2)]
    try:

        async def some() -> bool:
            return await told() > 0

        await eventually(some, 90)
        processes[0].send_signal(signal.SIGKILL)
        await processes[0].wait()
        processes[1].send_signal(signal.SIGKILL)
        await processes[1].wait()
        between = await told()
        assert between % 5 == 0  # a request's rungs are told together or not at all
        processes.append(await started(api))

        async def all_of_them() -> bool:
            return await told() == 5 * (count + 1)

        await eventually(all_of_them, 90)
    finally:
        for process in processes:
            if process.returncode is None:
                process.kill()
                await process.wait()
    events = await api.events("zhongdian.support.request.escalated.v1")
    assert len(events) == 5 * (count + 1)
    assert len({(e["data"]["requestId"], e["data"]["days"]) for e in events}) == len(events)
    assert len(await api.events("zhongdian.support.request.overdue.v1")) == count + 1


async def copies(api, id: str, count: int) -> None:
    """Write more requests that stand as this one does, each without a node."""
    request = tables.Request.__table__
    (row,) = await api.rows(select(request).where(request.c.id == id))
    kept = {c.name: getattr(row, c.name) for c in request.columns if c.computed is None}
    kept |= {"node_id": None}
    async with api.database.session(ALL_DIVISIONS) as session:
        await session.execute(insert(request), [kept | {"id": system.new_id()} for _ in range(count)])
        await session.commit()


async def test_where_a_district_says_so_the_evenings_requests_are_received_on_the_next_working_day(
    district, api, monkeypatch
):
    next_day = OfficeHours(time(17, 30), AfterClosing.NEXT_WORKING_DAY)
    rule = Dated(Article(17), "办公时间", Entry(date(2004, 1, 1), next_day, "示例"))
    monkeypatch.setitem(HOURS, "430211", rule)
    assert hours.hours_on("430211", DAY) is next_day
    by_day = ok(await district.submit(on=datetime(2026, 3, 6, 9, 30, tzinfo=UTC)))  # 17:30 in Shanghai
    evening = ok(await district.submit(on=datetime(2026, 3, 6, 9, 30, 1, tzinfo=UTC)))
    assert by_day["dueOn"] == str(calendar().add(date(2026, 3, 6), 15))
    assert evening["dueOn"] == str(calendar().add(date(2026, 3, 9), 15))
    gone = ok(await district.step("withdraw", evening, district.owner, on=date(2026, 3, 6), reason="误报"))
    assert gone["state"] == "WITHDRAWN"
    other = ok(await district.submit(on=datetime(2026, 3, 6, 12, tzinfo=UTC)))
    back = ok(await district.step("return", other, on=date(2026, 3, 6), reason="缺图"))
    again = await district.step(
        "resubmit", back, district.owner, date(2026, 3, 6), purpose="补正", quantity="80", unit="MU"
    )
    assert ok(again)["dueOn"] == str(calendar().add(date(2026, 3, 9), 15))
