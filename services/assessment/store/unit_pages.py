"""Reads a unit's page of a year, as far as the caller may see it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from services.assessment.domain.award.model import Recipient
from services.assessment.domain.fact.model import FactKind
from services.assessment.domain.period import WHOLE_YEAR, period_of
from services.assessment.domain.report.model import POINT_PLACES, Head
from services.assessment.domain.report.unit_page import (
    AwardLine,
    LostLine,
    ObjectionLine,
    PeriodLine,
    RecordLine,
    UnitPage,
)
from services.assessment.domain.report.words import OBJECTION_STATUS
from services.assessment.domain.scheme.model import Outcome
from services.assessment.domain.scheme.names import MEASURE_NAMES
from services.assessment.store import tables
from services.assessment.store.reports import cards, unit_line
from services.assessment.store.tables.reports import cost_points
from services.assessment.store.trends import NAMELESS
from services.chassis.identity import Actor
from services.chassis.visibility import condition, visible_select
from services.law.money import round_half_up

MOST_RECORDS = 50  # of an indicator: a page is for reading, the rest is on the platform
NOT_DONE = (FactKind.NODE_PLANNED, FactKind.ISSUE_ASSIGNED, FactKind.SERVICE_DUE, FactKind.STATISTICS_DUE)


async def read_page(session: AsyncSession, actor: Actor, unit_id: UUID, year: int) -> UnitPage | None:
    """Gather a unit's page; None where there is no such unit in the actor's division."""
    unit = tables.Organization
    own = visible_select(unit, actor).where(unit.id == unit_id, unit.division == actor.division)
    found = (await session.scalars(own)).one_or_none()
    if found is None:
        return None
    row, card = tables.UnitResult, tables.Card
    query = visible_select(row, actor).where(row.unit_id == unit_id, row.year == year)
    results = (await session.scalars(query.order_by(row.quarter == WHOLE_YEAR, row.quarter))).all()
    called = {unit_id: found.name}
    return UnitPage(
        unit=found.name or NAMELESS,
        year=year,
        periods=tuple([await _period(session, result, found.name) for result in results]),
        lost=await _lost(session, actor, unit_id, year),
        cards=await cards(session, called, (card.unit_id == unit_id) & (card.year == year)),
        objections=await _objections(session, actor, unit_id, year),
        awards=await _awards(session, actor, unit_id, year),
    )


async def _period(session: AsyncSession, result: tables.UnitResult, name: str) -> PeriodLine:
    other, indicator = tables.UnitResult, tables.IndicatorResult
    size = select(func.count()).where(other.period_id == result.period_id, other.group == result.group)
    its = select(indicator).where(indicator.result_id == result.id).order_by(indicator.place)
    found = (await session.scalars(its)).all()
    return PeriodLine(
        period=str(period_of(result.year, result.quarter)),
        published=result.published,
        group=result.group,
        ranked=(await session.execute(size)).scalar_one(),
        heads=tuple(Head(i.code, i.name, i.weight) for i in found),
        result=unit_line(result, name, [(i.code, i.name, i.points) for i in found]),
        words=result.words,
    )


async def _lost(session: AsyncSession, actor: Actor, unit_id: UUID, year: int) -> tuple[LostLine, ...]:
    row = tables.LostPoints
    query = visible_select(row, actor).where(row.unit_id == unit_id, row.year == year, row.lost > 0)
    lines = []
    for lost in (await session.scalars(query.order_by(row.lost.desc(), row.indicator_id))).all():
        records, all_ = await _records(session, actor, lost)
        lines.append(
            LostLine(
                str(period_of(lost.year, lost.quarter)),
                lost.name,
                round_half_up(lost.lost, POINT_PLACES),
                lost.words,
                records,
                all_ - len(records),
            )
        )
    return tuple(lines)


async def _records(session: AsyncSession, actor: Actor, lost: tables.LostPoints) -> tuple[tuple[RecordLine, ...], int]:
    fact, counted, project = tables.Fact, tables.Counted, aliased(tables.Project)
    query = (
        select(fact, counted.outcome, counted.done, counted.planned, project.name)
        .join(counted, counted.source_id == fact.id)
        .outerjoin(project, project.id == fact.project_id)
        .where(counted.indicator_id == lost.indicator_id, cost_points(counted))
        .where(condition(fact, actor))
    )
    all_ = (await session.execute(select(func.count()).select_from(query.subquery()))).scalar_one()
    found = (await session.execute(query.order_by(fact.happened_on, fact.id).limit(MOST_RECORDS))).all()
    matter = MEASURE_NAMES[lost.measure]
    return tuple(
        RecordLine(matter, name or "", f.due_on, f.happened_on, _said(f, outcome, done, planned))
        for f, outcome, done, planned, name in found
    ), all_


def _said(fact: tables.Fact, outcome: Outcome | None, done: object, planned: object) -> str:
    if outcome is None:
        return f"完成{done}，计划{planned}（万元）"
    if outcome is Outcome.RECORDED:
        return "记录在案"
    if fact.kind in NOT_DONE:
        return "期末未完成"
    return f"逾期{fact.days_late}个工作日" if fact.days_late else "逾期"


async def _objections(session: AsyncSession, actor: Actor, unit_id: UUID, year: int) -> tuple[ObjectionLine, ...]:
    row = tables.Objection
    query = visible_select(row, actor).where(row.unit_id == unit_id, row.year == year)
    found: Sequence[tables.Objection] = (await session.scalars(query.order_by(row.raised_at, row.id))).all()
    return tuple(
        ObjectionLine(
            str(period_of(o.year, o.quarter)), o.raised_on, o.grounds, OBJECTION_STATUS[o.status], o.reason or ""
        )
        for o in found
    )


async def _awards(session: AsyncSession, actor: Actor, unit_id: UUID, year: int) -> tuple[AwardLine, ...]:
    row = tables.Award
    query = visible_select(row, actor).where(row.unit_id == unit_id, row.year == year)
    query = query.where(row.granted.is_(True), row.revoked_on.is_(None))
    found = (await session.scalars(query.order_by(row.decided_on, row.id))).all()
    return tuple(
        AwardLine(
            a.level.words,
            "先进单位" if a.recipient is Recipient.UNIT else f"先进个人：{a.person}",
            a.decided_on,
            a.document or "",
        )
        for a in found
    )
