"""The relay: publishes committed outbox rows to Kafka in order, seals the audit trail, forgets old idempotency keys.

A row may be published once its transaction is older than every transaction still running: ordering by id alone would
skip rows of transactions that commit late. Several relays may run; each takes the lanes that no other holds.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Sequence
from datetime import timedelta

import asyncpg
from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaError
from sqlalchemy import Row, bindparam, text
from sqlalchemy.exc import SQLAlchemyError

from services.chassis import audit, clock, idempotency, telemetry
from services.chassis.config import Settings
from services.chassis.database import ALL_DIVISIONS, Database
from services.chassis.waking import Wake
from services.chassis.work import LANES

log = logging.getLogger(__name__)

BATCH = 500
IDLE_SECONDS = 1.0  # the longest wait when no notification comes
PENDING_SECONDS = 0.02  # the wait while rows are held back by a transaction still running
RETRY_SECONDS = 0.5
FORGET_SECONDS = 600.0  # between two looks for idempotency keys that are old enough to be forgotten

_LANES = text(
    "select lane from generate_series(0, :lanes - 1) lane where pg_try_advisory_xact_lock(hashtext('outbox'), lane)"
)
# `tx < xmin`: no transaction that began before this row's own can still commit; then id order is the order per key
_DUE = text(
    "select id, topic, key, event::text as body, recorded_at from outbox where published_at is null "
    "and tx < pg_snapshot_xmin(pg_current_snapshot()) and lane = any(:lanes) order by id limit :batch"
)
_DONE = text("update outbox set published_at = clock_timestamp() where id = any(:ids)").bindparams(bindparam("ids"))
_WAITING = text("select exists (select from outbox where published_at is null)")


class Relay:
    """Runs until stopped; a dead database or broker only delays it."""

    def __init__(self, service: str, database: Database, settings: Settings) -> None:
        self._service = service
        self._database = database
        self._kafka_url = settings.kafka_url
        self._keys_kept = timedelta(days=settings.idempotency_days)
        self._forget_at = 0.0
        self._wake = Wake(database, "outbox")
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Publish until `stop` is called; the batch under way is finished first."""
        async with self._wake:
            while not self._stopping.is_set():
                try:
                    await self._with_producer()
                except (KafkaError, SQLAlchemyError, OSError, asyncpg.PostgresError) as fault:
                    log.warning("relay waits: %s", type(fault).__name__)
                    await self._wake.wait(RETRY_SECONDS)

    def stop(self) -> None:
        """Ask the relay to end after the batch under way."""
        self._stopping.set()
        self._wake.wake()

    async def _with_producer(self) -> None:
        producer = AIOKafkaProducer(
            bootstrap_servers=self._kafka_url,
            acks="all",
            enable_idempotence=True,
            linger_ms=0,
            max_batch_size=262_144,
            request_timeout_ms=15_000,
        )
        try:
            await producer.start()
            while not self._stopping.is_set():
                published = await self._publish(producer)
                sealed = await self._seal(producer)
                if published < BATCH and not sealed and not await self._forget():
                    await self._wait()
        finally:
            await producer.stop()

    async def _publish(self, producer: AIOKafkaProducer) -> int:
        async with self._database.session(ALL_DIVISIONS) as session:
            lanes = (await session.execute(_LANES, {"lanes": LANES})).scalars().all()
            rows = (await session.execute(_DUE, {"lanes": list(lanes), "batch": BATCH})).all()
            if not rows:
                telemetry.OUTBOX_AGE.set(0)
                return 0
            await _send(producer, rows)
            await session.execute(_DONE, {"ids": [r.id for r in rows]})
            await session.commit()
        telemetry.RELAYED.inc(len(rows))
        telemetry.OUTBOX_AGE.set((clock.system_now() - rows[0].recorded_at) / timedelta(seconds=1))
        return len(rows)

    async def _seal(self, producer: AIOKafkaProducer) -> bool:
        async with self._database.session(ALL_DIVISIONS) as session:
            head = await audit.seal(session)
            if head is None:
                return False
            await session.commit()
        anchor = json.dumps({"seq": head.seq, "chain": head.chain, "at": clock.system_now().isoformat()})
        await producer.send_and_wait(f"{self._service}.audit", anchor.encode())
        telemetry.SEALED.inc()
        return True

    async def _forget(self) -> bool:
        """Forget a batch of old keys when it is time to look; tell whether there may be more of them."""
        if time.monotonic() < self._forget_at:
            return False
        async with self._database.session(ALL_DIVISIONS) as session:
            gone = await idempotency.forget(session, self._keys_kept)
            await session.commit()
        if gone < idempotency.FORGET_BATCH:
            self._forget_at = time.monotonic() + FORGET_SECONDS
            return False
        return True

    async def _wait(self) -> None:
        async with self._database.session(ALL_DIVISIONS, read_only=True) as session:
            pending = (await session.execute(_WAITING)).scalar_one()
        await self._wake.wait(PENDING_SECONDS if pending else IDLE_SECONDS)


async def _send(producer: AIOKafkaProducer, rows: Sequence[Row[tuple[int, str, str, str]]]) -> None:
    """Hand a batch over in order and wait for all acknowledgements; nothing is marked before."""
    headers = [("content-type", b"application/cloudevents+json")]
    acknowledged = [await producer.send(r.topic, r.body.encode(), key=r.key.encode(), headers=headers) for r in rows]
    await asyncio.gather(*acknowledged)
