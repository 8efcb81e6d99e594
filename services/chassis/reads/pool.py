"""Connections for compiled reads: one read-only statement each, whose JSON is handed through as it is."""

from __future__ import annotations

import asyncio
from typing import Any

import asyncpg

from services.chassis.config import Settings
from services.chassis.database import SERVER, url_of

STATEMENTS = 500  # prepared ones a connection keeps
LONGEST_STATEMENT = 1024 * 1024  # the whole of an operation is one statement, and long


class ReadPool:
    """Opens its connections when the first read comes; a broken one is replaced by the driver."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._pool: asyncpg.Pool[Any] | None = None
        self._opening = asyncio.Lock()

    async def fetchval(self, statement: str, *arguments: Any) -> Any:
        """Return the first column of the first row."""
        pool = self._pool or await self._open()
        async with pool.acquire(timeout=10) as connection:
            return await connection.fetchval(statement, *arguments)

    async def close(self) -> None:
        """Give all connections back."""
        if self._pool is not None:
            await self._pool.close()

    async def _open(self) -> asyncpg.Pool[Any]:
        async with self._opening:
            if self._pool is None:
                self._pool = await asyncpg.create_pool(
                    url_of(self._settings),
                    min_size=1,
                    max_size=self._settings.pool_size,
                    init=_init,
                    reset=_nothing,
                    statement_cache_size=STATEMENTS,
                    max_cacheable_statement_size=LONGEST_STATEMENT,
                    server_settings={
                        **SERVER,
                        "statement_timeout": str(self._settings.statement_timeout_ms),
                        "default_transaction_read_only": "on",
                        # planning a whole operation anew for each value costs more than it can win
                        "plan_cache_mode": "force_generic_plan",
                    },
                )
            return self._pool


async def _init(connection: asyncpg.Connection[Any]) -> None:
    await connection.set_type_codec("json", schema="pg_catalog", encoder=bytes, decoder=bytes, format="binary")


async def _nothing(_connection: asyncpg.Connection[Any]) -> None:
    """Reset nothing: a read leaves nothing behind, and the reset would be a round trip."""
