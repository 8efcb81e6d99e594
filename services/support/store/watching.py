"""When the ladder of a request is to be looked at, what it has told, and the facts of lateness."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.law.workdays import WorkCalendar
from services.support.domain import clock, escalation
from services.support.domain.escalation import Reached, Told
from services.support.domain.kinds.ladder import ladder_of
from services.support.domain.lateness import Late
from services.support.domain.request import STANDING, Request
from services.support.domain.rulebook import kind_on
from services.support.store import tables

CHANNEL = "escalations"  # told by a trigger on requests


def first_look(request: Request, calendar: WorkCalendar) -> date | None:
    """Return the day of the first rung, told or not: whoever looks then finds out. None where nothing is foreseen."""
    rule = kind_on(request.division, request.kind, request.clock.received_on)
    if rule is None:
        return None
    return escalation.first_on(request.clock, ladder_of(rule, request.clock.received_on), calendar)


def is_moved(row: tables.Request, request: Request, calendar: WorkCalendar) -> bool:
    """Whether a step has moved the limit, ended the clock, or let it stand or go on."""
    due = clock.read(request.clock, request.clock.last_on, calendar).due_on
    if (row.due_on, row.ended_on) != (due, request.clock.ended_on):
        return True
    return (row.state in STANDING) != (request.state in STANDING)


async def take(session: AsyncSession, today: date, most: int) -> Sequence[tables.Request]:
    """Lock some requests that are to be looked at by today and that nobody else has locked, the first due first."""
    request = tables.Request
    query = select(request).where(request.escalate_on <= today).order_by(request.escalate_on, request.id).limit(most)
    return (await session.scalars(query.with_for_update(skip_locked=True))).all()


async def next_look(session: AsyncSession) -> date | None:
    """Return the first day on which some request is to be looked at."""
    return await session.scalar(select(func.min(tables.Request.escalate_on)))


async def told(session: AsyncSession, request_id: UUID) -> tuple[Told, ...]:
    """Return the rungs that a request's ladder has told."""
    row = tables.RequestEscalation
    rows = await session.scalars(select(row).where(row.request_id == request_id))
    return tuple(Told(one.days, one.limit_on, one.told_on) for one in rows.all())


async def add_told(session: AsyncSession, request: Request, reached: Reached, today: date, at: datetime) -> None:
    """Write that a rung was told. A second writer of the same one fails: it could only be a fault."""
    row = tables.RequestEscalation(
        request_id=request.id,
        limit_on=reached.limit_on,
        days=reached.rung.days,
        division=request.division,
        rung=reached.rung.name,
        told_roles=",".join(sorted(role.value for role in reached.rung.told)),
        reached_on=reached.on,
        told_on=today,
        at=at,
    )
    session.add(row)
    await session.flush()


async def noted(session: AsyncSession, request_id: UUID) -> tuple[Late, ...]:
    """Return the facts of a request's lateness."""
    row = tables.LateFactRow
    rows = await session.scalars(select(row).where(row.request_id == request_id))
    return tuple(Late(one.fact, one.due_on, one.since, one.working_days_late) for one in rows.all())


async def note(
    session: AsyncSession, request: Request, facts: Iterable[Late], ids: Iterable[UUID], at: datetime
) -> None:
    """Write facts; one that is on record stays as it is."""
    rows = [
        {
            "id": key,
            "division": request.division,
            "request_id": request.id,
            "bureau_id": request.bureau_id,
            "fact": one.fact,
            "due_on": one.due_on,
            "since": one.on,
            "working_days_late": one.working_days_late,
            "at": at,
        }
        for one, key in zip(facts, ids, strict=True)
    ]
    if rows:
        await session.execute(insert(tables.LateFactRow).on_conflict_do_nothing(), rows)
