"""Projects in statistics 入库入统 (第十二条), and the exchange of files with the statistics office."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    LargeBinary,
    UniqueConstraint,
    false,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.identity import Actor
from services.chassis.visibility import visible
from services.law.parties import Role
from services.schedule.domain.statistics.terms import StatisticsAction, StatisticsKind
from services.schedule.store.base import Base, stored
from services.schedule.store.tables.schedule import of_known_schedule


def _exchanging(actor: Actor, _row: Any) -> ColumnElement[bool]:
    """The investment authority exchanges files with the statistics office."""
    return true() if actor.acts_as(Role.INVESTMENT_AUTHORITY) else false()


@visible(of_known_schedule)
class StatisticsEntry(Base):
    """A project's entry 入库 or first reporting 入统, as it stands. `on_day` None: not yet, though an exception may stand."""

    __tablename__ = "statistics_entries"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    schedule_id: Mapped[UUID] = mapped_column(ForeignKey("schedules.id"))
    project_id: Mapped[UUID]
    kind: Mapped[StatisticsKind] = mapped_column(stored(StatisticsKind))
    version: Mapped[int]
    on_day: Mapped[date | None] = mapped_column(default=None)
    number: Mapped[str | None] = mapped_column(default=None)
    document: Mapped[str | None] = mapped_column(default=None)
    exception_reason: Mapped[str | None] = mapped_column(default=None)
    exception_approver: Mapped[str | None] = mapped_column(default=None)
    exception_document: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        UniqueConstraint("schedule_id", "kind"),
        Index("uq_statistics_entries_number", "division", "kind", "number", unique=True),
    )


@visible(of_known_schedule)
class StatisticsStep(Base):
    """What was recorded of an entry or a month's figure: who, when, what and why. Rows are added and never changed."""

    __tablename__ = "statistics_steps"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    schedule_id: Mapped[UUID] = mapped_column(ForeignKey("schedules.id"))
    action: Mapped[StatisticsAction] = mapped_column(stored(StatisticsAction))
    kind: Mapped[StatisticsKind | None] = mapped_column(stored(StatisticsKind))
    year: Mapped[int | None]
    month: Mapped[int | None]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    reason: Mapped[str | None]
    import_id: Mapped[UUID | None]
    at: Mapped[datetime]
    by: Mapped[str]
    by_unit_id: Mapped[UUID | None]

    __table_args__ = (Index("ix_statistics_steps_schedule_id", "schedule_id", "id"),)


@visible(of_known_schedule)
class StatisticsInvestment(Base):
    """The investment that statistics report of a project and month, as it stands; in 万元, of the month alone."""

    __tablename__ = "statistics_investments"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    schedule_id: Mapped[UUID] = mapped_column(ForeignKey("schedules.id"))
    project_id: Mapped[UUID]
    year: Mapped[int]
    month: Mapped[int]
    version: Mapped[int]
    amount: Mapped[Decimal]
    recorded_on: Mapped[date]

    __table_args__ = (
        UniqueConstraint("schedule_id", "year", "month"),
        CheckConstraint("month between 1 and 12", name="month_of_a_year"),
    )


@visible(_exchanging)
class StatisticsExport(Base):
    """A file that was made for the statistics office, kept byte by byte."""

    __tablename__ = "statistics_exports"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    number: Mapped[int]
    year: Mapped[int]
    month: Mapped[int]
    file_name: Mapped[str]
    digest: Mapped[str]
    projects: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    exported_at: Mapped[datetime]
    exported_by: Mapped[str]

    __table_args__ = (UniqueConstraint("division", "number"),)


@visible(_exchanging)
class StatisticsImport(Base):
    """An answer of the statistics office that was taken over, with what became of each line."""

    __tablename__ = "statistics_imports"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    export_id: Mapped[UUID | None] = mapped_column(ForeignKey("statistics_exports.id"))
    file_name: Mapped[str]
    digest: Mapped[str]
    entries: Mapped[int]
    taken: Mapped[int]
    same: Mapped[int]
    refused: Mapped[int]
    report: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    imported_at: Mapped[datetime]
    imported_by: Mapped[str]

    __table_args__ = (UniqueConstraint("division", "digest"),)
