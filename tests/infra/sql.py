"""SQL on a real database, for tests."""

from __future__ import annotations

from typing import Any

import asyncpg


async def execute(url: str, *statements: str) -> Any:
    """Run statements one after the other; return the first value of the last one's first row."""
    connection = await asyncpg.connect(url)
    try:
        return [await connection.fetchval(statement) for statement in statements][-1]
    finally:
        await connection.close()
