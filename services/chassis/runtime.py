"""What one service process holds open: database, Valkey, token verifier. Made inside the event loop, closed in the end."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError

from services.chassis.config import Settings
from services.chassis.database import Database
from services.chassis.identity import Verifier


@dataclass
class Runtime:
    """Shared by all requests of a process."""

    settings: Settings
    service: str
    database: Database
    redis: Redis
    verifier: Verifier

    @classmethod
    def open(cls, service: str, settings: Settings) -> Runtime:
        """Prepare the connections; none is made before it is needed."""
        redis = Redis.from_url(settings.redis_url.get_secret_value(), socket_timeout=5, socket_connect_timeout=2)
        return cls(settings, service, Database(settings), redis, Verifier(settings))

    async def close(self) -> None:
        """Give all connections back."""
        await self.redis.aclose()
        await self.database.close()

    async def tell(self, notifications: Sequence[tuple[str, dict[str, Any]]]) -> None:
        """Publish live hints. They are lost when Valkey is away: listeners look again when they reconnect."""
        try:
            for channel, payload in notifications:
                await self.redis.publish(f"{self.service}:{channel}", json.dumps(payload, default=str))
        except (RedisError, OSError):
            return

    async def listen(self, channel: str) -> AsyncIterator[dict[str, Any]]:
        """Yield live hints of a channel until the listener goes."""
        async with self.redis.pubsub() as pubsub:
            await pubsub.subscribe(f"{self.service}:{channel}")
            while True:
                message = await pubsub.get_message(ignore_subscribe_messages=True, timeout=1)
                if message is not None:
                    yield json.loads(message["data"])
