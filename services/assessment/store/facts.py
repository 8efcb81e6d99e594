"""Adds facts and loads those that can matter to a quarter."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sqlalchemy import and_, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.assessment.domain.fact.model import STANDING, Fact, FactKind, Source
from services.assessment.domain.quarter import Quarter
from services.assessment.store import contents, tables


async def add(session: AsyncSession, fact: Fact) -> None:
    """Add a fact; one that is there already stays as it is."""
    columns = {
        "id": fact.id,
        "event_id": None if fact.part is None else fact.source.event_id,
        "division": fact.division,
        "kind": fact.kind,
        "unit_id": fact.unit_id,
        "project_id": fact.project_id,
        "service": fact.source.service,
        "record_id": fact.source.record_id,
        "happened_on": fact.happened_on,
        "recorded_at": fact.recorded_at,
        "recorded_on": fact.recorded_on,
        **contents.columns_of(fact.what),
    }
    await session.execute(insert(tables.Fact).values(columns).on_conflict_do_nothing())


def state_of(row: tables.Fact) -> Fact:
    """Read a row into the fact that decisions see."""
    return Fact(
        kind=row.kind,
        division=row.division,
        unit_id=row.unit_id,
        project_id=row.project_id,
        source=Source(row.service, row.record_id, row.event_id or row.id),
        happened_on=row.happened_on,
        recorded_at=row.recorded_at,
        recorded_on=row.recorded_on,
        what=contents.what_of(row),
        part=row.id if row.event_id else None,
    )


async def of_record(session: AsyncSession, record_id: UUID, kinds: Iterable[FactKind]) -> list[Fact]:
    """Load what is known of a record, in the order of its versions."""
    fact = tables.Fact
    its = select(fact).where(fact.record_id == record_id, fact.kind.in_(sorted(kinds)))
    rows = await session.scalars(its.order_by(fact.record_version, fact.recorded_at, fact.id))
    return [state_of(row) for row in rows.all()]


async def answering(session: AsyncSession, record_id: UUID, kinds: Iterable[FactKind]) -> list[UUID]:
    """Name the units that the newest event about a record names; raise LookupError where none is known."""
    told = await of_record(session, record_id, kinds)
    if not told:
        raise LookupError(f"what is told of {record_id} follows something that was never told")
    return [fact.unit_id for fact in told if fact.source.event_id == told[-1].source.event_id]


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
