"""Quarters, results of units, what explains them, and corrections."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    Numeric,
    Select,
    Text,
    UniqueConstraint,
    and_,
    exists,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, aliased, mapped_column

from services.assessment.domain.scheme.model import Formula, Measure
from services.assessment.domain.score.number import SHOWN_PLACES
from services.assessment.domain.score.record import Status
from services.assessment.store.base import Base, own_or_published, published_or_assessing, stored
from services.chassis.identity import Actor
from services.chassis.visibility import condition, visible
from services.law.parties import UnitCategory

_OVERTAKING = "overtakes_id is not null and answered_by_id is null"


@visible(lambda actor, t: published_or_assessing(actor, t.status != Status.COMPUTED))
class Period(Base):
    """A computed quarter of a division."""

    __tablename__ = "periods"
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
    announced_on: Mapped[date | None] = mapped_column(default=None)  # while it is provisional, and from then on
    objections_until: Mapped[date | None] = mapped_column(default=None)  # last day of the window
    review_on: Mapped[date | None] = mapped_column(default=None)  # day of the quarterly review
    version: Mapped[int] = mapped_column(default=1)


@visible(own_or_published)
class UnitResult(Base):
    """A unit's result in a quarter. `score` is what counts, `computed_score` what the facts gave."""

    __tablename__ = "unit_results"
    __table_args__ = (
        UniqueConstraint("period_id", "unit_id"),
        # a unit's results, newest first; and the last three of earlier quarters
        Index("ix_unit_results_unit", "unit_id", "year", "quarter"),
        # a group in order of rank
        Index("ix_unit_results_group", "period_id", "group", "rank", "unit_id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    period_id: Mapped[UUID] = mapped_column(ForeignKey("periods.id"))
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
    digest: Mapped[str] = mapped_column(default="")  # SHA-256 of all that makes the unit's score
    basis: Mapped[dict[str, Any] | None] = mapped_column(default=None)  # what each formula found, exactly
    published: Mapped[bool] = mapped_column(default=False)
    announced: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)


def _result_visible(actor: Actor, t: Any) -> ColumnElement[bool]:
    result = aliased(UnitResult)  # of its own: what asks may stand in results itself
    return exists().where(result.id == t.result_id, own_or_published(actor, result))


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
    only: Mapped[list[str]] = mapped_column(ARRAY(Text), default_factory=list)  # codes that narrow what it looks at


@visible(own_or_published)
class Correction(Base):
    """A score corrected by hand: what it was, what it is, why, who approved and who wrote it down.

    It is kept for good; one that a new computation of a draft set aside is marked so.
    """

    __tablename__ = "corrections"
    __table_args__ = (
        Index("ix_corrections_unit", "period_id", "unit_id", "at"),
        # what a published year has not followed yet
        Index("ix_corrections_overtaking", "overtakes_id", "at", "id", postgresql_where=text(_OVERTAKING)),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    period_id: Mapped[UUID] = mapped_column(ForeignKey("periods.id"))
    period_version: Mapped[int]  # of the quarter that was corrected
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
    announced: Mapped[bool] = mapped_column(default=False)  # whether the unit may see it
    objection_id: Mapped[UUID | None] = mapped_column(default=None)  # the accepted objection that it carries out
    discarded_at: Mapped[datetime | None] = mapped_column(default=None)
    # the published result of the whole year that had counted the score of before
    overtakes_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit_results.id"), default=None)
    # the correction of that year, or of the quarter back to what the year had counted, that settled it
    answered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("corrections.id"), default=None)


def overtaking(t: Any) -> ColumnElement[bool]:
    """第二十条：corrections of quarters that came after the year's publication and are not answered yet."""
    return and_(t.overtakes_id.is_not(None), t.answered_by_id.is_(None))


def overtaken(actor: Actor) -> Select[UUID | None]:
    """第二十条：the results of whole years that such a correction waits at, as far as somebody sees it."""
    made = aliased(Correction, name="overtaking")  # of its own: what asks may stand in corrections itself
    return select(made.overtakes_id).where(overtaking(made), condition(Correction, actor, made))
