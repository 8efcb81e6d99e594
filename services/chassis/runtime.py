"""What one service process holds open: database, Valkey, token verifier. Made inside the event loop, closed in the end."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError

from services.chassis.config import Reading, Settings
from services.chassis.database import Database
from services.chassis.identity import Verifier
from services.chassis.reads.pool import ReadPool
from services.chassis.reads.serving import Reads

AWAY_SECONDS = 0.5  # between two tries to listen again


@dataclass
class Runtime:
    """Shared by all requests of a process."""

    settings: Settings
    service: str
    database: Database
    redis: Redis
    verifier: Verifier
    pool: ReadPool
    reads: Reads

    @classmethod
    def open(cls, service: str, settings: Settings) -> Runtime:
        """Prepare the connections; none is made before it is needed."""
        redis = Redis.from_url(settings.redis_url.get_secret_value(), socket_timeout=5, socket_connect_timeout=2)
        pool = ReadPool(settings)
        return cls(
            settings,
            service,
            Database(settings),
            redis,
            Verifier(settings),
            pool,
            Reads(pool, compiling=settings.reads is Reading.COMPILE),
        )

    async def close(self) -> None:
        """Give all connections back."""
        await self.redis.aclose()
        await self.pool.close()
        await self.database.close()

    async def tell(self, notifications: Sequence[tuple[str, dict[str, Any]]]) -> None:
        """Publish live hints. They are lost when Valkey is away: listeners look again when they reconnect."""
        try:
            for channel, payload in notifications:
                await self.redis.publish(f"{self.service}:{channel}", json.dumps(payload, default=str))
        except (RedisError, OSError):
            return

    async def listen(self, channel: str) -> AsyncIterator[dict[str, Any] | None]:
        """Yield None when the channel is listened to, and again after an interruption; else each live hint.

        Whoever looks at the records after a None has all that was told before; what comes later is told as a hint.
        While Valkey is away nothing is told, and the next None says that it is back.
        """
        while True:
            try:
                async with self.redis.pubsub() as pubsub:
                    await pubsub.subscribe(f"{self.service}:{channel}")
                    while True:
                        message = await pubsub.get_message(timeout=1)
                        if message is not None:
                            yield None if message["type"] == "subscribe" else json.loads(message["data"])
            except (RedisError, OSError):
                await asyncio.sleep(AWAY_SECONDS)
