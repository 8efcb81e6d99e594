"""The yearly land plan with its editions, the monthly consultation with its agenda, and the history of both (第十五条)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, UniqueConstraint, false, func, text, true
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.identity import Actor
from services.chassis.visibility import visible
from services.law.parties import Role
from services.support.domain.land.consultation import AgendaSource, ConsultationState, FollowUpSeverity
from services.support.domain.land.plan import PlanState
from services.support.store.base import Base, stored
from services.support.store.tables.request import OVERSEEING

_PENDING = text("decision is not null and done_on is null")
_NOT_DONE = text("done_on is null")
_UNDECIDED = text("decision is null and dropped_reason is null")
READERS = (*OVERSEEING, Role.LAND, Role.REQUISITION)


def _party(actor: Actor, _row: Any) -> ColumnElement[bool]:
    """The two departments that compile and consult, and those that oversee them."""
    return true() if actor.acts_as(*READERS) else false()


def _party_or_own(actor: Actor, row: Any) -> ColumnElement[bool]:
    """Others see what their own unit has to carry out."""
    if actor.acts_as(*READERS):
        return true()
    return false() if actor.unit is None else func.coalesce(row.responsible_unit_id == actor.unit, false())


@visible(_party)
class LandPlan(Base):
    """The plan of a division for a year: the edition that is worked on, or in force when it is issued."""

    __tablename__ = "land_plans"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    year: Mapped[int]
    edition: Mapped[int]
    state: Mapped[PlanState] = mapped_column(stored(PlanState))
    created_at: Mapped[datetime]
    created_by_name: Mapped[str]
    number: Mapped[str | None] = mapped_column(default=None)
    issued_on: Mapped[date | None] = mapped_column(default=None)
    revision_reason: Mapped[str | None] = mapped_column(default=None)
    land_confirmed_at: Mapped[datetime | None] = mapped_column(default=None)
    land_confirmed_by: Mapped[str | None] = mapped_column(default=None)
    land_confirmed_by_name: Mapped[str | None] = mapped_column(default=None)
    requisition_confirmed_at: Mapped[datetime | None] = mapped_column(default=None)
    requisition_confirmed_by: Mapped[str | None] = mapped_column(default=None)
    requisition_confirmed_by_name: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        UniqueConstraint("division", "year"),
        CheckConstraint(
            "state <> 'ISSUED' or (number is not null and land_confirmed_by is not null "
            "and requisition_confirmed_by is not null)",
            name="issued_when_confirmed",
        ),
        Index("ix_land_plans_list", "year", "id"),
        Index("ix_land_plans_state", "state", "year", "id"),
    )


@visible(_party_or_own)
class LandPlanItem(Base):
    """One project's land of one kind in a plan; request_id: the request that it was taken from."""

    __tablename__ = "land_plan_items"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    plan_id: Mapped[UUID] = mapped_column(ForeignKey("land_plans.id"))
    division: Mapped[str]
    version: Mapped[int]
    position: Mapped[int]
    project_id: Mapped[UUID]
    kind: Mapped[str]
    area: Mapped[Decimal]
    requisition_month: Mapped[int | None]
    demolition_month: Mapped[int | None]
    supply_month: Mapped[int | None]
    responsible_unit_id: Mapped[UUID]
    note: Mapped[str | None] = mapped_column(default=None)
    request_id: Mapped[UUID | None] = mapped_column(default=None)
    requisition_done_on: Mapped[date | None] = mapped_column(default=None)
    demolition_done_on: Mapped[date | None] = mapped_column(default=None)
    supply_done_on: Mapped[date | None] = mapped_column(default=None)
    removed_on: Mapped[date | None] = mapped_column(default=None)
    removed_reason: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        UniqueConstraint("plan_id", "position"),
        Index(
            "uq_land_plan_items_project",
            "plan_id",
            "project_id",
            "kind",
            unique=True,
            postgresql_where=text("removed_on is null"),
        ),
        Index("ix_land_plan_items_project_id", "project_id"),
        Index("ix_land_plan_items_responsible", "responsible_unit_id", "id"),
    )


@visible(_party)
class LandPlanEdition(Base):
    """An edition as it was issued; never changed. items: its items in order."""

    __tablename__ = "land_plan_editions"

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("land_plans.id"), primary_key=True)
    edition: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str]
    number: Mapped[str]
    issued_on: Mapped[date]
    issued_by_name: Mapped[str]
    reason: Mapped[str | None]
    items: Mapped[list[Any]]
    content_sm3: Mapped[str]


@visible(_party)
class LandConsultation(Base):
    """The consultation of a month. content: the minutes with all decisions, frozen with their digest at the closing."""

    __tablename__ = "land_consultations"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    month: Mapped[date]
    state: Mapped[ConsultationState] = mapped_column(stored(ConsultationState))
    attendance: Mapped[list[Any]]
    opened_at: Mapped[datetime]
    opened_by_name: Mapped[str]
    place: Mapped[str | None] = mapped_column(default=None)
    chaired_by: Mapped[str | None] = mapped_column(default=None)
    held_on: Mapped[date | None] = mapped_column(default=None)
    minutes: Mapped[str | None] = mapped_column(default=None)
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    closed_by_name: Mapped[str | None] = mapped_column(default=None)
    content: Mapped[dict[str, Any] | None] = mapped_column(default=None)
    content_sm3: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        UniqueConstraint("division", "month"),
        CheckConstraint("(state = 'CLOSED') = (content_sm3 is not null)", name="closed_with_digest"),
        Index("ix_land_consultations_list", "month", "id"),
        Index("ix_land_consultations_state", "state", "month", "id"),
    )


@visible(_party_or_own)
class ConsultationItem(Base):
    """An item of an agenda, what was decided on it, and what came of the decision."""

    __tablename__ = "consultation_items"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    consultation_id: Mapped[UUID] = mapped_column(ForeignKey("land_consultations.id"))
    division: Mapped[str]
    version: Mapped[int]
    position: Mapped[int]
    source: Mapped[AgendaSource] = mapped_column(stored(AgendaSource))
    text: Mapped[str]
    project_id: Mapped[UUID | None] = mapped_column(default=None)
    node_id: Mapped[UUID | None] = mapped_column(default=None)
    request_id: Mapped[UUID | None] = mapped_column(default=None)
    plan_item_id: Mapped[UUID | None] = mapped_column(default=None)
    dropped_reason: Mapped[str | None] = mapped_column(default=None)
    decision: Mapped[str | None] = mapped_column(default=None)
    responsible_unit_id: Mapped[UUID | None] = mapped_column(default=None)
    deadline: Mapped[date | None] = mapped_column(default=None)
    decided_by_name: Mapped[str | None] = mapped_column(default=None)
    raised_on: Mapped[date | None] = mapped_column(default=None)
    severity: Mapped[FollowUpSeverity | None] = mapped_column(stored(FollowUpSeverity), default=None)
    done_on: Mapped[date | None] = mapped_column(default=None)
    done_text: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        UniqueConstraint("consultation_id", "position"),
        CheckConstraint(
            "(decision is null) = (deadline is null) and (decision is null) = (responsible_unit_id is null)",
            name="decided_whole",
        ),
        CheckConstraint("done_on is null or decision is not null", name="done_when_decided"),
        Index("ix_consultation_items_responsible", "responsible_unit_id", "id"),
        Index("ix_consultation_items_pending", "deadline", "id", postgresql_where=_PENDING),
        Index("ix_consultation_items_to_do", "responsible_unit_id", "id", postgresql_where=_NOT_DONE),
        Index(
            "ix_consultation_items_undecided",
            "consultation_id",
            postgresql_where=_UNDECIDED,
        ),
    )


@visible(_party)
class LandStep(Base):
    """One step of a plan or consultation: what was done, by whom, why; rows are added, never changed."""

    __tablename__ = "land_steps"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    record_id: Mapped[UUID]
    item_id: Mapped[UUID | None]
    version: Mapped[int]
    action: Mapped[str]
    said: Mapped[dict[str, Any]]
    reason: Mapped[str | None]
    at: Mapped[datetime]
    actor: Mapped[str]
    actor_name: Mapped[str]
    unit_id: Mapped[UUID | None]

    __table_args__ = (Index("ix_land_steps_record_id", "record_id", "id"),)
