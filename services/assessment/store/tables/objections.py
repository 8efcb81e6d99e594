"""Objections of units to their announced results, and what happened to each."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, exists, select, text, true
from sqlalchemy.orm import Mapped, aliased, mapped_column

from services.assessment.domain.review.model import ObjectionStatus, ObjectionStep
from services.assessment.store.base import Base, own_or_overseen, stored
from services.assessment.store.tables.attachments import files_hang_on
from services.chassis.identity import Actor
from services.chassis.reads.finding import WHOLE
from services.chassis.visibility import condition, visible
from services.law.parties import UnitCategory

OBJECTION = "OBJECTION"  # the kind under which its files hang on it


@visible(own_or_overseen)
class Objection(Base):
    """A unit objects to its result: at what it points, why, what it asks for, and how it was decided and carried out."""

    __tablename__ = "objections"
    __table_args__ = (
        Index("ix_objections_result", "result_id", "raised_at", "id"),
        Index("ix_objections_open", "period_id", postgresql_where=text("status = 'RAISED'")),
        Index("ix_objections_list", "raised_at", "id", postgresql_where=text(WHOLE)),
        # lists by what they can be narrowed by, newest first
        Index("ix_objections_period", "period_id", "raised_at", "id"),
        Index("ix_objections_unit", "unit_id", "raised_at", "id"),
        Index("ix_objections_status", "status", "raised_at", "id"),
        Index("ix_objections_year", "year", "raised_at", "id"),
        Index("ix_objections_year_quarter", "year", "quarter", "raised_at", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    period_id: Mapped[UUID] = mapped_column(ForeignKey("periods.id"))
    result_id: Mapped[UUID]  # keeps its identity when the period is computed again
    year: Mapped[int]
    quarter: Mapped[int]
    group: Mapped[UnitCategory] = mapped_column(stored(UnitCategory))
    unit_id: Mapped[UUID]
    score: Mapped[Decimal]  # when it was raised
    rank: Mapped[int]
    grounds: Mapped[str]
    status: Mapped[ObjectionStatus] = mapped_column(stored(ObjectionStatus))
    raised_at: Mapped[datetime]
    raised_on: Mapped[date]
    raised_by: Mapped[str]
    raised_by_name: Mapped[str]
    decide_by: Mapped[date]
    indicator_code: Mapped[str | None] = mapped_column(default=None)
    fact_id: Mapped[UUID | None] = mapped_column(default=None)
    asks_for: Mapped[str | None] = mapped_column(default=None)
    settled_at: Mapped[datetime | None] = mapped_column(default=None)  # decided, or withdrawn
    settled_by_name: Mapped[str | None] = mapped_column(default=None)
    reason: Mapped[str | None] = mapped_column(default=None)  # of the decision or the withdrawal
    carried_out_at: Mapped[datetime | None] = mapped_column(default=None)  # by a correction or a new computation
    correction_id: Mapped[UUID | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(default=1)


def _as_its_objection(actor: Actor, t: type[ObjectionEntry]) -> ColumnElement[bool]:
    row = aliased(Objection)
    seen: ColumnElement[bool] = exists(select(true()).where(row.id == t.objection_id, condition(Objection, actor, row)))
    return seen


@visible(_as_its_objection)
class ObjectionEntry(Base):
    """Something that happened to an objection: what, when, by whom, why. Never changed.

    grounds, asks_for: what it said until it was amended.
    """

    __tablename__ = "objection_entries"
    __table_args__ = (Index("ix_objection_entries_objection", "objection_id", "at", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    objection_id: Mapped[UUID] = mapped_column(ForeignKey("objections.id"))
    step: Mapped[ObjectionStep] = mapped_column(stored(ObjectionStep))
    at: Mapped[datetime]
    by: Mapped[str]
    by_name: Mapped[str]
    reason: Mapped[str | None] = mapped_column(default=None)
    grounds: Mapped[str | None] = mapped_column(default=None)
    asks_for: Mapped[str | None] = mapped_column(default=None)


files_hang_on(OBJECTION, Objection)
