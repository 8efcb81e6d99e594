"""Adds facts and loads those that can matter to a quarter."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.assessment.domain.fact.model import (
    PENDING,
    STANDING,
    Done,
    Fact,
    FactKind,
    Invested,
    Pending,
    Planned,
    Reopened,
    Source,
    Stands,
    Tasked,
    What,
)
from services.assessment.domain.quarter import Quarter
from services.assessment.store import tables


async def add(session: AsyncSession, fact: Fact) -> None:
    """Add a fact; one that is there already stays as it is."""
    columns = {
        "id": fact.id,
        "division": fact.division,
        "kind": fact.kind,
        "unit_id": fact.unit_id,
        "project_id": fact.project_id,
        "service": fact.source.service,
        "record_id": fact.source.record_id,
        "happened_on": fact.happened_on,
        "recorded_at": fact.recorded_at,
        "recorded_on": fact.recorded_on,
        **_content(fact.what),
    }
    await session.execute(insert(tables.Fact).values(columns).on_conflict_do_nothing())


def _content(what: What) -> dict[str, Any]:
    if isinstance(what, Planned):
        return {"due_on": what.due_on, "plan_version": what.plan_version}
    if isinstance(what, (Pending, Reopened)):
        return {"due_on": what.due_on, "record_version": what.version if isinstance(what, Pending) else None}
    if isinstance(what, Done):
        return {"due_on": what.due_on, "days_late": what.days_late}
    if isinstance(what, Stands):
        return {"record_version": what.version}
    if isinstance(what, Tasked):
        return {"record_version": what.version, "year": what.year, "months": list(what.months)}
    return {
        "month": what.month,
        "done": what.done,
        "planned": what.planned,
        "done_so_far": what.done_so_far,
        "planned_so_far": what.planned_so_far,
    }


def state_of(row: tables.Fact) -> Fact:
    """Read a row into the fact that decisions see."""
    return Fact(
        kind=row.kind,
        division=row.division,
        unit_id=row.unit_id,
        project_id=row.project_id,
        source=Source(row.service, row.record_id, row.id),
        happened_on=row.happened_on,
        recorded_at=row.recorded_at,
        recorded_on=row.recorded_on,
        what=_what(row),
    )


def _what(row: tables.Fact) -> What:
    if row.kind is FactKind.NODE_PLANNED:
        assert row.plan_version is not None
        assert row.due_on is not None
        return Planned(row.plan_version, row.due_on)
    if row.kind in PENDING | STANDING:
        assert row.record_version is not None
        return Pending(row.record_version, row.due_on) if row.kind in PENDING else Stands(row.record_version)
    if row.kind is FactKind.TASK_SET:
        assert row.record_version is not None
        assert row.year is not None
        assert row.months is not None
        return Tasked(row.record_version, row.year, tuple(row.months))
    if row.kind is FactKind.PROGRESS_VERIFIED:
        assert row.month is not None
        amounts = (row.done, row.planned, row.done_so_far, row.planned_so_far)
        done, planned, done_so_far, planned_so_far = (a for a in amounts if a is not None)
        return Invested(row.month, done, planned, done_so_far, planned_so_far)
    assert row.due_on is not None
    if row.kind is FactKind.NODE_RETURNED:
        return Reopened(row.due_on)
    assert row.days_late is not None
    return Done(row.due_on, row.days_late)


async def of_quarter(session: AsyncSession, division: str, quarter: Quarter) -> list[Fact]:
    """Load every fact that can matter to a quarter (and some that do not: the domain decides)."""
    fact = tables.Fact
    own = fact.division == division
    planned = fact.kind == FactKind.NODE_PLANNED
    due = fact.due_on.between(quarter.first_day, quarter.last_day)
    happened = fact.happened_on.between(quarter.first_day, quarter.last_day)
    # records that something happened to, or that fell due, in the quarter: all that is known of each, since a later
    # fact about a record counts in place of an earlier one
    records = select(fact.record_id).where(own, or_(and_(happened, ~planned), due))
    # whole plans of projects with a limit in the quarter, as planned by its end: a newer plan replaces an older as a whole
    projects = select(fact.project_id).where(own, planned, due)
    # the year's tasks, and what was verified of it so far: a project may have reported nothing in the quarter itself
    tasks = and_(fact.kind == FactKind.TASK_SET, fact.year == quarter.year)
    year = fact.happened_on.between(date(quarter.year, 1, 1), quarter.last_day)
    rows = await session.scalars(
        select(fact).where(
            own,
            or_(
                and_(~planned, fact.record_id.in_(records)),
                tasks,
                and_(fact.kind == FactKind.PROGRESS_VERIFIED, year),
                and_(fact.kind.in_(sorted(STANDING)), fact.happened_on <= quarter.last_day),
                and_(planned, fact.recorded_on <= quarter.last_day, fact.project_id.in_(projects)),
            ),
        )
    )
    return [state_of(row) for row in rows.all()]
