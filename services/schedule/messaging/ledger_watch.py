"""The job that tells of limits that have passed and supervises what the rule names, soon after each midnight."""

from __future__ import annotations

import asyncio
import logging

import asyncpg
from sqlalchemy.exc import SQLAlchemyError

from services.chassis import clock
from services.chassis.beside import Beside
from services.chassis.database import ALL_DIVISIONS
from services.chassis.identity import Actor
from services.chassis.work import Work
from services.schedule.usecases.ledger.sweep import sweep

log = logging.getLogger(__name__)

ROUND_SECONDS = 600.0  # between two looks: a limit passes at midnight, and ten minutes after it is soon enough


class LedgerWatch:
    """Looks from time to time. Several processes share the work; a database that is away only delays it."""

    def __init__(self, beside: Beside) -> None:
        self._service, self._runtime = beside.service, beside.runtime
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Look until `stop` is called; the batch under way is finished first."""
        while not self._stopping.is_set():
            try:
                if await self.look() > 0:
                    continue  # there may be more
            except (SQLAlchemyError, asyncpg.PostgresError, OSError) as fault:
                log.warning("the look at the ledger waits: %s", type(fault).__name__)
            await self._pause()

    def stop(self) -> None:
        """Ask the job to end after the batch under way."""
        self._stopping.set()

    async def look(self) -> int:
        """Treat one batch of late issues in a transaction; return how many there were."""
        actor = Actor("job:ledger", "系统（按规则）", frozenset(), None, ALL_DIVISIONS)
        async with self._runtime.database.session(ALL_DIVISIONS) as session:
            work = Work(session, actor, clock.system_now(), self._runtime.service, self._service.translate)
            treated = await sweep(work)
            await session.commit()
        await self._runtime.tell(work.notifications)
        return treated

    async def _pause(self) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), ROUND_SECONDS)
        except TimeoutError:
            return
