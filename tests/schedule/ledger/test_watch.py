"""The job that looks for limits that have passed, beside the requests of a real process."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services.chassis import clock
from services.chassis.app import build_app
from services.chassis.calendar import calendar
from services.schedule.app import SERVICE
from tests.harness.waiting import eventually
from tests.schedule.ledger.desk import desk


@pytest.fixture(scope="module")
async def api(service_api):
    return await service_api("schedule")


async def test_what_has_been_late_for_a_working_day_is_found_without_anyone_asking(api):
    at = await desk(api)
    today = clock.local_day(clock.system_now())
    issue = await at.accepted(on=calendar().add(today, -30))
    fresh = await at.accepted(on=today - timedelta(days=1))
    with_jobs = build_app(SERVICE, api.settings.model_copy(update={"parts": "web,jobs"}))
    async with with_jobs.router.lifespan_context(with_jobs):

        async def supervised() -> bool:
            return len(await at.told("supervised")) > 0

        await eventually(supervised)
    (told,) = await at.told("supervised")
    assert (told["issueId"], told["byRule"]) == (issue["id"], True)
    assert [e["issueId"] for e in await at.told("overdue")] == [issue["id"]]
    assert (await at.look(fresh, "supervised"))["supervised"] is False
