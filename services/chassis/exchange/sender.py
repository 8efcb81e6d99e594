"""Delivers callbacks to another system: in order within what they are about, again and again, at least once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

import asyncpg
import orjson
from sqlalchemy.exc import SQLAlchemyError

from services.chassis.beside import Beside
from services.chassis.database import ALL_DIVISIONS
from services.chassis.exchange.deliveries import Deliveries, Due
from services.chassis.exchange.settings import ProvincialSettings
from services.chassis.partners import Partners
from services.chassis.posting import send, spread_of
from services.chassis.waking import Wake
from services.law.callbacks import CallbackStatus, TryOutcome

if TYPE_CHECKING:
    import httpx

log = logging.getLogger(__name__)

BATCH = 4  # callbacks under way at a time, each of something else
IDLE_SECONDS = 30.0  # the longest wait when nothing is told
RETRY_SECONDS = 1.0
LEASE_AFTER_TIMEOUT = 20.0  # seconds beyond the longest request after which another process may send

Spread = Callable[[UUID, int], float]


class CallbackSender:
    """Runs until stopped; a database or a partner that is away only delays it. `channel`: what PostgreSQL tells new ones by."""

    def __init__(
        self, beside: Beside, deliveries: Deliveries, channel: str = "callbacks", spread: Spread = spread_of
    ) -> None:
        self._deliveries = deliveries
        self._database = beside.runtime.database
        self._told = ProvincialSettings()
        self._partners = Partners(self._told.provincial_clients)
        self._spread = spread
        self._stopping = asyncio.Event()
        self._wake = Wake(self._database, channel)

    async def run(self) -> None:
        """Deliver until `stop` is called; what is under way is finished first."""
        import httpx  # noqa: PLC0415 - slow to import, and only this part needs it

        timeout = httpx.Timeout(self._told.callback_timeout_seconds)
        async with self._wake, httpx.AsyncClient(timeout=timeout, follow_redirects=False, trust_env=False) as http:
            while not self._stopping.is_set():
                try:
                    await self._wake.wait(0 if await self._deliver(http) else await self._pause())
                except (SQLAlchemyError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as fault:
                    log.warning("callbacks wait: %s", type(fault).__name__)
                    await self._wake.wait(RETRY_SECONDS)

    def stop(self) -> None:
        """Ask the sender to end."""
        self._stopping.set()
        self._wake.wake()

    async def _deliver(self, http: httpx.AsyncClient) -> int:
        """Send what is due; return how much that was."""
        lease = timedelta(seconds=self._told.callback_timeout_seconds + LEASE_AFTER_TIMEOUT)
        async with self._database.session(ALL_DIVISIONS) as session:
            due = await self._deliveries.take(session, BATCH, lease)
            await session.commit()
        await asyncio.gather(*(self._one(http, each) for each in due))
        return len(due)

    async def _one(self, http: httpx.AsyncClient, due: Due) -> None:
        """Send one, and write down how it went; what is sent and not written down is sent again.

        A client that gave no address hears nothing by its own choice. One that is not in the file is missed: a try fails.
        """
        partner = self._partners.get(due.client)
        if partner is not None and partner.callback_url is None:
            await self._unsent(due)
            return
        url = (partner and partner.callback_url) or ""
        sent = await send(http, partner, "POST", url, orjson.dumps(due.body))
        async with self._database.session(ALL_DIVISIONS) as session:
            status = await self._deliveries.note(
                session,
                due,
                TryOutcome(sent.outcome.value),
                self._told.policy,
                self._spread(due.id, due.tries),
                http_status=sent.http_status,
                detail=sent.detail,
            )
            await session.commit()
        if status is CallbackStatus.DEAD:
            log.error("callback %s is a dead letter: %s", due.id, sent.outcome.value)

    async def _unsent(self, due: Due) -> None:
        async with self._database.session(ALL_DIVISIONS) as session:
            await self._deliveries.keep_unsent(session, due)
            await session.commit()
        log.info("callback %s is kept: its client has no address", due.id)

    async def _pause(self) -> float:
        async with self._database.session(ALL_DIVISIONS, read_only=True) as session:
            waiting = await self._deliveries.seconds_until_next(session)
        return IDLE_SECONDS if waiting is None else min(max(waiting, 0.05), IDLE_SECONDS)
