"""Loads and saves schemes, with what was done with each."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.assessment.domain.scheme.model import Scheme
from services.assessment.domain.scheme.record import SchemeAction, SchemeStatus
from services.assessment.store import tables
from services.chassis.work import Work

_SCHEME = TypeAdapter(Scheme)
_IN_FORCE = tuple(status for status in SchemeStatus if status.in_force)


def state_of(row: tables.Scheme) -> Scheme:
    """Read a row into the scheme that decisions see."""
    return read(row.content)


def read(content: dict[str, Any]) -> Scheme:
    """Read a scheme as it is kept."""
    return _SCHEME.validate_python(content)


def written(scheme: Scheme) -> dict[str, Any]:
    """Write a scheme as it is kept."""
    content: dict[str, Any] = _SCHEME.dump_python(scheme, mode="json")
    return content


def add(work: Work, scheme: Scheme, copied_from: UUID | None = None) -> tables.Scheme:
    """Add a version as a draft."""
    row = tables.Scheme(
        id=work.new_id(),
        division=work.actor.division,
        year=scheme.year,
        version=scheme.version,
        revision=1,
        status=SchemeStatus.DRAFT,
        title=scheme.title,
        content=written(scheme),
        copied_from=copied_from,
        drafted_at=work.now,
        drafted_by=work.actor.name,
    )
    work.session.add(row)
    return row


async def note(
    work: Work,
    row: tables.Scheme,
    action: SchemeAction,
    *,
    reason: str | None = None,
    before: dict[str, Any] | None = None,
) -> None:
    """Write down what was done with a scheme, as its revision that now stands."""
    await work.session.flush()
    work.session.add(
        tables.SchemeStep(
            scheme_id=row.id,
            revision=row.revision,
            division=row.division,
            action=action,
            public=row.approved_at is not None,
            before=before,
            after=row.content if before is not None else None,
            reason=reason or None,
            at=work.now,
            by=work.actor.subject,
            by_name=work.actor.name,
        )
    )
    await work.session.flush()


async def find(work: Work, scheme_id: UUID) -> tables.Scheme | None:
    """Return a scheme of the actor's division, for a change."""
    row = await work.session.get(tables.Scheme, scheme_id, with_for_update=True)
    return row if row is not None and row.division == work.actor.division else None


async def look(work: Work, scheme_id: UUID) -> tables.Scheme | None:
    """Return a scheme of the actor's division, for a look."""
    row = await work.session.get(tables.Scheme, scheme_id)
    return row if row is not None and row.division == work.actor.division else None


async def newest_version(session: AsyncSession, division: str, year: int) -> int:
    """Return the number of the year's newest version, whatever became of it; 0 when there is none."""
    row = tables.Scheme
    newest = select(func.max(row.version)).where(row.division == division, row.year == year)
    return await session.scalar(newest) or 0


async def in_force(session: AsyncSession, division: str, year: int) -> tables.Scheme | None:
    """Return the approved scheme of a year, by which it is computed."""
    row = tables.Scheme
    approved = select(row).where(row.division == division, row.year == year, row.status.in_(_IN_FORCE))
    return (await session.scalars(approved)).one_or_none()


async def frozen(session: AsyncSession, division: str, year: int) -> bool:
    """Return whether a year has a scheme under which a result is published."""
    row = tables.Scheme
    stands = select(row.id).where(row.division == division, row.year == year, row.status == SchemeStatus.FROZEN)
    return (await session.scalar(stands)) is not None
