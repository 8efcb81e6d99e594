"""Front ends at work while something breaks: they repeat a command with its key until it is answered, as they are told to."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from services.chassis.clock import new_id
from services.law.credit_code import check_character
from services.law.parties import Role
from tests.harness.live import Live
from tests.harness.people import person
from tests.harness.waiting import eventually

AUTHORITY = person(Role.INVESTMENT_AUTHORITY)
REGISTER = "mutation($input: RegisterOrganizationInput!) { registerOrganization(input: $input) { organization { id } userErrors { code } } }"
CLIENTS = 6
NUMBERS = itertools.count(1)  # of the units of all loads


def credit_code(n: int) -> str:
    body = f"91430211{n:09d}"
    return body + check_character(body)


class Load:
    """A load of registrations, and which of them were accepted."""

    def __init__(self, live: Live) -> None:
        self.live = live
        self.accepted: dict[str, str] = {}
        self.enough = asyncio.Event()

    async def client(self) -> None:
        while not self.enough.is_set():
            n = next(NUMBERS)
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


@asynccontextmanager
async def under_load(live: Live, clients: int = CLIENTS) -> AsyncIterator[Load]:
    """Let front ends work as long as the block runs, and finish what they began."""
    load = Load(live)
    working = [asyncio.create_task(load.client()) for _ in range(clients)]
    try:
        yield load
    finally:
        load.enough.set()
        await asyncio.gather(*working)
