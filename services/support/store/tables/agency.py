"""Agencies with their authorisations, items, log and joint supervisions (第十四条)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    Computed,
    ForeignKey,
    Index,
    Text,
    exists,
    false,
    literal_column,
    or_,
    select,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.identity import Actor
from services.chassis.reads.finding import WHOLE
from services.chassis.visibility import visible
from services.law.parties import Role
from services.support.domain.agency.terms import CaseState, EntryKind, ItemState, Level, Route, Stage
from services.support.store.base import Base, stored
from services.support.store.tables.copies import Project

OVERSEEING = (Role.PROJECT_SERVICE, Role.INVESTMENT_AUTHORITY, Role.INSPECTOR, Role.LEADER)
_ONE: Any = literal_column("1")
_UNDER_WAY = text("state in ('SUBMITTED', 'CORRECTING')")


def _owned(actor: Actor, row: Any) -> ColumnElement[bool]:
    return exists().where(Project.id == row.project_id, Project.owner_id == actor.unit)


def _of_case(actor: Actor, case: Any) -> ColumnElement[bool]:
    """Overseeing departments see all; others what they own, or have an item of."""
    if actor.acts_as(*OVERSEEING):
        return true()
    if actor.unit is None:
        return false()
    # a value, not a row that exists: it is then looked for with each case, and not with all items beforehand
    own = select(true()).where(AgencyItem.case_id == case.id, AgencyItem.bureau_id == actor.unit).limit(_ONE)
    return or_(_owned(actor, case), own.scalar_subquery())


def _of_owner(actor: Actor, row: Any) -> ColumnElement[bool]:
    """What concerns the owner and those who oversee, and no bureau."""
    if actor.acts_as(*OVERSEEING):
        return true()
    return _owned(actor, row) if actor.unit is not None else false()


def _of_item(actor: Actor, row: Any) -> ColumnElement[bool]:
    """A bureau sees its own items and what is said of them."""
    if actor.acts_as(*OVERSEEING):
        return true()
    return or_(_owned(actor, row), row.bureau_id == actor.unit) if actor.unit is not None else false()


@visible(_of_case)
class AgencyCase(Base):
    """One project's agency as it stands; what its columns mean: `domain.agency.case.Case`."""

    __tablename__ = "agency_cases"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int]
    division: Mapped[str]
    project_id: Mapped[UUID]
    owner_id: Mapped[UUID]
    route: Mapped[Route] = mapped_column(stored(Route))
    stages: Mapped[list[str]] = mapped_column(ARRAY(Text))
    item_codes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    from_on: Mapped[date]
    until_on: Mapped[date]
    note: Mapped[str]
    state: Mapped[CaseState] = mapped_column(stored(CaseState))
    applied_on: Mapped[date]
    service_unit_id: Mapped[UUID | None] = mapped_column(default=None)
    agent_subject: Mapped[str | None] = mapped_column(default=None)
    agent_name: Mapped[str | None] = mapped_column(default=None)
    answered_on: Mapped[date | None] = mapped_column(default=None)
    answer: Mapped[str | None] = mapped_column(default=None)
    ended_on: Mapped[date | None] = mapped_column(default=None)
    ended_reason: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        CheckConstraint("until_on >= from_on", name="term_in_order"),
        CheckConstraint("(state in ('DECLINED', 'CANCELLED', 'FINISHED')) = (ended_on is not null)", name="ends"),
        Index("uq_agency_cases_one_open", "project_id", unique=True, postgresql_where=text("ended_on is null")),
        Index("ix_agency_cases_list", "id", postgresql_where=text(WHOLE)),
        Index("ix_agency_cases_project", "project_id", "id"),
        Index("ix_agency_cases_state", "state", "id"),
        Index("ix_agency_cases_agent", "agent_subject", "id"),
    )


@visible(_of_owner)
class AgencyAuthorisation(Base):
    """The owner's confirmation of who may act in its name. Only its revocation is ever written into it."""

    __tablename__ = "agency_authorisations"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    case_id: Mapped[UUID] = mapped_column(ForeignKey("agency_cases.id"))
    project_id: Mapped[UUID]
    seq: Mapped[int]
    stages: Mapped[list[str]] = mapped_column(ARRAY(Text))
    item_codes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    from_on: Mapped[date]
    until_on: Mapped[date]
    granted_at: Mapped[datetime]
    granted_by: Mapped[str]
    granted_by_name: Mapped[str]
    revoked_at: Mapped[datetime | None] = mapped_column(default=None)
    revoked_by: Mapped[str | None] = mapped_column(default=None)
    revoked_by_name: Mapped[str | None] = mapped_column(default=None)
    revoked_reason: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        CheckConstraint("until_on >= from_on", name="term_in_order"),
        CheckConstraint("(revoked_at is null) = (revoked_reason is null)", name="revoked_with_reason"),
        Index("uq_agency_authorisations_seq", "case_id", "seq", unique=True),
    )


@visible(_of_item)
class AgencyItem(Base):
    """An item of an agency; what its columns mean: `domain.agency.items.Item`."""

    __tablename__ = "agency_items"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int]
    division: Mapped[str]
    case_id: Mapped[UUID] = mapped_column(ForeignKey("agency_cases.id"))
    project_id: Mapped[UUID]
    position: Mapped[int]
    code: Mapped[str]
    name: Mapped[str]
    stage: Mapped[Stage] = mapped_column(stored(Stage))
    level: Mapped[Level] = mapped_column(stored(Level))
    role: Mapped[str]
    bureau_id: Mapped[UUID | None]
    working_days: Mapped[int]
    materials: Mapped[list[str]] = mapped_column(ARRAY(Text))
    after: Mapped[list[str]] = mapped_column(ARRAY(Text))
    request_kind: Mapped[str | None]
    state: Mapped[ItemState] = mapped_column(stored(ItemState))
    added: Mapped[bool] = mapped_column(default=False)
    promised_days: Mapped[int | None] = mapped_column(default=None)
    submitted_on: Mapped[date | None] = mapped_column(default=None)
    stops: Mapped[list[Any]] = mapped_column(JSONB, default_factory=list)
    due_on: Mapped[date | None] = mapped_column(default=None)
    ended_on: Mapped[date | None] = mapped_column(default=None)
    working_days_taken: Mapped[int | None] = mapped_column(default=None)
    reason: Mapped[str | None] = mapped_column(default=None)
    document_number: Mapped[str | None] = mapped_column(default=None)
    request_id: Mapped[UUID | None] = mapped_column(default=None)
    follower_subject: Mapped[str | None] = mapped_column(default=None)
    follower_name: Mapped[str | None] = mapped_column(default=None)
    followed_on: Mapped[date | None] = mapped_column(default=None)
    due_provisional: Mapped[bool] = mapped_column(server_default=text("false"), default=False)
    # what is under way by its limit, everything else at the end; not the last day there is, which the driver sends as infinity
    due_order: Mapped[date] = mapped_column(
        Computed(
            "case when state = 'SUBMITTED' then coalesce(due_on, '9999-01-01'::date) else '9999-01-01'::date end",
            persisted=True,
        ),
        init=False,
    )

    __table_args__ = (
        CheckConstraint("working_days > 0 and (promised_days is null or promised_days > 0)", name="limit_positive"),
        CheckConstraint("promised_days < working_days", name="promise_is_faster"),
        Index("uq_agency_items_code", "case_id", "code", unique=True),
        Index("ix_agency_items_list", "case_id", "position", "id", postgresql_where=text(WHOLE)),
        Index("ix_agency_items_state", "state", "case_id", "position", "id"),
        Index("ix_agency_items_bureau", "bureau_id", "case_id", "position", "id"),
        Index("ix_agency_items_project", "project_id", "case_id", "position", "id"),
        Index("ix_agency_items_request", "request_id", postgresql_where=text("request_id is not null")),
        Index("ix_agency_items_due", "due_on", "id", postgresql_where=_UNDER_WAY),
        Index("ix_agency_items_case_due", "case_id", "due_on", postgresql_where=_UNDER_WAY),
        Index("ix_agency_items_due_order", "due_order", "id", postgresql_where=text(WHOLE)),
        Index("ix_agency_items_stage", "stage", "case_id", "position", "id"),
        Index("ix_agency_items_level", "level", "case_id", "position", "id"),
        Index(
            "ix_agency_items_follower",
            "follower_subject",
            "case_id",
            "position",
            "id",
            postgresql_where=text("follower_subject is not null"),
        ),
        Index(
            "ix_agency_items_followed",
            text("coalesce(followed_on, submitted_on)"),
            "id",
            postgresql_where=text("state in ('SUBMITTED', 'CORRECTING') and level <> 'DISTRICT'"),
        ),
        Index(
            "ix_agency_items_provisional",
            "case_id",
            "id",
            postgresql_where=text("due_provisional and ended_on is null"),
        ),
    )


@visible(_of_item)
class AgencyEntry(Base):
    """A line of the log of an agency or of one of its items. Never changed, never removed."""

    __tablename__ = "agency_entries"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    case_id: Mapped[UUID] = mapped_column(ForeignKey("agency_cases.id"))
    project_id: Mapped[UUID]
    item_id: Mapped[UUID | None]
    bureau_id: Mapped[UUID | None]
    kind: Mapped[EntryKind] = mapped_column(stored(EntryKind))
    text: Mapped[str]
    at: Mapped[datetime]
    on: Mapped[date] = mapped_column("on_day")
    actor: Mapped[str]
    actor_name: Mapped[str]
    unit_id: Mapped[UUID | None]

    __table_args__ = (
        Index("ix_agency_entries_case", "case_id", "id"),
        Index("ix_agency_entries_item", "item_id", "id"),
    )


@visible(_of_item)
class AgencySupervision(Base):
    """The joint supervision of a late item; what was done about it is in the log."""

    __tablename__ = "agency_supervisions"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int]
    division: Mapped[str]
    case_id: Mapped[UUID] = mapped_column(ForeignKey("agency_cases.id"))
    project_id: Mapped[UUID]
    item_id: Mapped[UUID] = mapped_column(ForeignKey("agency_items.id"))
    bureau_id: Mapped[UUID | None]
    opened_on: Mapped[date]
    opened_by: Mapped[str]
    opened_by_name: Mapped[str]
    days_late: Mapped[int]
    reason: Mapped[str]
    handled: Mapped[list[str]] = mapped_column(ARRAY(Text))
    closed_on: Mapped[date | None] = mapped_column(default=None)
    closed_by: Mapped[str | None] = mapped_column(default=None)
    closed_by_name: Mapped[str | None] = mapped_column(default=None)
    result: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        CheckConstraint("(closed_on is null) = (result is null)", name="closed_with_result"),
        Index("uq_agency_supervisions_open", "item_id", unique=True, postgresql_where=text("closed_on is null")),
        Index("ix_agency_supervisions_list", "id", postgresql_where=text(WHOLE)),
        Index("ix_agency_supervisions_item", "item_id", "id"),
        Index("ix_agency_supervisions_bureau", "bureau_id", "id"),
        Index("ix_agency_supervisions_project", "project_id", "id"),
    )
