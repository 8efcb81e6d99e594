"""How many events a service has put out up to a moment, so that who listens can tell whether it has heard all of them.

A tally is an event itself, put out soon after each midnight and when a process starts. Event identities are ordered by time,
so a moment has one: who listens counts what it heard below it.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis import clock
from services.chassis.beside import Beside
from services.chassis.database import ALL_DIVISIONS
from services.chassis.events import Published
from services.chassis.identity import Actor
from services.chassis.work import Work

log = logging.getLogger(__name__)

LOOK_SECONDS = 600.0
AT_START = timedelta(minutes=10)  # a process that is started again soon after a tally needs none

_ONE_AT_A_TIME = text("select pg_try_advisory_xact_lock(hashtext('tallies'))")
_LAST = text("select max(recorded_at) from outbox where type = :type")
# Whoever still has a transaction open may yet add events with identities from its beginning on. Those of all processes of
# a service are seen, for they are one user of the database.
_THROUGH = text(
    "select least(clock_timestamp(), min(xact_start)) from pg_stat_activity "
    "where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()"
)
_COUNTS = text(
    "select division, type, count(*) as number from outbox "
    "where topic = :topic and type <> :type and event_id < :boundary group by division, type order by division, type"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventsTallied:
    """So many events of each division and type have identities below the boundary, which is that of a moment."""

    through: datetime
    boundary: UUID
    counts: dict[str, dict[str, int]]
    division: str


def type_of(service: str) -> str:
    """Name the type of a service's tallies."""
    return f"zhongdian.{service}.events.tallied.v1"


def tallied(service: str) -> type[Published]:
    """Declare the tallies of a service among what it publishes."""

    class EventsTalliedV1(
        Published,
        type=type_of(service),
        of=EventsTallied,
        key="division",
        sample={
            "through": "2027-04-01T00:10:00+08:00",
            "boundary": "01a49c59-dfc0-7000-8000-000000000000",
            "counts": {"430211": {f"zhongdian.{service}.something.happened.v1": 42}},
            "division": ALL_DIVISIONS,
        },
    ):
        """How many events of each division and type were put out with identities below the boundary, that of a moment."""

        through: datetime
        boundary: UUID
        counts: dict[str, dict[str, int]]

    return EventsTalliedV1


def identity_at(moment: datetime) -> UUID:
    """Return the identity below which all identities are that were made before a moment.

    >>> from datetime import UTC
    >>> str(identity_at(datetime(2027, 1, 1, tzinfo=UTC)))
    '01a2ce8b-d400-7000-8000-000000000000'
    """
    milliseconds = (moment - datetime.fromtimestamp(0, moment.tzinfo)) // timedelta(milliseconds=1)
    return UUID(int=milliseconds << 80 | 0x7 << 76 | 0x8 << 60)


class Tallies:
    """The job that tallies. Of several processes one does it; a database that is away only delays it."""

    def __init__(self, beside: Beside) -> None:
        self._service, self._runtime = beside.service, beside.runtime
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Tally at the start, and once each day, until `stop` is called."""
        started = True
        while not self._stopping.is_set():
            try:
                await self.look(at_start=started)
                started = False
            except (SQLAlchemyError, asyncpg.PostgresError, OSError) as fault:
                log.warning("the tally waits: %s", type(fault).__name__)
            try:
                await asyncio.wait_for(self._stopping.wait(), LOOK_SECONDS)
            except TimeoutError:
                continue

    def stop(self) -> None:
        """Ask the job to end."""
        self._stopping.set()

    async def look(self, *, at_start: bool = False) -> bool:
        """Put a tally out when one is due; tell whether it was."""
        now = clock.system_now()
        async with self._runtime.database.session(ALL_DIVISIONS) as session:
            if not (await session.execute(_ONE_AT_A_TIME)).scalar_one():
                return False
            last = (await session.execute(_LAST, {"type": type_of(self._service.name)})).scalar_one()
            if last is not None and not _due(last, now, at_start=at_start):
                return False
            actor = Actor("job:tallies", "系统（事件清点）", frozenset(), None, ALL_DIVISIONS)
            work = Work(session, actor, now, self._service.name, self._service.translate)
            await work.record(await tally(session, self._service.name))
            await session.commit()
        return True


def _due(last: datetime, now: datetime, *, at_start: bool) -> bool:
    yesterday = clock.local_day(last) < clock.local_day(now)
    return yesterday or (at_start and now - last >= AT_START)


async def tally(session: AsyncSession, service: str) -> EventsTallied:
    """Count what a service has put out with identities below that of the last moment of which all is known."""
    through: datetime = (await session.execute(_THROUGH)).scalar_one()
    boundary = identity_at(through)
    asked: dict[str, Any] = {"topic": f"{service}.events", "type": type_of(service), "boundary": boundary}
    counts: dict[str, dict[str, int]] = {}
    for division, type_, number in (await session.execute(_COUNTS, asked)).all():
        counts.setdefault(division, {})[type_] = number
    return EventsTallied(through=through, boundary=boundary, counts=counts, division=ALL_DIVISIONS)
