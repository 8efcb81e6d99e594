"""Kill -9 of any part in the middle of a load: nothing accepted is lost, nothing is applied twice, copies agree again."""

from __future__ import annotations

import asyncio
from collections import Counter

import httpx
import pytest

from services.chassis.clock import new_id
from services.law.credit_code import check_character
from services.law.parties import Role
from tests.harness.live import Live
from tests.harness.people import person
from tests.harness.waiting import eventually

AUTHORITY = person(Role.INVESTMENT_AUTHORITY)
REGISTER = "mutation($input: RegisterOrganizationInput!) { registerOrganization(input: $input) { organization { id } userErrors { code } } }"
VICTIMS = ("reserve", "schedule", "support", "assessment", "kafka", "postgres", "valkey", "gateway")
CLIENTS = 6
BEFORE, AFTER = 30, 60  # accepted commands before the kill, and more after it until the load ends


def credit_code(n: int) -> str:
    body = f"91430211{n:09d}"
    return body + check_character(body)


class Load:
    """Front ends that repeat a command with its key until it is answered, as they are told to."""

    def __init__(self, live: Live, first: int) -> None:
        self.live = live
        self.numbers = iter(range(first, first + 10_000))
        self.accepted: dict[str, str] = {}
        self.done = asyncio.Event()

    async def client(self) -> None:
        while not self.done.is_set():
            n = next(self.numbers)
            given = {
                "idempotencyKey": str(new_id()),
                "name": f"示例故障演练单位{n}号",
                "category": "OWNER",
                "creditCode": credit_code(n),
                "roles": ["OWNER"],
            }
            organization = await self.until_answered(given)
            self.accepted[organization] = given["idempotencyKey"]

    async def until_answered(self, given: dict[str, object]) -> str:
        for _ in range(600):
            try:
                sent = await self.live.http.post(
                    self.live.endpoint,
                    json={"query": REGISTER, "variables": {"input": given}},
                    headers=self.live.headers(AUTHORITY, None),
                )
                done = sent.json()["data"]["registerOrganization"]
                assert done["userErrors"] == [], done
                return done["organization"]["id"]
            except (httpx.TransportError, KeyError, TypeError, ValueError):
                await asyncio.sleep(0.1)
        raise AssertionError("a command was not answered for a minute")

    async def reached(self, count: int) -> None:
        await eventually(lambda: len(self.accepted) >= count, 90)


@pytest.mark.parametrize("victim", VICTIMS)
async def test_killing_a_part_in_the_middle_of_a_load_loses_nothing(live: Live, victim: str):
    load = Load(live, first=10_000 * VICTIMS.index(victim))
    clients = [asyncio.create_task(load.client()) for _ in range(CLIENTS)]
    await load.reached(BEFORE)
    live.platform.kill(victim)
    await asyncio.to_thread(live.platform.restart, victim)
    await load.reached(AFTER)
    load.done.set()
    await asyncio.gather(*clients)
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
