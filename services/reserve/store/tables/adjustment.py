"""Adjustments of issued plans with their changes, opinions and deliberations; what was carried over (第十一条)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, UniqueConstraint, false, select, text, true
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.identity import Actor
from services.chassis.visibility import condition, visible
from services.reserve.domain.adjustment.carry_over import CarryOutcome
from services.reserve.domain.adjustment.state import AdjustmentStatus, ChangeKind
from services.reserve.domain.terms import Category, DeliberationOutcome, ItemBasis, ItemKind, OpinionOutcome
from services.reserve.store.base import Base, stored
from services.reserve.store.tables.project import AUTHORITIES


def _issued_or_authority(actor: Actor, adjustment: Any) -> ColumnElement[bool]:
    """Authorities see adjustments in preparation; an issued one is public within the division."""
    issued: ColumnElement[bool] = adjustment.status == AdjustmentStatus.ISSUED
    return true() if actor.acts_as(*AUTHORITIES) else issued


def _of_visible_adjustment(actor: Actor, part: Any) -> ColumnElement[bool]:
    if actor.acts_as(*AUTHORITIES):
        return true()
    seen: ColumnElement[bool] = part.adjustment_id.in_(select(Adjustment.id).where(condition(Adjustment, actor)))
    return seen


def _of_authorities(actor: Actor, _paper: Any) -> ColumnElement[bool]:
    return true() if actor.acts_as(*AUTHORITIES) else false()


@visible(_issued_or_authority)
class Adjustment(Base):
    """One adjustment of one plan. `effect` is kept when it is issued or cancelled; until then it is worked out."""

    __tablename__ = "adjustments"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plans.id"))
    year: Mapped[int]
    edition: Mapped[int]
    version: Mapped[int]
    status: Mapped[AdjustmentStatus] = mapped_column(stored(AdjustmentStatus))
    drafted_on: Mapped[date]
    drafted_at: Mapped[datetime]
    drafted_by: Mapped[str]
    major_decision: Mapped[bool]
    exception_reason: Mapped[str | None]
    exception_approver: Mapped[str | None]
    round: Mapped[int]
    suggested_on: Mapped[date | None]
    document_number: Mapped[str | None]
    issued_on: Mapped[date | None]
    cancelled_reason: Mapped[str | None]
    effect: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True), default=None)

    __table_args__ = (
        Index("ix_adjustments_plan", "plan_id", "id"),
        Index("ix_adjustments_exception", "id", postgresql_where=text("exception_reason is not null")),
    )


@visible(_of_visible_adjustment)
class AdjustmentChange(Base):
    """One project's change: its figures as they would be, and as the plan had them when the change was drafted."""

    __tablename__ = "adjustment_changes"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    adjustment_id: Mapped[UUID] = mapped_column(ForeignKey("adjustments.id"))
    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id"))
    project_name: Mapped[str]
    sort_key: Mapped[str]
    change: Mapped[ChangeKind] = mapped_column(stored(ChangeKind))
    category: Mapped[Category] = mapped_column(stored(Category))
    kind: Mapped[ItemKind] = mapped_column(stored(ItemKind))
    basis: Mapped[ItemBasis] = mapped_column(stored(ItemBasis))
    assessment: Mapped[str | None]
    total_investment: Mapped[Decimal]
    annual_investment: Mapped[Decimal]
    total_before: Mapped[Decimal | None]
    annual_before: Mapped[Decimal | None]
    owner_id: Mapped[UUID]
    town_id: Mapped[UUID | None]
    industry_authority_id: Mapped[UUID | None]
    application_id: Mapped[UUID | None]
    influence_assessment_id: Mapped[UUID | None]
    exception_reason: Mapped[str | None]
    exception_approver: Mapped[str | None]
    reason: Mapped[str | None]
    drafted_at: Mapped[datetime]
    drafted_by: Mapped[str]
    conditions: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True), default=None)  # kept with the effect

    __table_args__ = (
        UniqueConstraint("adjustment_id", "project_id"),
        Index("ix_adjustment_changes_project_id", "project_id"),
        Index("ix_adjustment_changes_exception", "id", postgresql_where=text("exception_reason is not null")),
        Index("ix_adjustment_changes_sort", "adjustment_id", "sort_key", "id"),
        Index("ix_adjustment_changes_change", "adjustment_id", "change", "sort_key", "id"),
    )


@visible(_of_authorities)
class AdjustmentOpinion(Base):
    """An opinion on a change; the latest of a body counts, the earlier ones stay."""

    __tablename__ = "adjustment_opinions"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    change_id: Mapped[UUID] = mapped_column(ForeignKey("adjustment_changes.id", ondelete="CASCADE"))
    body: Mapped[str]
    outcome: Mapped[OpinionOutcome] = mapped_column(stored(OpinionOutcome))
    text: Mapped[str]
    given_on: Mapped[date]
    given_at: Mapped[datetime]
    given_by: Mapped[str]

    __table_args__ = (Index("ix_adjustment_opinions_change", "change_id", "id"),)


@visible(_of_visible_adjustment)
class AdjustmentDeliberation(Base):
    """A meeting's decision on the list of changes."""

    __tablename__ = "adjustment_deliberations"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    adjustment_id: Mapped[UUID] = mapped_column(ForeignKey("adjustments.id"))
    round: Mapped[int]
    body: Mapped[str]
    outcome: Mapped[DeliberationOutcome] = mapped_column(stored(DeliberationOutcome))
    held_on: Mapped[date]
    meeting: Mapped[str | None]
    reason: Mapped[str | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
    # the list that the meeting had before it; none of meetings before this was kept
    seen_projects: Mapped[int | None] = mapped_column(default=None)
    seen_total: Mapped[Decimal | None] = mapped_column(default=None)
    seen_annual: Mapped[Decimal | None] = mapped_column(default=None)
    seen_digest: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (UniqueConstraint("adjustment_id", "round", "body"),)


@visible(_of_visible_adjustment)
class AdjustmentStep(Base):
    """A step of the procedure for major administrative decisions that was done."""

    __tablename__ = "adjustment_steps"

    adjustment_id: Mapped[UUID] = mapped_column(ForeignKey("adjustments.id"), primary_key=True)
    step: Mapped[str] = mapped_column(primary_key=True)
    division: Mapped[str]
    done_on: Mapped[date]
    document: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]


@visible(_of_authorities)
class CarryOver(Base):
    """What became of a construction project of last year's plan when next year's was drafted."""

    __tablename__ = "carry_overs"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plans.id"))  # into which
    from_plan_id: Mapped[UUID] = mapped_column(ForeignKey("plans.id"))
    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id"))
    project_name: Mapped[str]
    sort_key: Mapped[str]
    outcome: Mapped[CarryOutcome] = mapped_column(stored(CarryOutcome))
    evidence_id: Mapped[UUID | None]
    exception_reason: Mapped[str | None]
    exception_approver: Mapped[str | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
    beside_id: Mapped[UUID | None] = mapped_column(ForeignKey("projects.id"), default=None)  # its package, or its part

    __table_args__ = (
        UniqueConstraint("plan_id", "project_id"),
        Index("ix_carry_overs_sort", "plan_id", "sort_key", "id"),
        Index("ix_carry_overs_exception", "id", postgresql_where=text("exception_reason is not null")),
        Index("ix_carry_overs_outcome", "plan_id", "outcome", "sort_key", "id"),
    )
