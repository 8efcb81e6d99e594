"""Reads results over time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, and_, any_, literal, or_, select, true, tuple_
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncSession

from services.assessment.domain.period import WHOLE_YEAR, Period, period_of
from services.assessment.domain.report.trend import Ranked
from services.assessment.domain.score.record import Status
from services.assessment.store import tables
from services.chassis.identity import Actor
from services.chassis.visibility import condition
from services.law.money import round_half_up
from services.law.parties import UnitCategory

NAMELESS = "（名称未知的单位）"
Points = dict[UUID, list[tuple[str, str, Decimal]]]


def ids(of: Sequence[UUID]) -> Any:
    """Write ids as one parameter, however many they are."""
    return literal(list(of), ARRAY(Uuid))


def _seen(table: type[Any], actor: Actor | None) -> ColumnElement[bool]:
    return true() if actor is None else condition(table, actor)


async def names(session: AsyncSession, division: str, actor: Actor | None = None) -> dict[UUID, str]:
    """Return the names of a division's units."""
    unit = tables.Organization
    query = select(unit.id, unit.name).where(unit.division == division, _seen(unit, actor))
    found = await session.execute(query)
    return {row.id: row.name for row in found.all()}


async def periods_before(session: AsyncSession, row: tables.Period, most: int) -> list[Period]:
    """Return a period and the published ones of its kind before it, so many in all."""
    other = tables.Period
    kind = other.quarter == WHOLE_YEAR if row.quarter == WHOLE_YEAR else other.quarter != WHOLE_YEAR
    query = select(other.year, other.quarter).where(
        other.division == row.division,
        kind,
        tuple_(other.year, other.quarter) <= (row.year, row.quarter),
        or_(other.status == Status.PUBLISHED, other.id == row.id),
    )
    found = await session.execute(query.order_by(other.year.desc(), other.quarter.desc()).limit(most))
    return [period_of(year, number) for year, number in found.all()]


async def ranked(
    session: AsyncSession,
    division: str,
    periods: Sequence[Period],
    group: UnitCategory | None,
    *,
    points: bool,
    actor: Actor | None = None,
) -> dict[UnitCategory, list[Ranked]]:
    """Return the results of periods by group, points by indicator with them if they are asked for.

    actor: for whom; then only what is published, as far as it may be seen. None: for a pack, whose reader may see all.
    """
    row, card = tables.UnitResult, tables.Card
    in_force = and_(
        card.period_id == row.period_id, card.unit_id == row.unit_id, card.withdrawn_on.is_(None), _seen(card, actor)
    )
    wanted = [(p.year, p.number) for p in periods]
    query = select(row, card.colour).outerjoin(card, in_force)
    query = query.where(row.division == division, tuple_(row.year, row.quarter).in_(wanted))
    query = query if group is None else query.where(row.group == group)
    query = query if actor is None else query.where(row.published.is_(True), _seen(row, actor))
    found = (await session.execute(query.order_by(row.year, row.quarter, row.rank, row.unit_id))).all()
    called = await names(session, division, actor)
    of_result = await indicators(session, [result.id for result, _ in found], actor) if points else {}
    by_group: dict[UnitCategory, list[Ranked]] = defaultdict(list)
    for result, colour in found:
        by_group[result.group].append(
            Ranked(
                period_of(result.year, result.quarter),
                result.id,
                result.unit_id,
                called.get(result.unit_id, NAMELESS),
                round_half_up(result.score, result.places),
                result.rank,
                result.last,
                colour,
                tuple(of_result.get(result.id, ())),
            )
        )
    return by_group


async def indicators(session: AsyncSession, results: Sequence[UUID], actor: Actor | None = None) -> Points:
    """Return code, name and points of each indicator, by result, in the scheme's order."""
    row = tables.IndicatorResult
    query = select(row.result_id, row.code, row.name, row.points).where(
        row.result_id == any_(ids(results)), _seen(row, actor)
    )
    found: Points = defaultdict(list)
    for result, code, name, points in (await session.execute(query.order_by(row.result_id, row.place))).all():
        found[result].append((code, name, points))
    return found
