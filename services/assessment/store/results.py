"""Saves the results of a computation, what each formula found, and what counted."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import Table, Uuid, any_, delete, func, insert, literal, or_, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncSession

from services.assessment.domain.scheme.model import Measure, Outcome
from services.assessment.domain.score.compute import Bases, parted_by
from services.assessment.domain.score.entry import Entries, Entry, in_order
from services.assessment.domain.score.formula import Measured
from services.assessment.domain.score.item import WHOLE
from services.assessment.domain.score.model import Computation, IndicatorScore, UnitScore
from services.assessment.domain.score.unit import Basis
from services.assessment.store import tables
from services.assessment.store.base import Base
from services.chassis.work import Work
from services.law.parties import UnitCategory

Columns = dict[str, Any]
Digests = Mapping[UUID, Mapping[Measure, str]]
BATCH, LONG_BATCH = 500, 50  # rows sent at a time; of what counted a row is as long as there are things that counted
_result = tables.UnitResult


async def replace(
    work: Work,
    row: tables.Period,
    computation: Computation,
    bases: Bases,
    digests: Mapping[UUID, str],
    *,
    whole: bool,
) -> None:
    """Put a computation's results in place of earlier ones. A unit's result keeps its identity.

    whole: all are written; otherwise, under the same scheme as before, only those that are others now.
    """
    kept = await _kept(work.session, row.id)
    units, indicators = await asyncio.to_thread(
        _written_anew, work, row, computation, bases, digests, kept, whole=whole
    )
    ranked = {unit.unit_id for group in computation.groups for unit in group.units}
    gone = [before.id for unit, before in kept.items() if unit not in ranked]
    await _remove(work.session, [unit["id"] for unit in units], gone)
    added = postgresql.insert(_table(_result))
    changed = {c.name: added.excluded[c.name] for c in _table(_result).columns if c.name != "id"}
    await _in_batches(work.session, added.on_conflict_do_update(index_elements=["id"], set_=changed), units)
    await _in_batches(work.session, insert(_table(tables.IndicatorResult)), indicators)
    for kept_row in list(work.session.identity_map.values()):
        if isinstance(kept_row, _result) and kept_row.period_id == row.id:
            work.session.expire(kept_row)


def _written_anew(
    work: Work,
    row: tables.Period,
    computation: Computation,
    bases: Bases,
    digests: Mapping[UUID, str],
    kept: Mapping[UUID, Any],
    *,
    whole: bool,
) -> tuple[list[Columns], list[Columns]]:
    """Return the results that are written, and their indicators."""
    units: list[Columns] = []
    indicators: list[Columns] = []
    for group in computation.groups:
        rule = computation.scheme.rule_of(group.group)
        assert rule is not None
        for unit in group.units:
            before = kept.get(unit.unit_id)
            if not whole and _same(before, unit, digests[unit.unit_id]):
                continue
            id_, version = (before.id, before.version + 1) if before else (work.new_id(), 1)
            parted = [str(value) for value in parted_by(rule, computation.period, unit.indicators)]
            columns = _unit_columns(row, group.group, unit) | {"parted_by": parted, "id": id_, "version": version}
            columns |= {"digest": digests[unit.unit_id], "basis": _written(bases[unit.unit_id])}
            units.append(columns | {"places": computation.scheme.places})
            for place, indicator in enumerate(unit.indicators):
                columns = _indicator_columns(indicator) | {"id": work.new_id(), "place": place}
                indicators.append(columns | {"division": row.division, "result_id": id_})
    return units, indicators


async def _kept(session: AsyncSession, period_id: UUID) -> dict[UUID, Any]:
    """Return what is kept of each unit's result: all that a correction or an announcement may have made another."""
    columns = ("unit_id", "id", "version", "digest", "score", "rank", "last", "announced")
    query = select(*(getattr(_result, name) for name in columns)).where(_result.period_id == period_id)
    return {kept.unit_id: kept for kept in (await session.execute(query)).all()}


def _same(before: Any, unit: UnitScore, digest: str) -> bool:
    """Whether a result stands as it is: its digest is over all that was computed."""
    shown = (digest, unit.score, unit.rank, unit.last, False)
    return before is not None and shown == (before.digest, before.score, before.rank, before.last, before.announced)


def _table(kind: type[Base]) -> Table:
    """Return the table of a class, for many rows at a time: those of the class are parted by what is null in them."""
    return Base.metadata.tables[kind.__tablename__]


async def _in_batches(session: AsyncSession, statement: Any, rows: list[Columns], size: int = BATCH) -> None:
    for at in range(0, len(rows), size):
        await session.execute(statement, rows[at : at + size])


def _unit_columns(row: tables.Period, group: UnitCategory, unit: UnitScore) -> Columns:
    return {
        "division": row.division,
        "period_id": row.id,
        "year": row.year,
        "quarter": row.quarter,
        "published": False,
        "announced": False,
        "group": group,
        "unit_id": unit.unit_id,
        "score": unit.score,
        "computed_score": unit.score,
        "rank": unit.rank,
        "last": unit.last,
        "words": unit.words,
    }


def _indicator_columns(indicator: IndicatorScore) -> Columns:
    shown = ("code", "name", "measure", "formula", "weight", "value", "points", "words")
    return {name: getattr(indicator, name) for name in shown} | {"only": list(indicator.only)}


async def _remove(session: AsyncSession, changed: Collection[UUID], gone: Collection[UUID]) -> None:
    """Remove the indicators of results that are written anew, and the results of units that are not ranked any more."""
    indicator = tables.IndicatorResult
    await session.execute(delete(indicator).where(indicator.result_id == any_(_array([*changed, *gone]))))
    if gone:
        await session.execute(delete(_result).where(_result.id == any_(_array(gone))))


def _written(basis: Basis) -> Columns:
    return {code: m and [str(m.value), m.words, m.task] for code, m in basis.items()}


async def bases(session: AsyncSession, period_id: UUID, but: Collection[UUID]) -> dict[UUID, Basis]:
    """Return what each formula found for each ranked unit but these."""
    found = await session.execute(select(_result.unit_id, _result.basis).where(_result.period_id == period_id))
    return {
        unit: {code: m and Measured(Fraction(m[0]), m[1], m[2]) for code, m in basis.items()}
        for unit, basis in found.all()
        if basis is not None and unit not in but
    }


async def replace_entries(
    session: AsyncSession,
    row: tables.Period,
    entries: Entries,
    digests: Digests,
    units: Collection[UUID] | None,
) -> None:
    """Put what counted in place of what counted before: of these units, or of all of them."""
    for table in (tables.PeriodEntries, tables.CountedElsewhere):
        removed = delete(table).where(table.period_id == row.id)
        await session.execute(removed if units is None else removed.where(table.unit_id == any_(_array(units))))
    rows = await asyncio.to_thread(_rows, row.id, row.division, row.year, entries, digests)
    await _in_batches(session, insert(_table(tables.PeriodEntries)), rows, LONG_BATCH)


def _rows(period_id: UUID, division: str, year: int, entries: Entries, digests: Digests) -> list[Columns]:
    return [
        {"period_id": period_id, "unit_id": unit, "measure": measure, "division": division, "year": year}
        | {"digest": digests[unit][measure]}
        | _columns(found)
        for unit, of_unit in entries.items()
        for measure, found in of_unit.items()
    ]


async def note_elsewhere(session: AsyncSession, row: tables.Period, units: Collection[UUID] | None) -> None:
    """Note which facts counted for another unit than the one that they name, or in none of the years that they name.

    units: whose entries were replaced; None when all were.
    """
    entries, fact = tables.PeriodEntries, tables.Fact
    listed = func.unnest(entries.sources).table_valued("source", name="listed").render_derived()
    found = (
        select(fact.id, entries.period_id, entries.unit_id, entries.measure, entries.division)
        .select_from(entries)
        .join(listed, literal(value=True))
        .join(fact, fact.id == listed.c.source)
        .where(entries.period_id == row.id)
        .where(
            or_(
                fact.unit_id != entries.unit_id,
                entries.year.not_in([func.coalesce(year, 0) for year in years_of(fact)]),
            )
        )
        .distinct()
    )
    if units is not None:
        found = found.where(entries.unit_id == any_(_array(units)))
    names = ["fact_id", "period_id", "unit_id", "measure", "division"]
    added = postgresql.insert(tables.CountedElsewhere).from_select(names, found)
    await session.execute(added.on_conflict_do_nothing())


def years_of(fact: Any) -> list[Any]:
    """Return the years that a fact names: of its happening, of its limit, and that of an annual task or plan."""
    return [fact.happened_year, fact.due_year, fact.year]  # plain, so that under row-level security an index is asked


def _array(units: Iterable[UUID]) -> Any:
    return literal(sorted(units), postgresql.ARRAY(Uuid))


def _columns(entries: tuple[Entry, ...]) -> Columns:
    """Write entries as arrays; one that says nothing is null."""
    return {
        "sources": [e.source for e in entries],
        "outcomes": _said([e.outcome and e.outcome.value for e in entries]),
        "done": _said([e.done for e in entries]),
        "planned": _said([e.planned for e in entries]),
        "codes": _said([e.code for e in entries]),
        "shares": _said([None if e.share is WHOLE or e.share == 1 else str(e.share) for e in entries]),
        "exempted_by": _said([e.exempted_by for e in entries]),
    }


def _said(values: list[Any]) -> list[Any] | None:
    return values if any(value is not None for value in values) else None


async def entries(
    session: AsyncSession, period_id: UUID, units: Collection[UUID]
) -> dict[UUID, dict[Measure, tuple[Entry, ...]]]:
    """Return what counted for units."""
    row = tables.PeriodEntries
    found = await session.execute(
        select(*row.__table__.columns).where(row.period_id == period_id, row.unit_id == any_(_array(units)))
    )
    kept: dict[UUID, dict[Measure, tuple[Entry, ...]]] = {}
    for r in found.all():
        kept.setdefault(r.unit_id, {})[r.measure] = in_order(_read(r))
    return kept


def _read(row: Any) -> Iterable[Entry]:
    nothing = [None] * len(row.sources)
    columns = (row.outcomes, row.done, row.planned, row.codes, row.shares, row.exempted_by)
    for source, outcome, done, planned, code, share, by in zip(
        row.sources, *(column or nothing for column in columns), strict=True
    ):
        how = None if outcome is None else Outcome(outcome)
        yield Entry(source, how, done, planned, code, WHOLE if share is None else Fraction(share), by)


async def entry_digests(
    session: AsyncSession, period_id: UUID, but: Collection[UUID]
) -> dict[UUID, dict[Measure, str]]:
    """Return the digest of what counted, by unit and measure, of all units but these."""
    row = tables.PeriodEntries
    found = await session.execute(select(row.unit_id, row.measure, row.digest).where(row.period_id == period_id))
    kept: dict[UUID, dict[Measure, str]] = {}
    for unit, measure, digest in found.all():
        if unit not in but:
            kept.setdefault(unit, {})[measure] = digest
    return kept


async def units_elsewhere(session: AsyncSession, period_id: UUID, facts: Collection[UUID]) -> set[UUID]:
    """Return the units for which facts counted that name another."""
    row = tables.CountedElsewhere
    query = select(row.unit_id).where(row.fact_id == any_(_array(facts)), row.period_id == period_id)
    return set((await session.scalars(query)).all())
