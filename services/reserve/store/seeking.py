"""Works out the initials of names that were written before there were any, or by something else than a command."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from services.reserve.domain.seeking.initials import initials
from services.reserve.store import assessments, tables

BATCH = 500  # names that one statement locks
NAMED: tuple[tuple[Any, str], ...] = (
    (tables.Organization, "name"),
    (tables.Project, "name"),
    (tables.PlanItem, "project_name"),
)


async def settle(session: AsyncSession, today: date) -> int:
    """Work out what follows from the records after an upgrade: initials, and how projects stand for their next library."""
    done = 0
    for table, name in NAMED:
        done += await _fill(session, table, name)
    return done + await assessments.settle(session, today)


async def _fill(session: AsyncSession, table: Any, name: str) -> int:
    """Fill what has no initials, batch by batch."""
    missing = select(table.id, getattr(table, name)).where(table.initials.is_(None)).order_by(table.id).limit(BATCH)
    columns = table.__table__
    write = update(columns).where(columns.c.id == bindparam("of")).values(initials=bindparam("told"))
    done = 0
    while rows := (await session.execute(missing.with_for_update())).all():
        connection = await session.connection()
        await connection.execute(write, [{"of": id_, "told": initials(of)} for id_, of in rows])
        done += len(rows)
    return done
