"""The job that looks at clocks: at the first moment of the day on which a rung is reached, and at once for what was missed."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import UTC, datetime, time

import asyncpg
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from services.chassis import clock
from services.chassis.beside import Beside
from services.chassis.database import ALL_DIVISIONS
from services.chassis.faults import is_away
from services.chassis.inbox import system_actor
from services.chassis.waking import Wake
from services.chassis.work import Work
from services.support.store import watching
from services.support.usecases.clock.escalate import MOST, escalate

log = logging.getLogger(__name__)

LONGEST_WAIT = 300.0  # seconds: a clock that was set anew, or a notification that was lost, delays no longer
RETRY_SECONDS = 0.5
NOWHERE = "000000"  # the service acts for no division; what it writes names that of the request


class EscalationWatch:
    """Several processes may watch: a request that one has locked is passed over by the others."""

    def __init__(self, beside: Beside, now: Callable[[], datetime] = clock.system_now) -> None:
        """Prepare; nothing is opened before `run`."""
        self._runtime, self._service, self._now = beside.runtime, beside.service, now
        self._wake, self._stopping = Wake(beside.runtime.database, watching.CHANNEL), asyncio.Event()

    async def run(self) -> None:
        """Watch until `stop`; a database that is away only delays it."""
        async with self._wake:
            while not self._stopping.is_set():
                try:
                    if await self.look() < MOST:
                        await self._wake.wait(await self._pause())
                except (SQLAlchemyError, OSError, TimeoutError, asyncpg.PostgresError) as fault:
                    if not isinstance(fault, DBAPIError) or is_away(fault):
                        log.warning("escalations wait: %s", type(fault).__name__)
                    else:
                        log.exception("escalations failed and are tried again")
                    await self._wake.wait(RETRY_SECONDS)

    def stop(self) -> None:
        """Ask the watch to end; what is under way commits or never was."""
        self._stopping.set()
        self._wake.wake()

    async def look(self) -> int:
        """Look once, in a transaction of its own; return at how many requests."""
        async with self._runtime.database.session(ALL_DIVISIONS) as session:
            actor = system_actor(self._service.name, NOWHERE)
            work = Work(session, actor, self._now(), self._service.name, self._service.translate)
            looked = await escalate(work)
            await session.commit()
        await self._runtime.tell(work.notifications)
        return looked

    async def _pause(self) -> float:
        """Seconds until the first moment of the next day of some rung; short where somebody holds what is due already."""
        async with self._runtime.database.session(ALL_DIVISIONS, read_only=True) as session:
            day = await watching.next_look(session)
        if day is None:
            return LONGEST_WAIT
        moment = datetime.combine(day, time.min, clock.SHANGHAI).astimezone(UTC)
        return min(LONGEST_WAIT, max(RETRY_SECONDS, (moment - self._now()).total_seconds()))
