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
    text,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Numeric

from services.chassis.identity import Actor
from services.chassis.visibility import visible
from services.law.parties import Role
from services.schedule.domain.listing import PlanChange
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
    column("opened_on"),
)
_NODES = table("nodes", column("schedule_id"), column("responsible_unit_id"))
_SPECIALISTS = table("specialists", column("schedule_id"), column("subject"), column("cancelled_at"), column("from_on"))


def _known(actor: Actor, schedule: Any) -> ColumnElement[bool]:
    """Departments see all schedules; owners, towns and contact persons those of their unit and those with a node of theirs.

    第九条：who is or was appointed a project's contact person sees it, of whatever unit: what was reported is theirs to answer.
    """
    if actor.acts_as(*OVERSEEING):
        return true()
    if actor.unit is None:
        return false()
    unit = actor.unit
    # a value for each schedule that is looked at; rows to be found in would be gathered for all of them
    own_node = select(true()).where(_NODES.c.schedule_id == schedule.id, _NODES.c.responsible_unit_id == unit)
    ways = [
        schedule.owner_id == unit,
        schedule.town_id == unit,
        schedule.industry_authority_id == unit,
        own_node.limit(1).scalar_subquery(),
    ]
    if actor.acts_as(Role.SPECIALIST):
        person = _SPECIALISTS.c
        own = select(true()).where(person.schedule_id == schedule.id, *_appointed(actor.subject))
        ways.append(own.limit(1).scalar_subquery())
    return or_(*ways)


def _appointed(subject: Any) -> tuple[ColumnElement[bool], ...]:
    return _SPECIALISTS.c.subject == subject, _SPECIALISTS.c.cancelled_at.is_(None)


def ids_of(unit: Any, most: Any = None, subject: Any = None) -> CompoundSelect[Any]:
    """The schedules of a unit: each way sought by its own index, which `or` would not be; some may come twice.

    subject: of a contact person, who also sees those that the person is or was appointed for.
    """
    owned = [_SCHEDULES.c.owner_id, _SCHEDULES.c.town_id, _SCHEDULES.c.industry_authority_id]
    ways = [select(_SCHEDULES.c.id).where(of == unit).order_by(_SCHEDULES.c.opened_on) for of in owned]
    nodes = select(_NODES.c.schedule_id).where(_NODES.c.responsible_unit_id == unit).order_by(_NODES.c.schedule_id)
    person = _SPECIALISTS.c
    own = select(person.schedule_id).where(*_appointed(subject)).order_by(person.from_on)
    theirs = () if subject is None else (own,)
    return union_all(*(select(way.limit(most).subquery()) for way in (*ways, nodes, *theirs)))


_LACKS_SPECIALIST = "specialist_from is null and ended_on is null and kind <> 'PRELIMINARY'"
_LACKS_NODE = "plan_version > 0 and ended_on is null and kind <> 'PRELIMINARY'"
_NARROWED = ("owner_id", "town_id", "industry_authority_id", "kind")


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
    standing_version: Mapped[int] = mapped_column(server_default=text("0"), default=0)  # how often it ended or went on
    ended_on: Mapped[date | None] = mapped_column(default=None)
    ended_document_number: Mapped[str | None] = mapped_column(default=None)
    ended_reason: Mapped[str | None] = mapped_column(default=None)
    split_due: Mapped[bool] = mapped_column(server_default=text("false"), default=False)  # a task is to be split anew
    specialist_from: Mapped[date | None] = mapped_column(
        default=None
    )  # since when it has a contact person, without a gap

    # whether the plan has a node that is marked as its start (completion), or has a name that ever counted as one
    has_start: Mapped[bool] = mapped_column(server_default=text("false"), default=False)
    has_completion: Mapped[bool] = mapped_column(server_default=text("false"), default=False)

    __table_args__ = (
        UniqueConstraint("project_id"),
        *[
            Index(
                f"ix_schedules_without_{of}",
                "opened_on",
                "id",
                postgresql_where=text(f"not has_{of} and {_LACKS_NODE}"),
            )
            for of in ("start", "completion")
        ],
        Index("ix_schedules_without_specialist", "opened_on", "id", postgresql_where=text(_LACKS_SPECIALIST)),
        Index("ix_schedules_specialist_from", "specialist_from", "id"),
        Index("ix_schedules_opened_on_id", "opened_on", "id"),
        *[Index(f"ix_schedules_{by}", by, "opened_on", "id") for by in _NARROWED],
        Index("ix_schedules_unplanned", "opened_on", "id", postgresql_where=text("plan_version = 0")),
        Index("ix_schedules_ended", "opened_on", "id", postgresql_where=text("ended_on is not null")),
        Index("ix_schedules_split_due", "opened_on", "id", postgresql_where=text("split_due")),
    )


def of_known_schedule(actor: Actor, part: Any) -> ColumnElement[bool]:
    """Parts of a schedule are seen by those who see the schedule."""
    if actor.acts_as(*OVERSEEING):
        return true()
    if actor.unit is None:
        return false()
    return _seen(_SCHEDULES.c.id == part.schedule_id, actor)


def known_project(actor: Actor, row: Any) -> ColumnElement[bool]:
    """Facts of a project are seen by those who see its schedule."""
    if actor.acts_as(*OVERSEEING):
        return true()
    if actor.unit is None:
        return false()
    return _seen(_SCHEDULES.c.project_id == row.project_id, actor)


def _seen(its_own: ColumnElement[bool], actor: Actor) -> ColumnElement[bool]:
    """Look the schedule of a row up, and whether the actor knows it."""
    seen: ColumnElement[bool] = select(true()).where(its_own, _known(actor, _SCHEDULES.c)).limit(1).scalar_subquery()
    return seen


@visible(lambda _actor, _telling: false())
class PlanTelling(Base):
    """What reserve told of a project in one version of a plan; nobody reads it but what follows from all of it."""

    __tablename__ = "plan_tellings"

    project_id: Mapped[UUID] = mapped_column(primary_key=True)
    plan_id: Mapped[UUID] = mapped_column(primary_key=True)
    plan_version: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str]
    project_name: Mapped[str]
    year: Mapped[int]
    change: Mapped[PlanChange] = mapped_column(stored(PlanChange))
    kind: Mapped[ItemKind] = mapped_column(stored(ItemKind))
    told_on: Mapped[date]
    document_number: Mapped[str | None]
    total_investment: Mapped[Decimal | None]
    annual_investment: Mapped[Decimal | None]
    owner_id: Mapped[UUID | None]
    town_id: Mapped[UUID | None]
    industry_authority_id: Mapped[UUID | None]
    reason: Mapped[str | None]


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
    change: Mapped[PlanChange] = mapped_column(
        stored(PlanChange), server_default=text("'ISSUED'"), default=PlanChange.ISSUED
    )
    reason: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        UniqueConstraint("schedule_id", "plan_id", "plan_version"),
        Index("ix_plan_items_year", "year", "schedule_id", postgresql_where=text("current")),
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
