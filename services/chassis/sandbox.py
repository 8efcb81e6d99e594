"""Where a copy is rebuilt beside the one that readers see: a schema of its own, with an empty twin of every table.

In a session that `enter`ed it, the same statements find the twins first: what handlers write falls there, their other
effects included, and nobody else sees it. The schema also keeps how far the rebuild has come, and the events that the
inbox applies meanwhile.
"""

# ruff: noqa: S608 - the names in statements are declared in code, values are bound

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Table, Text, column, func, select, table, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

_PREFIX = "rebuild_"
_STATE = """
create table {schema}.rebuild_progress (after bigint not null);
create table {schema}.rebuild_late (
  seq bigint generated always as identity, event_id uuid primary key, event json not null);
insert into {schema}.rebuild_progress values (0)
"""
_COLUMNS = text(
    "select attname, format_type(atttypid, atttypmod), attnotnull from pg_attribute "
    "where attrelid = to_regclass(:name) and attnum > 0 and not attisdropped order by attname"
)


def schema_of(copy: str) -> str:
    """Name the schema of a copy's sandbox."""
    return f'"{_PREFIX}{copy}"'


def under_way(copies: Sequence[str]) -> ColumnElement[Sequence[str]]:
    """Select which of these copies are being rebuilt."""
    namespace = table("pg_namespace", column("nspname", Text()))
    name = func.substr(namespace.c.nspname, len(_PREFIX) + 1)
    open_ = select(name).where(namespace.c.nspname.in_([_PREFIX + copy for copy in copies]))
    return func.array(open_.scalar_subquery(), type_=ARRAY(Text()))


async def lock(session: AsyncSession, copy: str) -> None:
    """Let one step of one rebuild of a copy run at a time, to the end of the transaction."""
    await session.execute(text("select pg_advisory_xact_lock(hashtext('rebuild'), hashtext(:copy))"), {"copy": copy})


async def make(session: AsyncSession, copy: str, tables: Iterable[Table]) -> None:
    """Make an empty sandbox in the place of whatever was left there."""
    schema = schema_of(copy)
    await drop(session, copy)
    await session.execute(text(f"create schema {schema}"))
    for each in tables:
        await session.execute(text(f'create table {schema}."{each.name}" (like "{each.name}" including all)'))
    for statement in _STATE.format(schema=schema).split(";"):
        await session.execute(text(statement))


async def drop(session: AsyncSession, copy: str) -> None:
    """Remove the sandbox with all that is in it."""
    await session.execute(text(f"drop schema if exists {schema_of(copy)} cascade"))


async def fits(session: AsyncSession, copy: str, tables: Iterable[Table]) -> bool:
    """Tell whether there is a sandbox whose twins have the columns that the tables have today."""
    for each in tables:
        twin = await _columns(session, f'{schema_of(copy)}."{each.name}"')
        if not twin or twin != await _columns(session, f'"{each.name}"'):
            return False
    return True


async def _columns(session: AsyncSession, name: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in (await session.execute(_COLUMNS, {"name": name})).all()]


async def enter(session: AsyncSession, copy: str) -> str:
    """Let the session see the twins first, to the end of the transaction; return the path by which it leaves."""
    path = str(await session.scalar(text("select current_setting('search_path')")))
    await leave(session, f"{schema_of(copy)}, {path}")
    return path


async def leave(session: AsyncSession, path: str) -> None:
    """Let the session see the service's own tables again, and nothing that it remembers of their twins."""
    session.expunge_all()
    await session.execute(text("select set_config('search_path', :path, true)"), {"path": path})


async def progress(session: AsyncSession, copy: str) -> int | None:
    """Return the last row of the owner's outbox that was taken over; None when no rebuild is under way."""
    if await session.scalar(text("select to_regclass(:name)"), {"name": f"{schema_of(copy)}.rebuild_progress"}) is None:
        return None
    return int((await session.execute(text(f"select after from {schema_of(copy)}.rebuild_progress"))).scalar_one())


async def advance(session: AsyncSession, copy: str, after: int) -> None:
    """Note how far the rebuild has come."""
    await session.execute(text(f"update {schema_of(copy)}.rebuild_progress set after = :after"), {"after": after})


async def keep(session: AsyncSession, copy: str, event_id: UUID, event: bytes) -> None:
    """Keep an event that the inbox applies while the copy is being rebuilt."""
    await session.execute(
        text(f"insert into {schema_of(copy)}.rebuild_late (event_id, event) values (:id, cast(:event as json))"),
        {"id": event_id, "event": event.decode()},
    )


async def late(session: AsyncSession, copy: str) -> Sequence[str]:
    """Return the kept events that the rebuild has not taken over, in the order in which the inbox applied them."""
    schema = schema_of(copy)
    rows = await session.scalars(
        text(
            f"select event::text from {schema}.rebuild_late l where not exists "
            f"(select from {schema}.inbox i where i.event_id = l.event_id) order by seq"
        )
    )
    return rows.all()
