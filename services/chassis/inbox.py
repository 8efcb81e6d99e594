"""The inbox: applies other services' events exactly once, in order per key, or parks them where an operator sees them.

A batch is one transaction; when it fails its events are applied one by one. An event that keeps failing is parked in the
table `parked` and announced on `<service>.dead-letter`; later events of its key park behind it, so that order holds.
A database or broker that is away only delays: nothing is parked for that.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

from opentelemetry.trace import SpanKind
from sqlalchemy import exists, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis import clock, parking, sandbox, telemetry
from services.chassis.database import ALL_DIVISIONS, Database
from services.chassis.events import Envelope, Foreign
from services.chassis.faults import is_away
from services.chassis.identity import Actor
from services.chassis.tables import inbox, parked
from services.chassis.work import Translate, Work
from services.law.parties import Role

log = logging.getLogger(__name__)

F = TypeVar("F", bound=Foreign)
Handler = Callable[[Work, Any], Awaitable[object]]
RETRIES = (0.05, 0.2, 1.0)  # seconds between the tries of an event that fails by itself
AWAY_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Incoming:
    """A record as Kafka holds it."""

    topic: str
    position: str  # topic/partition/offset, names a record that has no readable id
    key: str
    body: bytes


@dataclass
class Inbox:
    """The events that one service consumes and what each does to it. Handlers never commit."""

    service: str
    handlers: dict[str, tuple[type[Foreign], Handler]] = field(default_factory=dict)

    def on(self, type_: str, model: type[F]) -> Callable[[Callable[[Work, F], Awaitable[object]]], Handler]:
        """Register the handler of an event type, read through the consumer's own model."""

        def register(handler: Callable[[Work, F], Awaitable[object]]) -> Handler:
            if type_ in self.handlers:
                raise ValueError(f"{type_} has two handlers")
            self.handlers[type_] = (model, handler)
            return handler

        return register

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics of the services that are listened to."""
        return tuple(sorted({f"{t.split('.')[1]}.events" for t in self.handlers}))


class Applier:
    """Applies incoming events to one service's database."""

    def __init__(
        self,
        box: Inbox,
        database: Database,
        translate: Translate,
        tell: Callable[[Any], Awaitable[None]],
        copies_fed_by: Callable[[str], tuple[str, ...]] = lambda _: (),
    ) -> None:
        self._inbox = box
        self._database = database
        self._translate = translate
        self._tell = tell
        self._copies_fed_by = copies_fed_by

    async def apply(self, batch: Sequence[Incoming]) -> None:
        """Apply a batch; return when every event of it is applied, known already, not for us, or parked."""
        while True:
            try:
                await self._together(batch)
            except Exception as fault:  # noqa: BLE001 - whatever it is, it is tried again, alone, and parked by name
                if not is_away(fault):
                    break
                log.warning("inbox waits: %s", type(fault).__name__)
                await asyncio.sleep(AWAY_SECONDS)
            else:
                return
        for one in batch:
            await self._alone(one)

    async def _together(self, batch: Sequence[Incoming]) -> None:
        notifications: list[tuple[str, dict[str, Any]]] = []
        async with self._database.session(ALL_DIVISIONS) as session:
            for one in batch:
                notifications += await self._one(session, one)
            await session.commit()
        await self._tell(notifications)

    async def _alone(self, one: Incoming) -> None:
        for pause in (*RETRIES, None):
            while True:
                try:
                    await self._together([one])
                except Exception as fault:  # noqa: BLE001 - see above
                    if is_away(fault):
                        await asyncio.sleep(AWAY_SECONDS)
                        continue
                    if pause is None:
                        await self._park(one, fault)
                        return
                    await asyncio.sleep(pause)
                    break
                else:
                    return

    async def _park(self, one: Incoming, fault: Exception) -> None:
        while True:
            try:
                async with self._database.session(ALL_DIVISIONS) as session:
                    await parking.park(session, self._inbox.service, one, fault)
                    await session.commit()
            except Exception as second:  # an event is never dropped because parking it failed
                if not is_away(second):
                    raise
                await asyncio.sleep(AWAY_SECONDS)
            else:
                break
        telemetry.APPLIED.labels(type=parking.type_of(one), outcome="parked").inc()
        log.error("event parked: %s", type(fault).__name__, extra={"facts": {"event": parking.id_of(one)}})

    async def _one(self, session: AsyncSession, one: Incoming) -> list[tuple[str, dict[str, Any]]]:
        envelope = Envelope.model_validate_json(one.body)
        known = self._inbox.handlers.get(envelope.type)
        if known is None:
            return []
        blocked = exists().where(parked.c.topic == one.topic, parked.c.key == one.key, parked.c.resolved_at.is_(None))
        under_way = sandbox.under_way(self._copies_fed_by(envelope.type))
        is_blocked, rebuilding = (await session.execute(select(blocked, under_way))).one()
        if is_blocked:
            await parking.park_behind(session, self._inbox.service, one)
            return []
        told = await self.handle(session, envelope)
        telemetry.APPLIED.labels(type=envelope.type, outcome="known" if told is None else "applied").inc()
        if told is None:
            return []
        for copy in rebuilding:
            await sandbox.keep(session, copy, envelope.id, one.body)
        telemetry.INBOX_LAG.set((clock.system_now() - envelope.time) / timedelta(seconds=1))
        return told

    async def handle(self, session: AsyncSession, envelope: Envelope) -> list[tuple[str, dict[str, Any]]] | None:
        """Apply one event and return its live hints, None when it was applied before; raise what its handler raises."""
        fresh = await session.execute(
            insert(inbox)
            .values(
                event_id=envelope.id,
                source=envelope.source,
                type=envelope.type,
                key=envelope.subject,
                trace_id=telemetry.trace_id(envelope.traceparent),
            )
            .on_conflict_do_nothing()
            .returning(inbox.c.event_id)
        )
        if fresh.one_or_none() is None:
            return None
        model, handler = self._inbox.handlers[envelope.type]
        work = Work(
            session,
            system_actor(self._inbox.service, envelope.division),
            envelope.time,
            self._inbox.service,
            self._translate,
            envelope.id,
        )
        with telemetry.span(f"consume {envelope.type}", envelope.traceparent, SpanKind.CONSUMER):
            await handler(work, model.model_validate(envelope.data))
            await session.flush()
        return work.notifications


def system_actor(service: str, division: str) -> Actor:
    """Return the service itself as the one who acts on an event."""
    return Actor(f"service:{service}", service, frozenset({Role.OPERATOR}), None, division)
