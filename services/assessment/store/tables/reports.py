"""Issued review packs with the source of every figure; and what indicators cost units, worked out when it is asked."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    Numeric,
    UniqueConstraint,
    and_,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    text,
    true,
)
from sqlalchemy.orm import Mapped, aliased, mapped_column

from services.assessment.domain import rulebook
from services.assessment.domain.period import WHOLE_YEAR
from services.assessment.domain.report.figures import FigureScope
from services.assessment.domain.scheme.model import Formula, Measure, Outcome
from services.assessment.domain.score.number import SHOWN_PLACES
from services.assessment.store.base import Base, stored
from services.assessment.store.tables.attachments import files_hang_on
from services.assessment.store.tables.computed import Counted
from services.assessment.store.tables.results import IndicatorResult, UnitResult
from services.chassis.identity import Actor
from services.chassis.reads.finding import WHOLE
from services.chassis.visibility import condition, visible

REPORT = "ASSESSMENT_REPORT"  # the kind under which its files hang on it


@visible(lambda _actor, _t: true())  # it says what is published
class AssessmentReport(Base):
    """A review pack (or a year's result) that was issued: never changed; a later one of the period has the next ordinal."""

    __tablename__ = "assessment_reports"
    __table_args__ = (
        UniqueConstraint("period_id", "ordinal"),
        UniqueConstraint("division", "number"),
        # lists by what they can be narrowed by, newest first
        Index("ix_assessment_reports_list", "issued_at", "id", postgresql_where=text(WHOLE)),
        Index("ix_assessment_reports_year", "year", "issued_at", "id"),
        Index("ix_assessment_reports_year_quarter", "year", "quarter", "issued_at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    period_id: Mapped[UUID] = mapped_column(ForeignKey("periods.id"))
    year: Mapped[int]
    quarter: Mapped[int]
    ordinal: Mapped[int]  # of the period, from 1
    number: Mapped[str]
    title: Mapped[str]
    remarks: Mapped[str]
    period_version: Mapped[int]
    period_digest: Mapped[str]
    figures: Mapped[int]
    content_sm3: Mapped[str]  # of all that it says but number, day and remarks
    issued_on: Mapped[date]
    issued_at: Mapped[datetime]
    issued_by: Mapped[str]


files_hang_on(REPORT, AssessmentReport)


@visible(lambda _actor, _t: true())
class AssessmentReportFigure(Base):
    """A figure of an issued pack: what it says, how it was worked out, of which rows, and the query that shows them."""

    __tablename__ = "assessment_report_figures"
    __table_args__ = (
        Index("ix_assessment_report_figures_code", "report_id", "code", "position"),
        Index("ix_assessment_report_figures_scope", "report_id", "scope", "position"),
        Index("ix_assessment_report_figures_key", "report_id", "scope_key", "position"),
    )

    report_id: Mapped[UUID] = mapped_column(ForeignKey("assessment_reports.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str]
    code: Mapped[str]
    scope: Mapped[FigureScope] = mapped_column(stored(FigureScope))
    scope_key: Mapped[str]
    scope_name: Mapped[str]
    label: Mapped[str]
    value: Mapped[Decimal]
    places: Mapped[int]
    unit: Mapped[str]
    query: Mapped[str]
    computed_as: Mapped[str]
    row_count: Mapped[int]
    rows_sm3: Mapped[str]


def cost_points(counted: type[Counted]) -> ColumnElement[bool]:
    """Tell which of the things that counted cost points: late, short of the plan, or an incident."""
    incident = and_(counted.outcome == Outcome.RECORDED, counted.measure == Measure.INCIDENTS)
    cost = or_(counted.outcome == Outcome.LATE, counted.done < counted.planned, incident)
    return and_(counted.exempted_by.is_(None), cost)


_I, _U, _OTHER = IndicatorResult, UnitResult, aliased(IndicatorResult)
_LAST_MONTH = func.make_date(_U.year, case((_U.quarter == WHOLE_YEAR, 12), else_=_U.quarter * 3), 1)
_FULL = case(
    *((entry.since <= _LAST_MONTH, entry.value) for entry in reversed(rulebook.FULL_MARKS.entries)),
    else_=rulebook.FULL_MARKS.entries[0].value,
)
_COUNTING = (  # weights that were at work: one that was shared out gave nothing and found nothing
    select(func.sum(_OTHER.weight))
    .where(_OTHER.result_id == _I.result_id, or_(_OTHER.value.is_not(None), _OTHER.points > 0))
    .scalar_subquery()
)
_WORTH = case(
    (_I.weight.is_(None), literal(Decimal(0))),
    (or_(_I.value.is_not(None), _I.points > 0), _I.weight * _FULL / func.nullif(_COUNTING, 0)),
    else_=literal(Decimal(0)),
)
_LOST = (
    select(
        _I.id.label("indicator_id"),
        _I.result_id,
        _I.division,
        _I.code,
        _I.name,
        _I.measure,
        _I.formula,
        _I.weight,
        _I.points,
        _I.words,
        _U.unit_id,
        _U.year,
        _U.quarter,
        _U.published,
        _U.announced,
        func.round(_WORTH - _I.points, SHOWN_PLACES, type_=Numeric(20, SHOWN_PLACES)).label("lost"),
    )
    .join(_U, _U.id == _I.result_id)
    .subquery("lost_points")
)


def _as_its_indicator(actor: Actor, t: type[LostPoints]) -> ColumnElement[bool]:
    row = aliased(IndicatorResult)
    its = select(true()).where(row.id == t.indicator_id, condition(IndicatorResult, actor, row))
    seen: ColumnElement[bool] = exists(its)
    return seen


@visible(_as_its_indicator)
@Base.registry.mapped
class LostPoints:
    """What an indicator cost a unit: its worth in the unit's score less its points; only to be read."""

    __table__ = _LOST
    __mapper_args__: ClassVar = {"primary_key": [_LOST.c.indicator_id]}

    if TYPE_CHECKING:
        indicator_id: Mapped[UUID]
        result_id: Mapped[UUID]
        division: Mapped[str]
        code: Mapped[str]
        name: Mapped[str]
        measure: Mapped[Measure]
        formula: Mapped[Formula]
        weight: Mapped[Decimal | None]
        points: Mapped[Decimal]
        words: Mapped[str]
        unit_id: Mapped[UUID]
        year: Mapped[int]
        quarter: Mapped[int]
        published: Mapped[bool]
        announced: Mapped[bool]
        lost: Mapped[Decimal]
