"""Loads and saves objections."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from services.assessment.domain.review.model import ObjectionStatus, ObjectionStep, Point
from services.assessment.domain.review.objection import Raised
from services.assessment.store import tables
from services.chassis.visibility import visible_select
from services.chassis.work import Work

_row = tables.Objection


async def find(work: Work, id: UUID) -> tables.Objection | None:
    """Return an objection of the actor's division that the actor may see."""
    query = visible_select(_row, work.actor).where(_row.id == id, _row.division == work.actor.division)
    return (await work.session.scalars(query)).one_or_none()


async def open_points(session: AsyncSession, result_id: UUID) -> list[Point]:
    """Return what the undecided objections to a result point at."""
    query = select(_row.indicator_code, _row.fact_id).where(
        _row.result_id == result_id, _row.status == ObjectionStatus.RAISED
    )
    return [Point(code, fact) for code, fact in (await session.execute(query)).all()]


async def unsettled(session: AsyncSession, period_id: UUID) -> tuple[int, int]:
    """Count the objections to a period that are not decided, and those accepted that nothing was done about yet."""
    accepted = (_row.status == ObjectionStatus.ACCEPTED) & _row.carried_out_at.is_(None)
    undecided = _row.status == ObjectionStatus.RAISED
    query = select(
        func.count().filter(undecided),
        func.count().filter(accepted),
    ).where(_row.period_id == period_id)
    found = (await session.execute(query)).one()
    return found[0], found[1]


async def recomputed(work: Work, period_id: UUID) -> None:
    """A new computation carries out what was accepted before it; what is not decided yet stays to be decided."""
    done = await work.session.scalars(
        update(_row)
        .where(_row.period_id == period_id, _row.status == ObjectionStatus.ACCEPTED, _row.carried_out_at.is_(None))
        .values(carried_out_at=work.now, version=_row.version + 1)
        .returning(_row.id)
    )
    for objection_id in sorted(done.all()):
        note(work, objection_id, ObjectionStep.RECOMPUTED, None)


async def authors(session: AsyncSession, objection: tables.Objection) -> set[str]:
    """Return who raised an objection, and who amended it."""
    entry = tables.ObjectionEntry
    amended = select(entry.by).where(entry.objection_id == objection.id, entry.step == ObjectionStep.AMENDED)
    return {objection.raised_by, *(await session.scalars(amended)).all()}


def note(work: Work, objection_id: UUID, step: ObjectionStep, reason: str | None, before: Raised | None = None) -> None:
    """Add to the history of an objection what the actor did; before: what it said until then."""
    work.session.add(
        tables.ObjectionEntry(
            id=work.new_id(),
            division=work.actor.division,
            objection_id=objection_id,
            step=step,
            at=work.now,
            by=work.actor.subject,
            by_name=work.actor.name,
            reason=reason,
            grounds=before.grounds if before else None,
            asks_for=before.asks_for if before else None,
        )
    )
