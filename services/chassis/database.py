"""The database of one service: engine, sessions, and the division that a transaction may see.

Every transaction says whose records it may see (`app.division`, a prefix of division codes). Row-level security in
PostgreSQL compares it with each row's division and shows nothing when it is not set, so a forgotten condition in a
query can never show another division's records.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Date, DateTime, Numeric, Text, Uuid, text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from services.chassis.config import Settings

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
TYPES: dict[Any, Any] = {
    str: Text(),
    Decimal: Numeric(20, 4),  # 万元 with four places: exact to one yuan
    datetime: DateTime(timezone=True),
    date: Date(),
    UUID: Uuid(),
    dict[str, Any]: JSON(),
    list[Any]: JSON(),
}
_BEGIN = text("select set_config('app.division', :scope, true), set_config('transaction_read_only', :mode, true)")
SERVER = {"timezone": "Asia/Shanghai", "jit": "off"}
ALL_DIVISIONS = "*"  # the relay, consumers and sealing work for every division


def url_of(settings: Settings) -> str:
    """Return where the database is, in the spelling that the driver knows."""
    return settings.database_url.get_secret_value().replace("postgres://", "postgresql://", 1)


class Database:
    """Sessions on one service's database. Create it inside the running event loop; close it in the end."""

    def __init__(self, settings: Settings) -> None:
        self.engine = create_async_engine(
            url_of(settings).replace("postgresql://", "postgresql+asyncpg://", 1),
            pool_size=settings.pool_size,
            max_overflow=0,
            pool_timeout=settings.pool_wait_seconds,
            pool_pre_ping=True,
            hide_parameters=True,  # personal data never reaches a log through an error
            connect_args={
                "server_settings": {
                    **SERVER,
                    "statement_timeout": str(settings.statement_timeout_ms),
                    "idle_in_transaction_session_timeout": "60000",
                }
            },
        )
        self._sessions = async_sessionmaker(self.engine, expire_on_commit=False)

    @asynccontextmanager
    async def session(self, scope: str, *, read_only: bool = False) -> AsyncIterator[AsyncSession]:
        """Open a transaction that sees the divisions of the scope. The caller commits; leaving without it rolls back."""
        async with self._sessions() as session:
            mode = "on" if read_only else "off"
            await session.execute(_BEGIN, {"scope": scope, "mode": mode})
            yield session

    async def close(self) -> None:
        """Give all connections back."""
        await self.engine.dispose()
