"""Kill -9 of any part in the middle of a load: nothing accepted is lost, nothing is applied twice, copies agree again."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest

from tests.faults.load import under_load
from tests.harness.live import Live

VICTIMS = {  # what dies → the processes that are killed for it
    "reserve": ("reserve", "reserve-relay"),
    "reserve's relay alone": ("reserve-relay",),
    "schedule": ("schedule", "schedule-inbox"),
    "schedule's inbox alone": ("schedule-inbox",),
    **{whole: (whole,) for whole in ("support", "assessment", "kafka", "postgres", "valkey", "gateway")},
}
BEFORE, AFTER = 30, 60  # accepted commands before the kill, and more after it until the load ends


@pytest.mark.parametrize("victim", VICTIMS)
async def test_killing_a_part_in_the_middle_of_a_load_loses_nothing(live: Live, victim: str):
    async with under_load(live) as load:
        await load.reached(BEFORE)
        for process in VICTIMS[victim]:
            live.platform.kill(process)
        for process in VICTIMS[victim]:
            await asyncio.to_thread(live.platform.restart, process)
        await load.reached(AFTER)
    await live.settled()
    assert await live.differences() == []
    owned = (await live.operations("reserve", "copies/organizations"))["digests"]
    assert set(load.accepted) <= set(owned)
    for service in ("schedule", "support", "assessment"):
        kept = (await live.operations(service, "copies/organizations"))["digests"]
        assert {k: kept.get(k) for k in load.accepted} == {k: owned[k] for k in load.accepted}, service
    published = Counter(e[1] for e in (await live.operations("reserve", "outbox"))["events"])
    assert max(published.values()) == 1
    for service in live.running.services:
        verdict = await live.operations(service, "audit/verify")
        assert verdict["faults"] == [], service
