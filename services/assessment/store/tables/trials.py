"""Schemes tried on facts: who would have got what. Nobody but the authority sees them, and nothing follows from them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, false, text, true
from sqlalchemy.orm import Mapped, mapped_column

from services.assessment.domain.card.model import Colour
from services.assessment.store.base import Base, stored
from services.chassis.identity import Actor
from services.chassis.reads.finding import WHOLE
from services.chassis.visibility import visible
from services.law.parties import Role, UnitCategory


def _assessing(actor: Actor, _t: Any) -> ColumnElement[bool]:
    """第十八条：what would have been is for those who make the rules."""
    return true() if actor.acts_as(Role.INVESTMENT_AUTHORITY) else false()


@visible(_assessing)
class SchemeTrial(Base):
    """A scheme, in one of its revisions, tried on the facts of a period (quarter 0: the whole year).

    A discarded one stays on record, and lists leave it out.
    """

    __tablename__ = "scheme_trials"
    __table_args__ = (
        Index("ix_scheme_trials_scheme", "scheme_id", "at", "id"),
        CheckConstraint(
            "(discarded_at is null) = (discarded_by_name is null) and (discarded_at is null) = (discard_reason is null)",
            name="discarded",
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    scheme_id: Mapped[UUID] = mapped_column(ForeignKey("schemes.id"))
    revision: Mapped[int]
    year: Mapped[int]
    quarter: Mapped[int]
    digest: Mapped[str]
    through: Mapped[date]
    ranked: Mapped[int]  # how many units
    idle: Mapped[list[Any]]
    unplaced: Mapped[list[Any]]
    at: Mapped[datetime]
    by: Mapped[str]
    by_name: Mapped[str]
    discarded_at: Mapped[datetime | None] = mapped_column(default=None)
    discarded_by_name: Mapped[str | None] = mapped_column(default=None)
    discard_reason: Mapped[str | None] = mapped_column(default=None)


@visible(_assessing)
class TrialResult(Base):
    """What a unit would have got. `indicators` is its explanation."""

    __tablename__ = "trial_results"
    __table_args__ = (
        Index("ix_trial_results_list", "trial_id", "position", "unit_id"),
        Index("ix_trial_results_group", "trial_id", "group", "position", "unit_id"),
    )

    trial_id: Mapped[UUID] = mapped_column(ForeignKey("scheme_trials.id"), primary_key=True)
    unit_id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    position: Mapped[int]  # by the scheme's order of groups, and rank
    group: Mapped[UnitCategory] = mapped_column(stored(UnitCategory))
    score: Mapped[Decimal]
    rank: Mapped[int]
    last: Mapped[int | None]
    colour: Mapped[Colour | None] = mapped_column(stored(Colour))
    words: Mapped[str]
    indicators: Mapped[list[Any]]


@visible(_assessing)
class SchemeComparison(Base):
    """Two schemes tried on the same facts."""

    __tablename__ = "scheme_comparisons"
    __table_args__ = (
        Index("ix_scheme_comparisons_list", "at", "id", postgresql_where=text(WHOLE)),
        Index("ix_scheme_comparisons_year", "year", "at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    year: Mapped[int]
    quarter: Mapped[int]
    first_id: Mapped[UUID] = mapped_column(ForeignKey("scheme_trials.id"))
    second_id: Mapped[UUID] = mapped_column(ForeignKey("scheme_trials.id"))
    units: Mapped[int]
    changed: Mapped[int]  # units whose score, rank or card differs
    at: Mapped[datetime]
    by: Mapped[str]
    by_name: Mapped[str]


@visible(_assessing)
class ComparedUnit(Base):
    """One unit under both schemes; empty where it would not have been ranked."""

    __tablename__ = "compared_units"
    __table_args__ = (
        Index("ix_compared_units_group", "comparison_id", "group", "position"),
        Index("ix_compared_units_changed", "comparison_id", "position", postgresql_where=text("changed")),
    )

    comparison_id: Mapped[UUID] = mapped_column(ForeignKey("scheme_comparisons.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str]
    unit_id: Mapped[UUID]
    group: Mapped[UnitCategory] = mapped_column(stored(UnitCategory))
    changed: Mapped[bool]
    first_score: Mapped[Decimal | None]
    first_rank: Mapped[int | None]
    first_colour: Mapped[Colour | None] = mapped_column(stored(Colour))
    second_score: Mapped[Decimal | None]
    second_rank: Mapped[int | None]
    second_colour: Mapped[Colour | None] = mapped_column(stored(Colour))
    score_change: Mapped[Decimal | None]
    rank_change: Mapped[int | None]  # negative: nearer to the first
