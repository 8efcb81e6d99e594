"""Loads and saves absences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select

from services.chassis.visibility import visible_select
from services.chassis.work import Work
from services.support.domain.absence import Absence
from services.support.store import tables

_absence = tables.Absence


async def of_people(work: Work, subjects: Iterable[str]) -> list[Absence]:
    """Take turns with others who record for these people; return absences of or by them that are not called off."""
    named = sorted(set(subjects))
    for subject in named:
        lock = func.pg_advisory_xact_lock(func.hashtext("absences"), func.hashtext(subject))
        await work.session.execute(select(lock))
    query = select(_absence).where(
        or_(_absence.subject.in_(named), _absence.substitute.in_(named)), _absence.cancelled_on.is_(None)
    )
    return [state_of(row) for row in (await work.session.scalars(query)).all()]


async def locked(work: Work, id: UUID) -> tuple[tables.Absence, Absence] | None:
    """Lock an absence that the actor may see; None when there is none such."""
    row = await work.session.scalar(visible_select(_absence, work.actor).where(_absence.id == id).with_for_update())
    return None if row is None else (row, state_of(row))


def state_of(row: tables.Absence) -> Absence:
    """Read a row into the state that decisions see."""
    return Absence(
        id=row.id,
        version=row.version,
        division=row.division,
        unit=row.unit_id,
        subject=row.subject,
        name=row.name,
        substitute=row.substitute,
        substitute_name=row.substitute_name,
        from_on=row.from_on,
        until_on=row.until_on,
        reason=row.reason,
        cancelled_on=row.cancelled_on,
    )


async def insert(work: Work, absence: Absence) -> None:
    """Keep a new one."""
    values = asdict(absence)
    values["unit_id"] = values.pop("unit")
    actor = work.actor
    row = tables.Absence(**values, recorded_by=actor.subject, recorded_by_name=actor.name, recorded_at=work.now)
    work.session.add(row)
    await work.session.flush()


def audited(absence: Absence) -> Mapping[str, Any]:
    """Show a state to the audit trail."""
    return asdict(absence)


def stood_in_for(subject: Any, today: Any) -> Any:
    """Select the subjects of those for whom a person stands in on a day."""
    return select(_absence.subject).where(_absence.substitute == subject, lasting(today))


def lasting(today: Any, row: Any = _absence) -> ColumnElement[bool]:
    """Whether an absence lasts on a day."""
    lasts: ColumnElement[bool] = row.cancelled_on.is_(None) & (row.from_on <= today) & (row.until_on >= today)
    return lasts
