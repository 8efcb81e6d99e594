"""Reads the facts of a period, project by project: a million of them are never held at once (A19)."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Collection, Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Select,
    Text,
    Uuid,
    and_,
    any_,
    cast,
    func,
    literal,
    literal_column,
    or_,
    select,
    text,
    union,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import UserDefinedType

from services.assessment.domain.fact.model import MILESTONES, PLANNED, STANDING, Fact, FactKind
from services.assessment.domain.period import Period
from services.assessment.domain.score.sharing import survived
from services.assessment.store import facts, tables
from services.assessment.store.contents import Row
from services.assessment.store.grounds import Ground

AT_ONCE = 20_000  # facts, and the rest of the last one's project
LONG = "set local statement_timeout = '120s'"  # a million facts are sorted before the first of them comes
ROOM = "set local work_mem = '128MB'"
DECISIONS = (FactKind.RESPONSIBILITY_SHARED, FactKind.EXEMPTED, FactKind.EXEMPTION_REVOKED)  # about any record
_OF_YEAR = sorted({FactKind.TASK_SET, *PLANNED})  # they name their year
_fact = tables.Fact
_DECIDED: ColumnElement[bool] = literal_column(  # as their index has it
    "facts.kind in ('RESPONSIBILITY_SHARED', 'EXEMPTED', 'EXEMPTION_REVOKED')", Boolean()
)
# what is judged together: a project with all that belongs to it; a record alone where it belongs to none
_KEY = func.coalesce(_fact.project_id, _fact.record_id)


class _Snapshot(UserDefinedType[str]):
    """PostgreSQL's type of snapshots, to cast to."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        return "pg_snapshot"


async def decisions(session: AsyncSession, division: str, ground: Ground) -> list[Fact]:
    """Return all decisions on who answers for a record and on what does not count; they are few, and about any record."""
    query = select(*facts.COLUMNS).where(*_seen(division, ground), _DECIDED)
    return states_of((await session.execute(query)).mappings().all(), ground)


def states_of(rows: Iterable[Row], ground: Ground) -> list[Fact]:
    """第四条：facts never change; those of a merged unit count for the one that stands for it."""
    return [survived(facts.state_of(row), ground.merged) for row in rows]


async def in_parts(
    session: AsyncSession, division: str, period: Period, ground: Ground, keys: Collection[UUID] | None = None
) -> AsyncGenerator[list[Row]]:
    """Read what can matter to a period (and some that does not: the domain decides), in parts that can be judged apart.

    keys: only of these projects, and records without a project. Decisions are not among them. While a part is looked at the
    next is read: the session is not to be used meanwhile, and the parts are to be closed (`aclosing`).
    """
    await session.execute(text(LONG))
    await session.execute(text(ROOM))
    query = select(*facts.COLUMNS, _KEY.label("key")).where(
        *_seen(division, ground), _fact.kind.not_in(DECISIONS), or_(*_mattering(division, period, keys))
    )
    if keys is not None:
        query = query.where(_of(keys))
    cursor = await _cursor(session, query.order_by(_KEY))
    begun: list[Row] = []  # what is there of a project whose last fact may not have come yet
    coming = asyncio.ensure_future(cursor.fetch(AT_ONCE))
    try:
        while rows := await coming:
            coming = asyncio.ensure_future(cursor.fetch(AT_ONCE))
            rows = begun + rows
            at = _last_of(rows)
            begun = rows[at:]
            if at:
                yield rows[:at]
        if begun:
            yield begun
    finally:
        coming.cancel()
        await asyncio.gather(coming, return_exceptions=True)


async def _cursor(session: AsyncSession, query: Select[Any]) -> Any:
    """Open a cursor of the driver's own: of a million rows nothing is made but what the database sends."""
    connection = await session.connection()
    driver = (await connection.get_raw_connection()).driver_connection
    ready = query.compile(dialect=connection.dialect).construct_expanded_state()
    assert driver is not None, "the session is in a transaction"
    return await driver.cursor(ready.statement, *ready.positional_parameters)


def _last_of(rows: Sequence[Row]) -> int:
    """Return where the facts of the last row's project begin."""
    at, last = len(rows) - 1, rows[-1]["key"]
    while at and rows[at - 1]["key"] == last:
        at -= 1
    return at


def _mattering(division: str, period: Period, keys: Collection[UUID] | None) -> list[ColumnElement[bool]]:
    first, last = period.first_day, period.last_day
    own = _fact.division == division if keys is None else and_(_fact.division == division, _of(keys))
    planned = _fact.kind == FactKind.NODE_PLANNED
    due, happened = _fact.due_on.between(first, last), _fact.happened_on.between(first, last)
    # records that something happened to, or that fell due, in the period: all that is known of each, since a later
    # fact about a record counts in place of an earlier one
    records = select(_fact.record_id).where(own, or_(and_(happened, ~planned), due))
    # whole plans of projects with a limit in the period, as planned by its end: a newer plan replaces an older as a whole
    projects = select(_fact.project_id).where(own, planned, due)
    # the year's tasks, and what was verified of it so far: a project may have reported nothing in the quarter itself
    year = _fact.happened_on.between(date(period.year, 1, 1), last)
    return [
        and_(~planned, _fact.record_id.in_(records)),
        and_(_fact.kind.in_(_OF_YEAR), _fact.year == period.year),
        and_(_fact.kind == FactKind.PROGRESS_VERIFIED, year),
        _fact.kind.in_(sorted(MILESTONES)),  # two records a project, whose latest word holds
        and_(_fact.kind.in_(sorted(STANDING)), _fact.happened_on <= last),
        and_(planned, _fact.recorded_on <= last, _fact.project_id.in_(projects)),
    ]


async def touched(session: AsyncSession, division: str, before: Ground, ground: Ground) -> set[UUID]:
    """Return which projects, and records without one, have facts, or are decided on by facts, that came in between."""
    fresh = union(*(select(_fact.id).where(_fact.division == division, lately) for lately in _since(before))).subquery()
    came = (*_seen(division, ground), ~and_(*_visible(before)), _fact.id.in_(select(fresh.c.id)))
    plain = select(_KEY).where(*came, _fact.kind.not_in(DECISIONS))
    about = select(_fact.record_id).where(*came, _fact.kind.in_(DECISIONS)).subquery()
    named = select(about.c.record_id)
    of_record = select(_KEY).where(_fact.division == division, _fact.record_id.in_(named))
    found = await session.execute(union(plain, named, of_record))
    return {row[0] for row in found.all()}


async def of_keys(session: AsyncSession, division: str, keys: Collection[UUID]) -> dict[UUID, UUID]:
    """Return all facts of projects (and of records without one), each with the unit that it names."""
    query = select(_fact.id, _fact.unit_id).where(_fact.division == division, _of(keys))
    return {row.id: row.unit_id for row in (await session.execute(query)).all()}


def _seen(division: str, ground: Ground) -> tuple[ColumnElement[bool], ...]:
    return (_fact.division == division, *_visible(ground))


def _visible(ground: Ground) -> tuple[ColumnElement[bool], ...]:
    snapshot = cast(cast(literal(ground.snapshot), Text), _Snapshot)
    return (_fact.received_at <= ground.seen_at, func.pg_visible_in_snapshot(_fact.tx, snapshot))


def _since(before: Ground) -> tuple[ColumnElement[bool], ...]:
    """What the earlier snapshot did not see is not older than the oldest transaction that ran then; an index finds it.

    In a database restored elsewhere the moment of receipt tells.
    """
    oldest = func.pg_snapshot_xmin(cast(cast(literal(before.snapshot), Text), _Snapshot))
    return (_fact.tx >= oldest, _fact.received_at > before.seen_at)


def _of(keys: Collection[UUID]) -> ColumnElement[bool]:
    """Whether a fact is judged with these: said in columns, for under row-level security no index serves what is made of them."""
    its = any_(literal(sorted(keys), ARRAY(Uuid)))
    return or_(its == _fact.project_id, and_(_fact.project_id.is_(None), its == _fact.record_id))
