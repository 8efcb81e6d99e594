"""Quarters, results of units, what explains them, and corrections."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, Numeric, UniqueConstraint, exists, true
from sqlalchemy.orm import Mapped, mapped_column

from services.assessment.domain.scheme.model import Formula, Measure, Outcome
from services.assessment.domain.score.number import SHOWN_PLACES
from services.assessment.domain.score.record import Status
from services.assessment.store.base import Base, published_or_assessing, stored
from services.chassis.identity import Actor
from services.chassis.visibility import visible
from services.law.parties import UnitCategory


@visible(lambda actor, t: published_or_assessing(actor, t.status == Status.PUBLISHED))
class Quarter(Base):
    """A computed quarter of a division."""

    __tablename__ = "quarters"
    __table_args__ = (UniqueConstraint("division", "year", "quarter"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    year: Mapped[int]
    quarter: Mapped[int]
    scheme_id: Mapped[UUID] = mapped_column(ForeignKey("schemes.id"))
    status: Mapped[Status] = mapped_column(stored(Status))
    digest: Mapped[str]  # SHA-256 of the computation, unchanged by corrections
    through: Mapped[date]  # the last day that was looked at
    idle: Mapped[list[Any]]  # units without a task, which are not assessed
    unplaced: Mapped[list[Any]]  # facts of units in no group
    computed_at: Mapped[datetime]
    published_at: Mapped[datetime | None] = mapped_column(default=None)
    corrected: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)


@visible(lambda actor, t: published_or_assessing(actor, t.published))
class UnitResult(Base):
    """A unit's result in a quarter. `score` is what counts, `computed_score` what the facts gave."""

    __tablename__ = "unit_results"
    __table_args__ = (
        UniqueConstraint("quarter_id", "unit_id"),
        # a unit's results, newest first; and the last three of earlier quarters
        Index("ix_unit_results_unit", "unit_id", "year", "quarter"),
        # a group in order of rank
        Index("ix_unit_results_group", "quarter_id", "group", "rank", "unit_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    quarter_id: Mapped[UUID] = mapped_column(ForeignKey("quarters.id"))
    year: Mapped[int]
    quarter: Mapped[int]
    group: Mapped[UnitCategory] = mapped_column(stored(UnitCategory))
    unit_id: Mapped[UUID]
    score: Mapped[Decimal]
    computed_score: Mapped[Decimal]
    places: Mapped[int]  # decimal places in which the scheme writes scores, and our events too
    rank: Mapped[int]
    last: Mapped[int | None]
    words: Mapped[str]
    parted_by: Mapped[list[Any]]
    published: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)


def _result_visible(actor: Actor, t: Any) -> ColumnElement[bool]:
    public = published_or_assessing(actor, UnitResult.published.is_(true()))
    return exists().where(UnitResult.id == t.result_id, public)


@visible(_result_visible)
class IndicatorResult(Base):
    """What one indicator gave a unit, with the sum in words."""

    __tablename__ = "indicator_results"
    __table_args__ = (UniqueConstraint("result_id", "code"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    result_id: Mapped[UUID] = mapped_column(ForeignKey("unit_results.id"))
    place: Mapped[int]  # order in the scheme
    code: Mapped[str]
    name: Mapped[str]
    measure: Mapped[Measure] = mapped_column(stored(Measure))
    formula: Mapped[Formula] = mapped_column(stored(Formula))
    weight: Mapped[Decimal | None]
    value: Mapped[Decimal | None] = mapped_column(Numeric(20, SHOWN_PLACES))
    points: Mapped[Decimal] = mapped_column(Numeric(20, SHOWN_PLACES))
    words: Mapped[str]


@visible(lambda _actor, _t: true())  # it only joins two ids: who may see neither end learns nothing
class Counted(Base):
    """A fact that entered an indicator, and how."""

    __tablename__ = "counted"
    __table_args__ = (Index("ix_counted_fact", "fact_id"),)

    indicator_id: Mapped[UUID] = mapped_column(ForeignKey("indicator_results.id"), primary_key=True)
    fact_id: Mapped[UUID] = mapped_column(ForeignKey("facts.id"), primary_key=True)
    division: Mapped[str]
    outcome: Mapped[Outcome | None] = mapped_column(stored(Outcome))


@visible(lambda actor, t: published_or_assessing(actor, t.published))
class Correction(Base):
    """A score corrected by hand: what it was, what it is, why, who approved and who wrote it down.

    It is kept for good; one that a new computation of a draft set aside is marked so.
    """

    __tablename__ = "corrections"
    __table_args__ = (Index("ix_corrections_unit", "quarter_id", "unit_id", "at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    quarter_id: Mapped[UUID] = mapped_column(ForeignKey("quarters.id"))
    quarter_version: Mapped[int]  # of the quarter that was corrected
    after_publication: Mapped[bool]
    published: Mapped[bool]  # whether it may be seen by everyone
    unit_id: Mapped[UUID]
    score_before: Mapped[Decimal]
    score_after: Mapped[Decimal]
    rank_before: Mapped[int]
    rank_after: Mapped[int]
    reason: Mapped[str]
    approver: Mapped[str]
    recorded_by: Mapped[str]
    recorded_by_name: Mapped[str]
    at: Mapped[datetime]
    discarded_at: Mapped[datetime | None] = mapped_column(default=None)
