"""Monthly lists of planned projects, what was handed in of them, and reminders (第四条)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Computed,
    FetchedValue,
    ForeignKey,
    Index,
    Text,
    UniqueConstraint,
    false,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.identity import Actor
from services.chassis.visibility import condition, visible
from services.reserve.domain.planned.terms import Change, ReportState, ReportStatus
from services.reserve.domain.terms import Category, Library
from services.reserve.store.base import Base, stored
from services.reserve.store.tables.project import AUTHORITIES

# what lists are narrowed by: OPEN while nothing is in or the list is with the unit for correction, else how it came in
TIMELINESS = (
    "case when status in ('DRAFT', 'RETURNED') or first_submitted_on is null then 'OPEN' "
    "when first_submitted_on > due_on then 'LATE' else 'ON_TIME' end"
)


def _of_own_unit(actor: Actor, row: Any) -> ColumnElement[bool]:
    """Authorities see all of the division, a unit what is its own."""
    if actor.acts_as(*AUTHORITIES):
        return true()
    own: ColumnElement[bool] = row.unit_id == actor.unit
    return false() if actor.unit is None else own


def _of_visible_report(actor: Actor, part: Any) -> ColumnElement[bool]:
    if actor.acts_as(*AUTHORITIES):
        return true()
    seen: ColumnElement[bool] = part.report_id.in_(select(PlannedReport.id).where(condition(PlannedReport, actor)))
    return seen


def _of_authorities(actor: Actor, _round: Any) -> ColumnElement[bool]:
    return true() if actor.acts_as(*AUTHORITIES) else false()


@visible(_of_own_unit)
class PlanningParty(Base):
    """From when to when (the first day on which it no longer was) a unit was a planning party; it may be one again."""

    __tablename__ = "planning_parties"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    since: Mapped[date]
    until: Mapped[date | None]
    sort_key: Mapped[str] = mapped_column(server_default=FetchedValue(), init=False)  # the unit's, by a trigger

    __table_args__ = (
        UniqueConstraint("unit_id", "since"),
        Index("ix_planning_parties_sort", "sort_key", "unit_id", postgresql_include=["division", "since", "until"]),
    )


@visible(_of_own_unit)
class PlannedReport(Base):
    """A unit's list of one month; `content_revision` is the one that is shown: handed in, or being worked on."""

    __tablename__ = "planned_reports"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    month: Mapped[date]
    due_on: Mapped[date]
    status: Mapped[ReportStatus] = mapped_column(stored(ReportStatus))
    revision: Mapped[int]
    content_revision: Mapped[int]
    first_submitted_on: Mapped[date | None]
    submitted_on: Mapped[date | None]
    nothing_reason: Mapped[str | None]
    remark: Mapped[str | None]
    missing: Mapped[str | None]
    returned_on: Mapped[date | None]
    accepted_on: Mapped[date | None]
    drafted_at: Mapped[datetime]
    timeliness: Mapped[str] = mapped_column(Computed(TIMELINESS, persisted=True), init=False)

    __table_args__ = (
        UniqueConstraint("division", "unit_id", "month"),
        Index("ix_planned_reports_due", "due_on", "id"),
        Index("ix_planned_reports_month", "month", "due_on", "id"),
        Index("ix_planned_reports_unit_id", "unit_id", "due_on", "id"),
        Index("ix_planned_reports_status", "status", "due_on", "id"),
        Index("ix_planned_reports_timeliness", "timeliness", "due_on", "id"),
    )


@visible(_of_visible_report)
class PlannedItem(Base):
    """A project in a list, with its figures as they were; frozen once its revision was handed in."""

    __tablename__ = "planned_items"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    report_id: Mapped[UUID] = mapped_column(ForeignKey("planned_reports.id"))
    revision: Mapped[int]
    position: Mapped[int]
    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id"))
    project_name: Mapped[str]
    category: Mapped[Category] = mapped_column(stored(Category))
    library: Mapped[Library | None] = mapped_column(stored(Library))
    town_id: Mapped[UUID | None]
    change: Mapped[Change] = mapped_column(stored(Change))
    reason: Mapped[str | None]
    remark: Mapped[str | None]
    total_investment: Mapped[Decimal]

    __table_args__ = (
        UniqueConstraint("report_id", "revision", "position"),
        Index("ix_planned_items_project_id", "project_id"),
    )


@visible(_of_visible_report)
class PlannedRevision(Base):
    """What was handed in, when, by whom and with which digest. Never changed, never removed."""

    __tablename__ = "planned_revisions"

    report_id: Mapped[UUID] = mapped_column(ForeignKey("planned_reports.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str]
    digest: Mapped[str]
    submitted_on: Mapped[date]
    submitted_at: Mapped[datetime]
    submitted_by: Mapped[str]
    reason: Mapped[str | None]
    nothing_reason: Mapped[str | None]
    remark: Mapped[str | None]


@visible(_of_visible_report)
class PlannedStep(Base):
    """One entry of a report's history. Never changed, never removed."""

    __tablename__ = "planned_steps"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    report_id: Mapped[UUID] = mapped_column(ForeignKey("planned_reports.id"))
    version: Mapped[int]
    at: Mapped[datetime]
    action: Mapped[str]
    status: Mapped[ReportStatus] = mapped_column(stored(ReportStatus))
    actor: Mapped[str]
    actor_name: Mapped[str]
    roles: Mapped[list[str]] = mapped_column(ARRAY(Text))
    note: Mapped[str | None]

    __table_args__ = (Index("ix_planned_steps_report", "report_id", "id"),)


@visible(_of_authorities)
class PlannedReminderRound(Base):
    """The investment authority reminded the parties of a month."""

    __tablename__ = "planned_reminder_rounds"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    month: Mapped[date]
    due_on: Mapped[date]
    reminded_on: Mapped[date]
    reminded_by: Mapped[str]

    __table_args__ = (Index("ix_planned_reminder_rounds_month", "month", "id"),)


@visible(_of_own_unit)
class PlannedReminder(Base):
    """A party was reminded of a month's list; once a day at most."""

    __tablename__ = "planned_reminders"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    round_id: Mapped[UUID] = mapped_column(ForeignKey("planned_reminder_rounds.id"))
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("organizations.id"))
    month: Mapped[date]
    due_on: Mapped[date]
    state: Mapped[ReportState] = mapped_column(stored(ReportState))
    days_late: Mapped[int]
    reminded_on: Mapped[date]
    reminded_at: Mapped[datetime]
    reminded_by: Mapped[str]

    __table_args__ = (
        UniqueConstraint("unit_id", "month", "reminded_on"),
        Index("ix_planned_reminders_round_id", "round_id", "id"),
        Index("ix_planned_reminders_unit_id", "unit_id", "id"),
    )
