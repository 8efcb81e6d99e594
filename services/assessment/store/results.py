"""Saves the results of a computation, what each formula found, and what counted."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, any_, delete, func, insert, literal, or_, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncSession

from services.assessment.domain.period import Period
from services.assessment.domain.scheme.model import Measure, Outcome
from services.assessment.domain.score.compute import Bases, parted_by
from services.assessment.domain.score.entry import Entries, Entry, in_order
from services.assessment.domain.score.formula import Measured
from services.assessment.domain.score.item import WHOLE
from services.assessment.domain.score.model import Computation, IndicatorScore, UnitScore
from services.assessment.domain.score.unit import Basis
from services.assessment.store import tables
from services.chassis.work import Work
from services.law.parties import UnitCategory

Columns = dict[str, Any]
Digests = Mapping[UUID, Mapping[Measure, str]]
BATCH = 500  # rows of one insert: far below the driver's limit of parameters


async def replace(
    work: Work, row: tables.Period, period: Period, computation: Computation, bases: Bases, digests: Mapping[UUID, str]
) -> None:
    """Put a computation's results in place of earlier ones. A unit's result keeps its identity."""
    result = tables.UnitResult
    found = await work.session.execute(
        select(result.unit_id, result.id, result.version).where(result.period_id == row.id)
    )
    kept = {unit: (id_, version + 1) for unit, id_, version in found.all()}
    units: list[Columns] = []
    indicators: list[Columns] = []
    for group in computation.groups:
        rule = computation.scheme.rule_of(group.group)
        assert rule is not None
        for unit in group.units:
            id_, version = kept.get(unit.unit_id, (work.new_id(), 1))
            parted = [str(value) for value in parted_by(rule, period, unit.indicators)]
            columns = _unit_columns(row, group.group, unit) | {"parted_by": parted, "id": id_, "version": version}
            columns |= {"digest": digests[unit.unit_id], "basis": _written(bases[unit.unit_id])}
            units.append(columns | {"places": computation.scheme.places})
            for place, indicator in enumerate(unit.indicators):
                columns = _indicator_columns(indicator) | {"id": work.new_id(), "place": place}
                indicators.append(columns | {"division": row.division, "result_id": id_})
    await _remove(work.session, row.id, {unit["id"] for unit in units})
    added = postgresql.insert(result)
    changed = {c.name: added.excluded[c.name] for c in result.__table__.columns if c.name != "id"}
    await _in_batches(work.session, added.on_conflict_do_update(index_elements=["id"], set_=changed), units)
    await _in_batches(work.session, insert(tables.IndicatorResult), indicators)
    for kept_row in list(work.session.identity_map.values()):
        if isinstance(kept_row, result) and kept_row.period_id == row.id:
            work.session.expire(kept_row)


async def _in_batches(session: AsyncSession, statement: Any, rows: list[Columns]) -> None:
    for at in range(0, len(rows), BATCH):
        await session.execute(statement, rows[at : at + BATCH])


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


async def _remove(session: AsyncSession, period_id: UUID, staying: Collection[UUID]) -> None:
    """Remove all indicators, and the results of units that are not ranked any more."""
    result, indicator = tables.UnitResult, tables.IndicatorResult
    of_period = select(result.id).where(result.period_id == period_id)
    await session.execute(delete(indicator).where(indicator.result_id.in_(of_period)))
    gone = ~(result.id == any_(literal(sorted(staying), postgresql.ARRAY(Uuid))))
    await session.execute(delete(result).where(result.period_id == period_id, gone))


def _written(basis: Basis) -> Columns:
    return {code: m and [str(m.value), m.words, m.task] for code, m in basis.items()}


async def bases(session: AsyncSession, period_id: UUID) -> dict[UUID, Basis]:
    """Return what each formula found for each ranked unit."""
    row = tables.UnitResult
    found = await session.execute(select(row.unit_id, row.basis).where(row.period_id == period_id))
    return {
        unit: {code: m and Measured(Fraction(m[0]), m[1], m[2]) for code, m in basis.items()}
        for unit, basis in found.all()
        if basis is not None
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
    rows = [
        {"period_id": row.id, "unit_id": unit, "measure": measure, "division": row.division, "year": row.year}
        | {"digest": digests[unit][measure]}
        | _columns(found)
        for unit, of_unit in entries.items()
        for measure, found in of_unit.items()
    ]
    await _in_batches(session, insert(tables.PeriodEntries), rows)


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
        "shares": _said([None if e.share == WHOLE else str(e.share) for e in entries]),
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


async def entry_digests(session: AsyncSession, period_id: UUID) -> dict[UUID, dict[Measure, str]]:
    """Return the digest of what counted, by unit and measure."""
    row = tables.PeriodEntries
    found = await session.execute(select(row.unit_id, row.measure, row.digest).where(row.period_id == period_id))
    kept: dict[UUID, dict[Measure, str]] = {}
    for unit, measure, digest in found.all():
        kept.setdefault(unit, {})[measure] = digest
    return kept


async def units_elsewhere(session: AsyncSession, period_id: UUID, facts: Collection[UUID]) -> set[UUID]:
    """Return the units for which facts counted that name another."""
    row = tables.CountedElsewhere
    query = select(row.unit_id).where(row.fact_id == any_(_array(facts)), row.period_id == period_id)
    return set((await session.scalars(query)).all())
