"""Progress reports and every step of their history (第九条)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.visibility import visible
from services.schedule.domain.progress.record import ReportStatus
from services.schedule.store.base import Base, stored
from services.schedule.store.tables.schedule import of_known_schedule


@visible(of_known_schedule)
class ProgressReport(Base):
    """The report of a project and month as it stands. `reporters` are the subjects of all who reported or corrected it."""

    __tablename__ = "progress_reports"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    schedule_id: Mapped[UUID] = mapped_column(ForeignKey("schedules.id"))
    project_id: Mapped[UUID]
    year: Mapped[int]
    month: Mapped[int]
    version: Mapped[int]
    status: Mapped[ReportStatus] = mapped_column(stored(ReportStatus))
    done_investment: Mapped[Decimal]
    physical_percent: Mapped[Decimal]
    physical_text: Mapped[str]
    difficulties: Mapped[str | None]
    reporters: Mapped[list[str]] = mapped_column(ARRAY(Text))
    reported_on: Mapped[date]
    return_reason: Mapped[str | None]
    verified_on: Mapped[date | None]
    verified_investment: Mapped[Decimal | None]
    week_on: Mapped[date | None] = mapped_column(default=None)  # the week whose figures it took over

    __table_args__ = (
        UniqueConstraint("schedule_id", "year", "month"),
        CheckConstraint("month between 1 and 12", name="month_of_a_year"),
        # all, and what they can be narrowed by, those that wait longest first
        Index("ix_progress_reports_list", "reported_on", "id"),
        Index("ix_progress_reports_status", "status", "reported_on", "id"),
        Index("ix_progress_reports_project", "project_id", "reported_on", "id"),
        Index("ix_progress_reports_year", "year", "reported_on", "id"),
        Index("ix_progress_reports_month", "year", "month", "reported_on", "id"),
    )


@visible(of_known_schedule)
class ProgressStep(Base):
    """One version of a report with who made it and why; rows are added and never changed."""

    __tablename__ = "progress_steps"

    report_id: Mapped[UUID] = mapped_column(ForeignKey("progress_reports.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str]
    schedule_id: Mapped[UUID]
    status: Mapped[ReportStatus] = mapped_column(stored(ReportStatus))
    done_investment: Mapped[Decimal]
    physical_percent: Mapped[Decimal]
    physical_text: Mapped[str]
    difficulties: Mapped[str | None]
    reason: Mapped[str | None]
    at: Mapped[datetime]
    by: Mapped[str]
    by_unit_id: Mapped[UUID | None]
