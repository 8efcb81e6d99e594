"""Tells the city's key-project system 市重点项目管理系统 what is queued: signed, again and again, at least once (第九条)."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import asyncpg
import orjson
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy.exc import SQLAlchemyError

from services.chassis.beside import Beside
from services.chassis.database import ALL_DIVISIONS
from services.chassis.partners import Partners
from services.chassis.posting import send, spread_of
from services.chassis.waking import Wake
from services.law.retrying import Policy
from services.schedule.domain.city.terms import PushStatus
from services.schedule.store import city
from services.schedule.store.city import Due

if TYPE_CHECKING:
    import httpx

log = logging.getLogger(__name__)

BATCH = 4  # under way at a time
IDLE_SECONDS = 30.0  # the longest wait when nothing is told
RETRY_SECONDS = 1.0
LEASE_AFTER_TIMEOUT = 20.0  # seconds beyond the longest request after which another process may send

Spread = Callable[[UUID, int], float]


class CitySettings(BaseSettings):
    """ZD_CITY_PROJECTS_*: nothing is sent, and all of it waits, where no address is set."""

    model_config = SettingsConfigDict(env_prefix="ZD_CITY_PROJECTS_", extra="ignore", frozen=True)

    url: str = Field(default="", description="address of the city's key-project system")
    client: str = Field(default="", description="path of the JSON file with the one client as which we sign")
    tries: int = Field(default=12, ge=1, le=100)
    first_seconds: float = Field(default=5, gt=0)
    longest_seconds: float = Field(default=3600, gt=0)
    timeout_seconds: float = Field(default=10, gt=0, le=60)

    @property
    def policy(self) -> Policy:
        """How pushes are tried again."""
        first, longest = timedelta(seconds=self.first_seconds), timedelta(seconds=self.longest_seconds)
        return Policy(tries=self.tries, first=first, longest=longest)


class CityProjects:
    """Runs until stopped; a database or a city that is away only delays it."""

    def __init__(self, beside: Beside, spread: Spread = spread_of) -> None:
        self._database = beside.runtime.database
        self._told = CitySettings()
        self._partners = Partners(self._told.client)
        self._spread = spread
        self._stopping = asyncio.Event()
        self._wake = Wake(self._database, "city_pushes")

    async def run(self) -> None:
        """Send until `stop` is called; what is under way is finished first."""
        if not (self._told.url and self._told.client):
            await self._stopping.wait()  # what is queued waits until somebody sets where it goes
            return
        import httpx  # noqa: PLC0415 - slow to import, and only this part needs it

        timeout = httpx.Timeout(self._told.timeout_seconds)
        async with self._wake, httpx.AsyncClient(timeout=timeout, follow_redirects=False, trust_env=False) as http:
            while not self._stopping.is_set():
                try:
                    await self._wake.wait(0 if await self._deliver(http) else await self._pause())
                except (SQLAlchemyError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as fault:
                    log.warning("pushes to the city wait: %s", type(fault).__name__)
                    await self._wake.wait(RETRY_SECONDS)

    def stop(self) -> None:
        """Ask the sender to end."""
        self._stopping.set()
        self._wake.wake()

    async def _deliver(self, http: httpx.AsyncClient) -> int:
        """Send what is due; return how much that was."""
        lease = timedelta(seconds=self._told.timeout_seconds + LEASE_AFTER_TIMEOUT)
        async with self._database.session(ALL_DIVISIONS) as session:
            due = await city.take(session, self._partners.only().division, BATCH, lease)
            await session.commit()
        await asyncio.gather(*(self._one(http, each) for each in due))
        return len(due)

    async def _one(self, http: httpx.AsyncClient, due: Due) -> None:
        """Send one, and write down how it went; what is sent and not written down is sent again."""
        partner = self._partners.get(self._partners.only().id)
        said = {
            "pushId": str(due.id),
            "division": due.division,
            "projectId": str(due.project_id),
            "kind": due.kind,
            "subjectId": str(due.subject_id),
            "number": due.number,
            **due.body,
        }
        url = f"{self._told.url.rstrip('/')}/pushes/{due.id}"
        sent = await send(http, partner, "PUT", url, orjson.dumps(said))
        async with self._database.session(ALL_DIVISIONS) as session:
            status = await city.note(session, due, sent, self._told.policy, self._spread(due.id, due.tries))
            await session.commit()
        if status is PushStatus.DEAD:
            log.error("push %s to the city is a dead letter: %s", due.id, sent.outcome.value)

    async def _pause(self) -> float:
        async with self._database.session(ALL_DIVISIONS, read_only=True) as session:
            waiting = await city.seconds_until_next(session, self._partners.only().division)
        return IDLE_SECONDS if waiting is None else min(max(waiting, 0.05), IDLE_SECONDS)
