"""Connections for compiled reads: one read-only statement each, whose JSON is handed through as it is.

asyncpg's own pool resets a connection and shields a task at each release: 40 of the 55 microseconds that a read costs in
Python besides its statement. A read leaves nothing behind, so connections are simply laid back.
"""

from __future__ import annotations

import asyncio
from typing import Any

import asyncpg

from services.chassis.config import Settings
from services.chassis.database import SERVER, url_of

STATEMENTS = 500  # prepared ones a connection keeps
LONGEST_STATEMENT = 1024 * 1024  # the whole of an operation is one statement, and long
CONNECTING_SECONDS = 10
CLOSING_SECONDS = 5
LOST = (asyncpg.PostgresConnectionError, asyncpg.AdminShutdownError, asyncpg.CrashShutdownError, ConnectionError)


class ReadPool:
    """Opens its connections when reads come; a broken one is not used again."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._idle: list[asyncpg.Connection[Any]] = []
        self._free = asyncio.Semaphore(settings.pool_size)

    async def fetchval(self, statement: str, *arguments: Any) -> Any:
        """Return the first column of the first row; raise TimeoutError when no connection comes free."""
        if self._free.locked():
            async with asyncio.timeout(self._settings.pool_wait_seconds):
                await self._free.acquire()
        else:
            await self._free.acquire()
        try:
            try:
                return await self._fetched(statement, arguments)
            except LOST:  # cut while it lay idle, and the others with it: a read may simply be asked again
                while self._idle:
                    self._idle.pop().terminate()
                return await self._fetched(statement, arguments)
        finally:
            self._free.release()

    async def _fetched(self, statement: str, arguments: tuple[Any, ...]) -> Any:
        connection = await self._taken()
        try:
            found = await connection.fetchval(statement, *arguments)
        except LOST:
            connection.terminate()
            raise
        except (asyncpg.PostgresError, asyncpg.InterfaceError, ValueError) as fault:
            if connection.is_closed():  # the driver noticed only now
                raise ConnectionResetError("the connection was closed before it was asked") from fault
            self._idle.append(connection)  # said by a connection that is in order
            raise
        except BaseException:  # cancelled half way: what the server will still send is for nobody
            connection.terminate()
            raise
        self._idle.append(connection)
        return found

    async def close(self) -> None:
        """Give all connections back."""
        while self._idle:
            await self._idle.pop().close(timeout=CLOSING_SECONDS)

    async def _taken(self) -> asyncpg.Connection[Any]:
        """Return the connection that was used last, or a new one."""
        while self._idle:
            connection = self._idle.pop()
            if not connection.is_closed():
                return connection
        connection = await asyncpg.connect(
            url_of(self._settings),
            timeout=CONNECTING_SECONDS,
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
        await connection.set_type_codec("json", schema="pg_catalog", encoder=bytes, decoder=bytes, format="binary")
        return connection
