"""Reads what a review pack consists of, and keeps issued ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement, any_, func, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.assessment.domain.card.model import Colour
from services.assessment.domain.period import period_of
from services.assessment.domain.report.figures import Figure
from services.assessment.domain.report.model import (
    POINT_PLACES,
    CardLine,
    CorrectionLine,
    DutyLine,
    GroupPart,
    Head,
    UnitLine,
)
from services.assessment.domain.report.pack import Pack
from services.assessment.domain.report.rulebook import TREND_QUARTERS
from services.assessment.domain.report.trend import trends
from services.assessment.domain.scheme.model import GroupRule
from services.assessment.domain.score.model import indicators_of
from services.assessment.domain.score.record import Status
from services.assessment.store import schemes, tables
from services.assessment.store.trends import NAMELESS, ids, indicators, names, periods_before, ranked
from services.chassis.clock import local_day
from services.chassis.digest import canonical, sm3
from services.law.money import round_half_up

BATCH = 500  # rows of one insert: far below the driver's limit of parameters


async def read_pack(session: AsyncSession, row: tables.Period) -> Pack:
    """Gather all that a pack of a period consists of; the caller may see all of the period."""
    called = await names(session, row.division)
    scheme_row = await session.get_one(tables.Scheme, row.scheme_id)
    scheme, period = schemes.state_of(scheme_row), period_of(row.year, row.quarter)
    units = await _units(session, row, called)
    before = await periods_before(session, row, TREND_QUARTERS.on(period.last_day))
    over_time = await ranked(session, row.division, before, None, points=False)
    return Pack(
        period=period,
        published=row.status is Status.PUBLISHED,
        digest=row.digest,
        version=row.version,
        through=row.through,
        scheme=scheme.title,
        scheme_version=scheme_row.version,
        yellow_means=scheme.yellow_means,
        red_means=scheme.red_means,
        published_on=None if row.published_at is None else local_day(row.published_at),
        review_on=row.review_on,
        groups=tuple(
            GroupPart(rule.group, heads_of(rule, row), tuple(u for g, u in units if g is rule.group))
            for rule in scheme.groups
        ),
        idle=tuple(sorted(called.get(UUID(id_), NAMELESS) for id_ in row.idle)),
        cards=await cards(session, called, tables.Card.period_id == row.id),
        corrections=await _corrections(session, row, called),
        trends=tuple(trends(rule.group, over_time[rule.group]) for rule in scheme.groups if rule.group in over_time),
    )


def heads_of(rule: GroupRule, row: tables.Period) -> tuple[Head, ...]:
    """Name the indicators of a group in a period."""
    return tuple(Head(i.code, i.name, i.weight) for i in indicators_of(rule, period_of(row.year, row.quarter)))


async def _units(session: AsyncSession, row: tables.Period, called: dict[UUID, str]) -> list[tuple[object, UnitLine]]:
    result = tables.UnitResult
    query = select(result).where(result.period_id == row.id).order_by(result.rank, result.unit_id)
    found = (await session.scalars(query)).all()
    points = await indicators(session, [r.id for r in found])
    cost = await _lost(session, [r.id for r in found])
    lines = [(r, unit_line(r, called.get(r.unit_id, NAMELESS), points[r.id])) for r in found]
    return [(r.group, replace(line, lost=tuple(cost[r.id]))) for r, line in lines]


async def _lost(session: AsyncSession, results: Sequence[UUID]) -> dict[UUID, list[tuple[str, Decimal]]]:
    row = tables.LostPoints
    query = select(row.result_id, row.code, row.lost).where(row.result_id == any_(ids(results)), row.lost > 0)
    found: dict[UUID, list[tuple[str, Decimal]]] = defaultdict(list)
    for result, code, lost in (await session.execute(query.order_by(row.result_id, row.code))).all():
        found[result].append((code, lost))
    return found


def unit_line(row: tables.UnitResult, name: str, points: Sequence[tuple[str, str, Decimal]]) -> UnitLine:
    """Read a result as a line of a ranking."""
    return UnitLine(
        row.id,
        row.unit_id,
        name,
        row.rank,
        round_half_up(row.score, row.places),
        round_half_up(row.computed_score, row.places),
        row.last,
        tuple((code, round_half_up(value, POINT_PLACES)) for code, _, value in points),
    )


async def cards(session: AsyncSession, called: dict[UUID, str], which: ColumnElement[bool]) -> tuple[CardLine, ...]:
    """Return cards in force with their duties, red ones first."""
    card, duty = tables.Card, tables.CardDuty
    query = select(card).where(which, card.withdrawn_on.is_(None))
    found = (await session.scalars(query.order_by(card.year, card.quarter, card.group, card.place, card.id))).all()
    of_cards = (
        select(duty).where(duty.card_id == any_(ids([c.id for c in found]))).order_by(duty.card_id, duty.position)
    )
    duties: dict[UUID, list[DutyLine]] = {}
    for d in (await session.scalars(of_cards)).all():
        line = DutyLine(d.kind, d.by, d.occasion, tuple(d.bodies), d.due_on, d.status)
        duties.setdefault(d.card_id, []).append(line)
    lines = [
        CardLine(
            c.id,
            c.colour,
            c.unit_id,
            called.get(c.unit_id, NAMELESS),
            c.group,
            c.place,
            c.bars_advanced_unit,
            tuple(duties.get(c.id, ())),
        )
        for c in found
    ]
    return tuple(sorted(lines, key=lambda line: line.colour is not Colour.RED))


async def _corrections(
    session: AsyncSession, row: tables.Period, called: dict[UUID, str]
) -> tuple[CorrectionLine, ...]:
    made = tables.Correction
    query = select(made).where(made.period_id == row.id, made.discarded_at.is_(None)).order_by(made.at, made.id)
    return tuple(
        CorrectionLine(
            called.get(c.unit_id, NAMELESS),
            c.score_before,
            c.score_after,
            c.rank_before,
            c.rank_after,
            c.reason,
            c.approver,
            local_day(c.at),
        )
        for c in (await session.scalars(query)).all()
    )


async def last_of_period(session: AsyncSession, period_id: UUID) -> tables.AssessmentReport | None:
    """Return the pack of a period that was issued last."""
    row = tables.AssessmentReport
    query = select(row).where(row.period_id == period_id).order_by(row.ordinal.desc()).limit(1)
    return (await session.scalars(query)).one_or_none()


async def number_taken(session: AsyncSession, division: str, number: str) -> bool:
    """Tell whether a document number is in use."""
    row = tables.AssessmentReport
    query = select(func.count()).where(row.division == division, row.number == number)
    return bool(await session.scalar(query))


async def keep_figures(session: AsyncSession, report: tables.AssessmentReport, figures: Sequence[Figure]) -> None:
    """Write the figures of an issued pack down."""
    rows = [
        {
            "report_id": report.id,
            "position": position,
            "division": report.division,
            "code": f.code,
            "scope": f.scope,
            "scope_key": f.key,
            "scope_name": f.name,
            "label": f.label,
            "value": f.value,
            "places": f.places,
            "unit": f.unit,
            "query": f.query,
            "computed_as": f.computed_as,
            "row_count": len(f.rows),
            "rows_sm3": sm3(canonical(f.rows)),
        }
        for position, f in enumerate(figures, start=1)
    ]
    for at in range(0, len(rows), BATCH):
        await session.execute(insert(tables.AssessmentReportFigure), rows[at : at + BATCH])
