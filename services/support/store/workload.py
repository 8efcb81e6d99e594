"""What each person of a bureau has in hand and has decided, counted by one statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, or_
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.chassis.visibility import visible_select
from services.support.domain.request import DECIDED, STANDING
from services.support.store import tables
from services.support.store.absences import lasting


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """One person's; subject None: what nobody has in hand."""

    subject: str | None
    name: str | None
    open: int
    standing: int
    due_soon: int
    overdue: int
    decided: int
    median_days: float | None


async def of_bureau(session: AsyncSession, actor: Actor, bureau: UUID, day: date, month: date) -> list[Load]:
    """Count as the queue does: `day` is the last working day up to today; decided since the first day of the month."""
    rows = (await session.execute(counting(actor, bureau, day, month))).all()
    names = ("subject", "name", "open", "standing", "due_soon", "overdue", "decided", "median_days")
    return [Load(**dict(zip(names, row, strict=True))) for row in rows]


def counting(actor: Actor, bureau: UUID, day: date, month: date) -> Select[Any]:
    """Count by one statement that reads the open requests, and of the ended ones those of the month."""
    request = tables.Request
    open_ = request.ended_on.is_(None)
    running = and_(open_, request.state.not_in(sorted(STANDING)))
    decided = and_(request.state.in_(sorted(DECIDED)), request.ended_on >= month)
    taken = request.ended_on - request.received_on
    return (
        visible_select(request, actor)
        .where(request.bureau_id == bureau, or_(open_, decided))
        .with_only_columns(
            request.claimant,
            func.max(request.claimant_name),
            func.count().filter(open_),
            func.count().filter(open_, request.state.in_(sorted(STANDING))),
            func.count().filter(running, request.warn_on <= day, request.due_on >= day),
            func.count().filter(running, request.due_on < day),
            func.count().filter(decided),
            func.percentile_cont(0.5).within_group(taken).filter(decided),
        )
        .group_by(request.claimant)
        .order_by(func.count().filter(open_).desc(), request.claimant)
    )


async def substitutes(session: AsyncSession, actor: Actor, bureau: UUID, today: date) -> dict[str, str]:
    """Return who is away today, and the name of who stands in."""
    absence = tables.Absence
    query = visible_select(absence, actor).where(absence.unit_id == bureau, lasting(today))
    rows = await session.execute(query.with_only_columns(absence.subject, absence.substitute_name))
    return {row.subject: row.substitute_name for row in rows.all()}
