"""What every measurement stands on: the running platform, connections to its databases, people with tokens."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any

import asyncpg

from services.law.parties import Role
from tests.bench import seed
from tests.bench.wire import Connection, request
from tests.e2e.story import Story
from tests.harness.live import Live
from tests.harness.people import Person, person
from tests.harness.waiting import eventually

DIVISION = "430211"
COPYING = ("schedule", "support", "assessment")
REGISTERED = "zhongdian.reserve.organization.registered.v1"
_PUBLISHED = (
    "select count(*) filter (where type = $1), count(*) filter (where published_at is null), "
    "(select count(*) from audit where seq is null) from outbox"
)
_APPLIED = "select count(*) from inbox where type = $1"


def clerk(number: int) -> Person:
    """Return a person of the investment authority; each client is another one."""
    return person(Role.INVESTMENT_AUTHORITY, subject=f"bench-{number}")


@dataclass
class Ground:
    """The platform under measurement. `open` things are closed when the measurement ends.

    `volume` is how many projects there shall be beside the told one, `filled` how many there are; `workers` how many
    processes serve the reads of a service.
    """

    live: Live
    story: Story
    open: AsyncExitStack
    volume: int
    workers: int = 1
    filled: int = 0
    watching: dict[str, asyncpg.Connection] = field(default_factory=dict)

    async def fill(self, projects: int) -> None:
        """Add volume until there are so many projects."""
        if projects > self.filled:
            await seed.fill(self.live.running.parts, self.filled + 1, projects)
            self.filled = projects

    async def database(self, service: str) -> asyncpg.Connection:
        """Connect as the service does, under row-level security."""
        return await self.connect(self.live.running.parts.databases[service])

    async def connect(self, url: str) -> asyncpg.Connection:
        settings = {"app.division": DIVISION, "jit": "off", "timezone": "Asia/Shanghai"}
        made = await asyncpg.connect(url, server_settings=settings)
        self.open.push_async_callback(made.close)
        return made

    async def connections(self, url: str, count: int) -> list[Connection]:
        """Open a kept-alive HTTP connection for each client."""
        made = [await Connection.open(url) for _ in range(count)]
        for connection in made:
            self.open.push_async_callback(connection.close)
        return made

    def asked(self, url: str, query: str, variables: dict[str, Any], who: Person) -> bytes:
        """Write a GraphQL request of a person."""
        headers = {"authorization": f"Bearer {self.live.token(who)}"}
        return request(url, {"query": query, "variables": variables}, headers)

    def address(self, service: str) -> str:
        return f"{self.live.running.services[service]}/graphql"

    async def settle(self) -> None:
        """Wait until relay, audit and every consumer have done all that commands have set off."""
        for service in ("reserve", *COPYING):
            if service not in self.watching:
                self.watching[service] = await self.database(service)
        await eventually(self._settled, 120)

    async def _settled(self) -> bool:
        told, waiting, unsealed = await self.watching["reserve"].fetchrow(_PUBLISHED, REGISTERED)
        if waiting or unsealed:
            return False
        return all([await self.watching[s].fetchval(_APPLIED, REGISTERED) == told for s in COPYING])
