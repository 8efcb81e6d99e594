"""The schedule of a project, what issued plans say of it, and its annual tasks (第八条)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    CompoundSelect,
    ForeignKey,
    Index,
    UniqueConstraint,
    column,
    false,
    or_,
    select,
    table,
    true,
    union,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Numeric

from services.chassis.identity import Actor
from services.chassis.visibility import visible
from services.law.parties import Role
from services.schedule.domain.opening import ItemKind
from services.schedule.store.base import Base, stored

OVERSEEING = frozenset(
    {
        Role.INVESTMENT_AUTHORITY,
        Role.PROJECT_SERVICE,
        Role.INDUSTRY_AUTHORITY,
        Role.LAND,
        Role.FINANCE,
        Role.FINANCIAL_SERVICES,
        Role.ECOLOGY,
        Role.URBAN_MANAGEMENT,
        Role.LEADER,
        Role.INSPECTOR,
        Role.DISCIPLINE,
    }
)
_SCHEDULES = table(
    "schedules",
    column("id"),
    column("owner_id"),
    column("town_id"),
    column("industry_authority_id"),
    column("project_id"),
)
_NODES = table("nodes", column("schedule_id"), column("responsible_unit_id"))


def _known(actor: Actor, schedule: Any) -> ColumnElement[bool]:
    """Departments see all schedules; owners, towns and contact persons those of their unit and those with a node of theirs."""
    if actor.acts_as(*OVERSEEING):
        return true()
    if actor.unit is None:
        return false()
    unit = actor.unit
    with_own_node = select(_NODES.c.schedule_id).where(_NODES.c.responsible_unit_id == unit)
    return or_(
        schedule.owner_id == unit,
        schedule.town_id == unit,
        schedule.industry_authority_id == unit,
        schedule.id.in_(with_own_node),
    )


def _ids_of(unit: Any) -> CompoundSelect[Any]:
    """The schedules of a unit, for what hangs on them: each way sought by its own index, which `or` would not be."""
    owned = [_SCHEDULES.c.owner_id, _SCHEDULES.c.town_id, _SCHEDULES.c.industry_authority_id]
    with_own_node = select(_NODES.c.schedule_id).where(_NODES.c.responsible_unit_id == unit)
    return union(*(select(_SCHEDULES.c.id).where(column_ == unit) for column_ in owned), with_own_node)


@visible(_known)
class Schedule(Base):
    """One project's schedule over all its years. `plan_version` 0: no nodes are planned yet."""

    __tablename__ = "schedules"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    project_id: Mapped[UUID]
    project_name: Mapped[str]
    owner_id: Mapped[UUID]
    town_id: Mapped[UUID | None]
    industry_authority_id: Mapped[UUID | None]
    kind: Mapped[ItemKind] = mapped_column(stored(ItemKind))
    year: Mapped[int]
    opened_on: Mapped[date]
    plan_version: Mapped[int] = mapped_column(default=0)

    __table_args__ = (
        UniqueConstraint("project_id"),
        Index("ix_schedules_opened_on_id", "opened_on", "id"),
        Index("ix_schedules_owner_id", "owner_id"),
        Index("ix_schedules_town_id", "town_id"),
        Index("ix_schedules_industry_authority_id", "industry_authority_id"),
        Index(
            "ix_schedules_project_name",
            "project_name",
            postgresql_using="gin",
            postgresql_ops={"project_name": "gin_trgm_ops"},
        ),
    )


def of_known_schedule(actor: Actor, part: Any) -> ColumnElement[bool]:
    """Parts of a schedule are seen by those who see the schedule."""
    if actor.acts_as(*OVERSEEING):
        return true()
    if actor.unit is None:
        return false()
    seen: ColumnElement[bool] = part.schedule_id.in_(_ids_of(actor.unit))
    return seen


def known_project(actor: Actor, row: Any) -> ColumnElement[bool]:
    """Facts of a project are seen by those who see its schedule."""
    if actor.acts_as(*OVERSEEING):
        return true()
    if actor.unit is None:
        return false()
    known = select(_SCHEDULES.c.project_id).where(_SCHEDULES.c.id.in_(_ids_of(actor.unit)))
    seen: ColumnElement[bool] = row.project_id.in_(known)
    return seen


@visible(of_known_schedule)
class PlanItem(Base):
    """What one version of an issued annual plan says of the project. `current`: the one in force for its year."""

    __tablename__ = "plan_items"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    schedule_id: Mapped[UUID] = mapped_column(ForeignKey("schedules.id"))
    plan_id: Mapped[UUID]
    plan_version: Mapped[int]
    year: Mapped[int]
    document_number: Mapped[str]
    kind: Mapped[ItemKind] = mapped_column(stored(ItemKind))
    total_investment: Mapped[Decimal]
    annual_investment: Mapped[Decimal]
    issued_on: Mapped[date]
    current: Mapped[bool]

    __table_args__ = (
        UniqueConstraint("schedule_id", "plan_id", "plan_version"),
        Index("uq_plan_items_one_current_a_year", "schedule_id", "year", unique=True, postgresql_where="current"),
    )


@visible(of_known_schedule)
class AnnualTask(Base):
    """One version of the investment task of a year; rows are added and never changed. The highest version holds."""

    __tablename__ = "annual_tasks"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    schedule_id: Mapped[UUID] = mapped_column(ForeignKey("schedules.id"))
    year: Mapped[int]
    version: Mapped[int]
    annual_investment: Mapped[Decimal]
    months: Mapped[list[Decimal]] = mapped_column(ARRAY(Numeric(20, 4)))
    reason: Mapped[str | None]
    set_at: Mapped[datetime]
    set_by: Mapped[str]

    __table_args__ = (
        UniqueConstraint("schedule_id", "year", "version"),
        CheckConstraint("cardinality(months) = 12", name="twelve_months"),
    )
