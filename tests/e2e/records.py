"""How much stands in the services' databases, looked at past every service: what was refused must not be there."""

from __future__ import annotations

from urllib.parse import urlsplit

import asyncpg

from tests.harness.live import Live

TABLES = "select tablename from pg_tables where schemaname = 'public' order by tablename"


async def count(live: Live) -> dict[str, int]:
    """Count the rows of every table of every service."""
    rows: dict[str, int] = {}
    for service, url in live.running.parts.databases.items():
        # As the administrator: row-level security would hide what a wrong division had got in.
        opened = await asyncpg.connect(urlsplit(live.running.parts.admin)._replace(path=urlsplit(url).path).geturl())
        try:
            names = [name for (name,) in await opened.fetch(TABLES)]
            counts = " union all ".join(f"select '{name}', count(*) from \"{name}\"" for name in names)
            rows |= {f"{service}.{name}": n for name, n in await opened.fetch(counts)}
        finally:
            await opened.close()
    return rows
