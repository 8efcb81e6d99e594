"""Loads and saves schemes."""

from __future__ import annotations

from pydantic import TypeAdapter
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.assessment.domain.scheme.model import Scheme
from services.assessment.store import tables
from services.chassis.work import Work

_SCHEME = TypeAdapter(Scheme)


def state_of(row: tables.Scheme) -> Scheme:
    """Read a row into the scheme that decisions see."""
    return _SCHEME.validate_python(row.content)


def add(work: Work, scheme: Scheme) -> tables.Scheme:
    """Add a version."""
    row = tables.Scheme(
        id=work.new_id(),
        division=work.actor.division,
        year=scheme.year,
        version=scheme.version,
        title=scheme.title,
        content=_SCHEME.dump_python(scheme, mode="json"),
        adopted_at=work.now,
        adopted_by=work.actor.name,
    )
    work.session.add(row)
    return row


async def latest(session: AsyncSession, division: str, year: int) -> tables.Scheme | None:
    """Return the newest version of a year's scheme."""
    scheme = tables.Scheme
    found = await session.scalars(
        select(scheme).where(scheme.division == division, scheme.year == year).order_by(scheme.version.desc()).limit(1)
    )
    return found.one_or_none()
