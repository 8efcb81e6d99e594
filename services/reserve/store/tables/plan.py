"""Yearly plans with their items, opinions and deliberations (第三条)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, UniqueConstraint, false, or_, select, text, true
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.identity import Actor
from services.chassis.visibility import condition, visible
from services.reserve.domain.seeking.initials import initials
from services.reserve.domain.terms import (
    Category,
    DeliberationOutcome,
    ItemBasis,
    ItemKind,
    OpinionOutcome,
    PlanStatus,
)
from services.reserve.store.base import Base, stored
from services.reserve.store.tables.project import AUTHORITIES


def _issued_or_authority(actor: Actor, plan: Any) -> ColumnElement[bool]:
    """Authorities see plans in preparation; an issued plan is public within the division."""
    issued: ColumnElement[bool] = plan.status == PlanStatus.ISSUED
    return true() if actor.acts_as(*AUTHORITIES) else issued


def _of_visible_plan(actor: Actor, part: Any) -> ColumnElement[bool]:
    if actor.acts_as(*AUTHORITIES):
        return true()
    seen: ColumnElement[bool] = part.plan_id.in_(select(Plan.id).where(condition(Plan, actor)))
    return seen


def _own_or_of_visible_plan(actor: Actor, item: Any) -> ColumnElement[bool]:
    """The owner and the town see an item of theirs while its plan is prepared, and then the year of that plan too.

    They answer for what is invested in that year (第三条), which says nothing without it. It is all of the plan that they
    are told before it is issued: by the filter and the counts of projects by year, which read plans past their condition.
    """
    own = false() if actor.unit is None else or_(item.owner_id == actor.unit, item.town_id == actor.unit)
    return or_(own, _of_visible_plan(actor, item))


def _of_authorities(actor: Actor, _opinion: Any) -> ColumnElement[bool]:
    """Opinions are the authorities' internal papers."""
    return true() if actor.acts_as(*AUTHORITIES) else false()


@visible(_issued_or_authority)
class Plan(Base):
    """The plan of one year."""

    __tablename__ = "plans"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    year: Mapped[int]
    status: Mapped[PlanStatus] = mapped_column(stored(PlanStatus))
    drafted_on: Mapped[date]
    support_areas: Mapped[str | None]
    selection_standard: Mapped[str | None]
    conditions: Mapped[str | None]
    minimum_total_investment: Mapped[Decimal | None]
    major_decision: Mapped[bool]
    round: Mapped[int]
    suggested_on: Mapped[date | None]
    document_number: Mapped[str | None]
    issued_on: Mapped[date | None]

    __table_args__ = (UniqueConstraint("division", "year"), UniqueConstraint("division", "document_number"))


def _initials_of_name(row: DefaultExecutionContext) -> str:
    written: dict[str, Any] = row.get_current_parameters()  # type: ignore[no-untyped-call]  # SQLAlchemy has not typed it
    return initials(written["project_name"])


@visible(_own_or_of_visible_plan)
class PlanItem(Base):
    """A project in a plan, with its figures as they were when it was added."""

    __tablename__ = "plan_items"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plans.id"))
    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id"))
    project_name: Mapped[str]
    sort_key: Mapped[str]
    category: Mapped[Category] = mapped_column(stored(Category))
    kind: Mapped[ItemKind] = mapped_column(stored(ItemKind))
    basis: Mapped[ItemBasis] = mapped_column(stored(ItemBasis))
    assessment: Mapped[str | None]
    total_investment: Mapped[Decimal]
    annual_investment: Mapped[Decimal]
    owner_id: Mapped[UUID]
    town_id: Mapped[UUID | None]
    industry_authority_id: Mapped[UUID | None]
    exception_reason: Mapped[str | None]
    exception_approver: Mapped[str | None]
    added_at: Mapped[datetime]
    application_id: Mapped[UUID | None] = mapped_column(ForeignKey("applications.id"), default=None)
    influence_assessment_id: Mapped[UUID | None] = mapped_column(ForeignKey("influence_assessments.id"), default=None)
    # by whichever way an item is written; null until `migrate` has worked it out for a row from before
    initials: Mapped[str | None] = mapped_column(insert_default=_initials_of_name, init=False)

    __table_args__ = (
        UniqueConstraint("plan_id", "project_id"),
        Index("ix_plan_items_no_initials", "id", postgresql_where=text("initials is null")),
        Index("ix_plan_items_application_id", "application_id"),
        Index("ix_plan_items_influence_assessment_id", "influence_assessment_id"),
        Index("ix_plan_items_project_id", "project_id"),
        Index("ix_plan_items_exception", "id", postgresql_where=text("exception_reason is not null")),
        Index("ix_plan_items_sort", "plan_id", "sort_key", "id"),
        Index("ix_plan_items_kind", "plan_id", "kind", "sort_key", "id"),
        Index("ix_plan_items_category", "plan_id", "category", "sort_key", "id"),
    )


@visible(_of_authorities)
class Opinion(Base):
    """An opinion on an item; the latest of a body counts, the earlier ones stay."""

    __tablename__ = "opinions"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    item_id: Mapped[UUID] = mapped_column(ForeignKey("plan_items.id", ondelete="CASCADE"))
    body: Mapped[str]
    outcome: Mapped[OpinionOutcome] = mapped_column(stored(OpinionOutcome))
    text: Mapped[str]
    given_on: Mapped[date]
    given_at: Mapped[datetime]
    given_by: Mapped[str]

    __table_args__ = (Index("ix_opinions_item", "item_id", "id"),)


@visible(_of_visible_plan)
class Deliberation(Base):
    """A meeting's decision on the suggested list."""

    __tablename__ = "deliberations"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plans.id"))
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

    __table_args__ = (UniqueConstraint("plan_id", "round", "body"),)


@visible(_of_visible_plan)
class DecisionStep(Base):
    """A step of the procedure for major administrative decisions that was done."""

    __tablename__ = "decision_steps"

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plans.id"), primary_key=True)
    step: Mapped[str] = mapped_column(primary_key=True)
    division: Mapped[str]
    done_on: Mapped[date]
    document: Mapped[str]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
