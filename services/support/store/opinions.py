"""Loads and saves the opinions that a bureau asks for, and the surveys that it puts on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.chassis.visibility import visible_select
from services.law.parties import Role
from services.support.domain.opinion import CLOSED_WITH_REQUEST, AskedUnit, Opinion
from services.support.domain.requirements import OnRecord
from services.support.store import tables

_OPINION = tables.Opinion


async def unit(session: AsyncSession, id: UUID) -> AskedUnit | None:
    """Look a unit up that is to be asked; roles that are not known here do not count."""
    row = await session.get(tables.Organization, id)
    if row is None:
        return None
    known = _known(row.roles)
    return AskedUnit(row.id, row.name, known, row.active and row.merged_into is None)


async def of_request(session: AsyncSession, request_id: UUID) -> list[Opinion]:
    """Read all opinions that were asked for; the request is locked, so that none is added meanwhile."""
    query = select(_OPINION).where(_OPINION.request_id == request_id).order_by(_OPINION.id)
    return [state_of(row) for row in (await session.scalars(query)).all()]


async def request_of(session: AsyncSession, id: UUID, actor: Actor) -> UUID | None:
    """Name the request of an opinion, where the actor may see it."""
    query = visible_select(_OPINION, actor).where(_OPINION.id == id)
    row = await session.scalar(query)
    return row.request_id if row else None


async def locked(session: AsyncSession, id: UUID) -> tables.Opinion:
    """Lock an opinion whose request is locked already."""
    query = select(_OPINION).where(_OPINION.id == id).with_for_update().execution_options(populate_existing=True)
    return (await session.scalars(query)).one()


async def insert(session: AsyncSession, opinion: Opinion, division: str, asked_by: str, asked_by_name: str) -> None:
    """Keep a new opinion."""
    kept = asdict(opinion) | {"division": division, "asked_by": asked_by, "asked_by_name": asked_by_name}
    session.add(_OPINION(**kept))
    await session.flush()


async def save(session: AsyncSession, row: tables.Opinion, opinion: Opinion, by: str) -> None:
    """Keep what came of an opinion."""
    for name, value in asdict(opinion).items():
        setattr(row, name, value)
    if opinion.given_on is not None:
        row.given_by_name = by
    await session.flush()


async def awaited(session: AsyncSession, request_id: UUID) -> Sequence[tables.Opinion]:
    """Lock what is still owed on a request, which is locked already."""
    owed = (_OPINION.request_id == request_id, _OPINION.given_on.is_(None), _OPINION.withdrawn_on.is_(None))
    query = select(_OPINION).where(*owed).order_by(_OPINION.id)
    return (await session.scalars(query.with_for_update().execution_options(populate_existing=True))).all()


async def close_owed(session: AsyncSession, request_id: UUID, on: date) -> list[Opinion]:
    """Ask no more for what is still owed, once the request has ended; return it."""
    owed = (_OPINION.request_id == request_id, _OPINION.given_on.is_(None), _OPINION.withdrawn_on.is_(None))
    gone = {"withdrawn_on": on, "withdrawn_reason": CLOSED_WITH_REQUEST, "version": _OPINION.version + 1}
    closed = await session.scalars(update(_OPINION).where(*owed).values(**gone).returning(_OPINION))
    return sorted((state_of(row) for row in closed.all()), key=lambda opinion: opinion.id)


async def on_record(session: AsyncSession, request_id: UUID) -> OnRecord:
    """Read what is on record about a request before it is decided."""
    surveys = select(func.count()).where(tables.Survey.request_id == request_id)
    org = tables.Organization
    given = select(org.roles).join(_OPINION, _OPINION.unit_id == org.id)
    roles = await session.scalars(given.where(_OPINION.request_id == request_id, _OPINION.given_on.is_not(None)))
    return OnRecord(
        surveys=int((await session.execute(surveys)).scalar_one()), opinions=tuple(map(_known, roles.all()))
    )


def state_of(row: tables.Opinion) -> Opinion:
    """Read a row into the state that decisions see."""
    return Opinion(
        id=row.id,
        version=row.version,
        request_id=row.request_id,
        unit_id=row.unit_id,
        question=row.question,
        working_days=row.working_days,
        asked_on=row.asked_on,
        due_on=row.due_on,
        stance=row.stance,
        said=row.said,
        given_on=row.given_on,
        withdrawn_on=row.withdrawn_on,
        withdrawn_reason=row.withdrawn_reason,
    )


def _known(roles: Sequence[str]) -> frozenset[Role]:
    return frozenset(role for role in Role if role.value in roles)
