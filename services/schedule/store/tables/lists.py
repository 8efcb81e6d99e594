"""The four lists of each month 四类清单 (第七条): drafts, what was published of them and what was done to them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ColumnElement, ForeignKey, Index, UniqueConstraint, false, or_, true
from sqlalchemy.orm import Mapped, MappedAsDataclass, mapped_column

from services.chassis.identity import Actor
from services.chassis.visibility import visible
from services.law.parties import Role
from services.schedule.domain.lists.terms import ListAction, ListKind, ListRole, ListSection, ListState, Origin
from services.schedule.store.base import Base, stored
from services.schedule.store.tables.schedule import of_known_schedule

EDITING = frozenset({Role.PROJECT_SERVICE, Role.INVESTMENT_AUTHORITY})


def _editors(actor: Actor, _row: Any) -> ColumnElement[bool]:
    """Drafts are seen by the two departments that make the lists."""
    return true() if actor.acts_as(*EDITING) else false()


def _published(actor: Actor, row: Any) -> ColumnElement[bool]:
    """Published lists are seen by everyone who is signed in."""
    return or_(_editors(actor, row), row.edition > 0)


@visible(_published)
class MonthlyList(Base):
    """One of the four lists of a month, as it stands. `edition` counts what was published of it."""

    __tablename__ = "monthly_lists"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    kind: Mapped[ListKind] = mapped_column(stored(ListKind))
    year: Mapped[int]
    month: Mapped[int]
    state: Mapped[ListState] = mapped_column(stored(ListState))
    version: Mapped[int]
    edition: Mapped[int]
    drafted_at: Mapped[datetime]
    drafted_by: Mapped[str]
    digest: Mapped[str | None] = mapped_column(default=None)
    published_at: Mapped[datetime | None] = mapped_column(default=None)
    published_by: Mapped[str | None] = mapped_column(default=None)
    correcting_reason: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        UniqueConstraint("division", "kind", "year", "month"),
        CheckConstraint("month between 1 and 12", name="month_of_a_year"),
        Index("ix_monthly_lists_list", "year", "month", "id"),
        Index("ix_monthly_lists_kind", "kind", "year", "month", "id"),
        Index("ix_monthly_lists_state", "state", "year", "month", "id"),
    )


class Content(MappedAsDataclass, kw_only=True):
    """What an entry says, in a draft and in what was published of it."""

    list_id: Mapped[UUID] = mapped_column(ForeignKey("monthly_lists.id"))
    position: Mapped[int]
    section: Mapped[ListSection] = mapped_column(stored(ListSection))
    project_id: Mapped[UUID]
    schedule_id: Mapped[UUID | None]
    project_name: Mapped[str]
    level: Mapped[str | None]
    category: Mapped[str | None]
    owner_id: Mapped[UUID]
    town_id: Mapped[UUID | None]
    industry_authority_id: Mapped[UUID | None]
    responsible_unit_id: Mapped[UUID]
    origin: Mapped[Origin] = mapped_column(stored(Origin))
    first_year: Mapped[int]
    first_month: Mapped[int]
    planned_on: Mapped[date | None]
    node_id: Mapped[UUID | None]
    evidence_id: Mapped[UUID | None]
    document: Mapped[str | None]
    issuing_body: Mapped[str | None]
    total_investment: Mapped[Decimal | None]
    annual_investment: Mapped[Decimal | None]
    planned_investment: Mapped[Decimal | None]
    note: Mapped[str | None]


@visible(_editors)
class ListEntry(Content, Base):
    """An entry of a draft. Those taken out stay, with the reason."""

    __tablename__ = "list_entries"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    edited: Mapped[bool]
    removed_reason: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        UniqueConstraint("list_id", "section", "project_id"),
        Index("ix_list_entries_list_id", "list_id", "position", "id"),
    )


@visible(lambda _actor, _edition: true())
class ListEdition(Base):
    """What was published of a list, once and for ever; a later edition corrects it and leaves it as it is."""

    __tablename__ = "list_editions"

    list_id: Mapped[UUID] = mapped_column(ForeignKey("monthly_lists.id"), primary_key=True)
    edition: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str]
    digest: Mapped[str]
    entries_count: Mapped[int]
    reason: Mapped[str | None]
    published_at: Mapped[datetime]
    published_by: Mapped[str]
    published_by_unit_id: Mapped[UUID | None]


@visible(lambda _actor, _entry: true())
class ListedEntry(Content, Base):
    """An entry as an edition published it."""

    __tablename__ = "listed_entries"

    entry_id: Mapped[UUID] = mapped_column(primary_key=True)
    edition: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str]
    kind: Mapped[ListKind] = mapped_column(stored(ListKind))
    year: Mapped[int]
    month: Mapped[int]

    __table_args__ = (
        Index("ix_listed_entries_list_id", "list_id", "edition", "position", "entry_id"),
        Index("ix_listed_entries_project_id", "project_id", "year", "month"),
    )


@visible(_editors)
class ListChange(Base):
    """What was done to a list: who, when, what and why. Rows are added and never changed."""

    __tablename__ = "list_changes"

    list_id: Mapped[UUID] = mapped_column(ForeignKey("monthly_lists.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str]
    action: Mapped[ListAction] = mapped_column(stored(ListAction))
    entry_id: Mapped[UUID | None]
    project_name: Mapped[str | None]
    reason: Mapped[str | None]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    at: Mapped[datetime]
    by: Mapped[str]
    by_unit_id: Mapped[UUID | None]


@visible(of_known_schedule)
class ListMark(Base):
    """Which node of a project is its start or its completion, where its name does not say so."""

    __tablename__ = "list_marks"

    schedule_id: Mapped[UUID] = mapped_column(ForeignKey("schedules.id"), primary_key=True)
    role: Mapped[ListRole] = mapped_column(stored(ListRole), primary_key=True)
    division: Mapped[str]
    node_id: Mapped[UUID] = mapped_column(ForeignKey("nodes.id"))
    version: Mapped[int]
    reason: Mapped[str]
    marked_at: Mapped[datetime]
    marked_by: Mapped[str]
