"""Contact persons 项目专员 and their weekly updates (第九条), with every version of these."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Boolean, CheckConstraint, ForeignKey, Index, UniqueConstraint, column, func, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.visibility import visible
from services.schedule.store.base import Base
from services.schedule.store.tables.schedule import of_known_schedule

_STANDS = text("cancelled_at is null")


@visible(of_known_schedule)
class Specialist(Base):
    """An appointment: who is the project's contact person from which day to which. Two at a time cannot be stored."""

    __tablename__ = "specialists"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    schedule_id: Mapped[UUID] = mapped_column(ForeignKey("schedules.id"))
    project_id: Mapped[UUID]
    subject: Mapped[str]
    name: Mapped[str]
    phone: Mapped[str]
    unit_id: Mapped[UUID]
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    replaces_id: Mapped[UUID | None] = mapped_column(ForeignKey("specialists.id"))
    reason: Mapped[str | None]
    open_points: Mapped[str | None]
    version: Mapped[int]
    appointed_at: Mapped[datetime]
    appointed_by: Mapped[str]
    appointed_by_unit_id: Mapped[UUID | None]
    cancelled_at: Mapped[datetime | None] = mapped_column(default=None)
    cancelled_by: Mapped[str | None] = mapped_column(default=None)
    cancelled_reason: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        CheckConstraint("to_on is null or from_on <= to_on", name="from_before_to"),
        ExcludeConstraint(
            (column("schedule_id"), "="),
            (func.daterange(column("from_on"), column("to_on"), "[]"), "&&"),
            where=_STANDS,
            name="ex_specialists_one_at_a_time",
        ),
        Index("ix_specialists_schedule_id", "schedule_id", "from_on", "id"),
        Index("ix_specialists_project_id", "project_id", "from_on", "id"),
        Index("ix_specialists_subject", "subject", "from_on", "id"),
        Index("ix_specialists_unit_id", "unit_id", "from_on", "id"),
        Index("ix_specialists_list", "from_on", "id"),
    )


@visible(of_known_schedule)
class WeeklyUpdate(Base):
    """A week of a project as it was reported or last corrected. `late`: its first report came after its last day."""

    __tablename__ = "weekly_updates"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    schedule_id: Mapped[UUID] = mapped_column(ForeignKey("schedules.id"))
    project_id: Mapped[UUID]
    week_on: Mapped[date]
    year: Mapped[int]
    month: Mapped[int]
    version: Mapped[int]
    done_investment: Mapped[Decimal]  # 万元, of the week's month so far
    physical_percent: Mapped[Decimal]
    physical_text: Mapped[str]
    difficulties: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  # [{"severity", "kind", "text"}]
    due_on: Mapped[date | None]  # None: a week that nobody owes
    late: Mapped[bool] = mapped_column(Boolean)
    reported_on: Mapped[date]
    reported_at: Mapped[datetime]
    reported_by: Mapped[str]
    reported_by_subject: Mapped[str]

    __table_args__ = (
        UniqueConstraint("schedule_id", "week_on"),
        CheckConstraint("extract(isodow from week_on) = 1", name="week_begins_on_monday"),
        Index("ix_weekly_updates_list", "week_on", "id"),
        Index("ix_weekly_updates_project", "project_id", "week_on", "id"),
        Index("ix_weekly_updates_subject", "reported_by_subject", "week_on", "id"),
        Index("ix_weekly_updates_late", "week_on", "id", postgresql_where=text("late")),
        Index("ix_weekly_updates_finished", "schedule_id", "week_on", postgresql_where=text("physical_percent >= 100")),
    )


@visible(of_known_schedule)
class WeeklyVersion(Base):
    """One version of a week's update, with who made it and why; rows are added and never changed."""

    __tablename__ = "weekly_versions"

    update_id: Mapped[UUID] = mapped_column(ForeignKey("weekly_updates.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str]
    schedule_id: Mapped[UUID]
    done_investment: Mapped[Decimal]
    physical_percent: Mapped[Decimal]
    physical_text: Mapped[str]
    difficulties: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    reason: Mapped[str | None]
    at: Mapped[datetime]
    by: Mapped[str]
    by_subject: Mapped[str]
    by_unit_id: Mapped[UUID | None]
