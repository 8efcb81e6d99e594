"""Loads and saves quarters with their results and what explains them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, insert, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession

from services.assessment.domain.quarter import Quarter
from services.assessment.domain.score.compute import parted_by
from services.assessment.domain.score.model import Computation, Counted, IndicatorScore, UnitScore
from services.assessment.domain.score.record import Recorded, Result, Status
from services.assessment.store import tables
from services.chassis.work import Work
from services.law.money import round_half_up
from services.law.parties import UnitCategory

Columns = dict[str, Any]
BATCH = 1_000  # rows of one insert: far below the driver's limit of parameters


async def hold(work: Work) -> None:
    """Let only one command at a time work on a division's assessment; the transaction's end gives it free."""
    await work.session.execute(
        select(func.pg_advisory_xact_lock(func.hashtext("assessment"), func.hashtext(work.actor.division)))
    )


async def find(session: AsyncSession, division: str, quarter: Quarter) -> tables.Quarter | None:
    """Return a quarter of a division."""
    row = tables.Quarter
    found = await session.scalars(
        select(row).where(row.division == division, row.year == quarter.year, row.quarter == quarter.number)
    )
    return found.one_or_none()


def state_of(row: tables.Quarter) -> Recorded:
    """Read a row into the state that decisions see."""
    return Recorded(Quarter(row.year, row.quarter), row.status, row.digest, corrected=row.corrected)


async def latest_published(session: AsyncSession, division: str, year: int | None = None) -> Quarter | None:
    """Return the latest published quarter of a division, or of one year."""
    row = tables.Quarter
    query = select(row.year, row.quarter).where(row.division == division, row.status == Status.PUBLISHED)
    query = query if year is None else query.where(row.year == year)
    found = (await session.execute(query.order_by(row.year.desc(), row.quarter.desc()).limit(1))).one_or_none()
    return Quarter(found.year, found.quarter) if found else None


async def results(
    session: AsyncSession, quarter_id: UUID, group: UnitCategory | None = None
) -> list[tables.UnitResult]:
    """Return the results of a quarter, or of one of its groups, in order of groups and ranks."""
    row = tables.UnitResult
    query = select(row).where(row.quarter_id == quarter_id)
    query = query if group is None else query.where(row.group == group)
    return list((await session.scalars(query.order_by(row.group, row.rank, row.unit_id))).all())


def result_of(row: tables.UnitResult) -> Result:
    """Read a result into the state that decisions see."""
    parted = tuple(Decimal(value) for value in row.parted_by)
    score = round_half_up(row.score, row.places)
    return Result(row.id, row.unit_id, row.group, score, parted, row.rank, row.last)


async def last_three(
    session: AsyncSession, division: str, quarters: Sequence[Quarter]
) -> dict[Quarter, dict[UUID, tuple[UnitCategory, int]]]:
    """Return who is among the last three in published quarters, with group and place; unpublished quarters are absent."""
    quarter, row = tables.Quarter, tables.UnitResult
    wanted = [(q.year, q.number) for q in quarters]
    found = await session.execute(
        select(quarter.year, quarter.quarter, row.unit_id, row.group, row.last)
        .outerjoin(row, (row.quarter_id == quarter.id) & row.last.is_not(None))
        .where(
            quarter.division == division,
            quarter.status == Status.PUBLISHED,
            tuple_(quarter.year, quarter.quarter).in_(wanted),
        )
    )
    last: dict[Quarter, dict[UUID, tuple[UnitCategory, int]]] = {}
    for year, number, unit, group, place in found.all():
        in_quarter = last.setdefault(Quarter(year, number), {})
        if unit is not None and place is not None:
            in_quarter[unit] = (group, place)
    return last


async def replace_results(work: Work, row: tables.Quarter, computation: Computation) -> None:
    """Put a computation's results in place of earlier ones. A unit's result keeps its identity."""
    earlier = await results(work.session, row.id)
    kept = {r.unit_id: (r.id, r.version + 1) for r in earlier}
    for r in earlier:
        work.session.expunge(r)
    await _remove_results(work.session, row.id)
    units: list[Columns] = []
    indicators: list[Columns] = []
    counted: list[Columns] = []
    for group in computation.groups:
        rule = computation.scheme.rule_of(group.group)
        assert rule is not None
        for unit in group.units:
            result_id, version = kept.get(unit.unit_id, (work.new_id(), 1))
            parted = [str(value) for value in parted_by(rule, unit.indicators)]
            columns = _unit_columns(row, group.group, unit) | {"parted_by": parted}
            units.append(columns | {"id": result_id, "version": version, "places": computation.scheme.places})
            for place, indicator in enumerate(unit.indicators):
                columns = _indicator_columns(indicator) | {"id": work.new_id(), "place": place}
                indicators.append(columns | {"division": row.division, "result_id": result_id})
                counted += [_counted_columns(c, columns["id"], row.division) for c in indicator.counted]
    for table, rows in ((tables.UnitResult, units), (tables.IndicatorResult, indicators), (tables.Counted, counted)):
        for at in range(0, len(rows), BATCH):
            await work.session.execute(insert(table), rows[at : at + BATCH])


def _unit_columns(row: tables.Quarter, group: UnitCategory, unit: UnitScore) -> Columns:
    return {
        "division": row.division,
        "quarter_id": row.id,
        "year": row.year,
        "quarter": row.quarter,
        "published": False,
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
    return {name: getattr(indicator, name) for name in shown}


def _counted_columns(counted: Counted, indicator_id: UUID, division: str) -> Columns:
    return {
        "indicator_id": indicator_id,
        "fact_id": counted.fact_id,
        "division": division,
        "outcome": counted.outcome,
    }


async def _remove_results(session: AsyncSession, quarter_id: UUID) -> None:
    units = select(tables.UnitResult.id).where(tables.UnitResult.quarter_id == quarter_id)
    indicators = select(tables.IndicatorResult.id).where(tables.IndicatorResult.result_id.in_(units))
    await session.execute(delete(tables.Counted).where(tables.Counted.indicator_id.in_(indicators)))
    await session.execute(delete(tables.IndicatorResult).where(tables.IndicatorResult.result_id.in_(units)))
    await session.execute(delete(tables.UnitResult).where(tables.UnitResult.quarter_id == quarter_id))


async def discard_corrections(work: Work, quarter_id: UUID) -> None:
    """Mark the corrections of a draft that is computed again as set aside; they stay on record."""
    correction = tables.Correction
    await work.session.execute(
        update(correction)
        .where(correction.quarter_id == quarter_id, correction.discarded_at.is_(None))
        .values(discarded_at=work.now)
    )


async def make_public(work: Work, row: tables.Quarter) -> None:
    """Open a quarter's results, and the corrections made to them before, to everyone."""
    for table in (tables.UnitResult, tables.Correction):
        await work.session.execute(update(table).where(table.quarter_id == row.id).values(published=True))
