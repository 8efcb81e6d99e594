"""Long imports as jobs on record, the files they read and give back, and headings that senders have explained."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, or_, select, text, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Text

from services.chassis.identity import Actor
from services.chassis.reads.finding import WHOLE
from services.chassis.visibility import condition, visible
from services.reserve.domain.importing.terms import Mode, RunState
from services.reserve.domain.sheets.columns import Column, Subject
from services.reserve.store.base import Base, stored
from services.reserve.store.tables.project import AUTHORITIES


def _own(actor: Actor, row: Any) -> ColumnElement[bool]:
    """Authorities see all of the division; others what they or their unit have sent."""
    if actor.acts_as(*AUTHORITIES):
        return true()
    mine: ColumnElement[bool] = row.asked_by == actor.subject
    return mine if actor.unit is None else or_(mine, row.unit_id == actor.unit)


def _of_own_run(actor: Actor, fault: Any) -> ColumnElement[bool]:
    if actor.acts_as(*AUTHORITIES):
        return true()
    seen: ColumnElement[bool] = fault.run_id.in_(select(ImportRun.id).where(condition(ImportRun, actor)))
    return seen


RUNS_BY = ("asked_by", "unit_id", "plan_id", "state")


@visible(_own)
class ImportFile(Base):
    """A file that was sent, or that a run gives back; its content is kept in parts."""

    __tablename__ = "import_files"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    name: Mapped[str]
    digest: Mapped[str]
    size: Mapped[int]
    sent_at: Mapped[datetime] = mapped_column(index=True)
    asked_by: Mapped[str]
    unit_id: Mapped[UUID | None]


class ImportFilePart(Base):
    """A part of a file's content."""

    __tablename__ = "import_file_parts"

    file_id: Mapped[UUID] = mapped_column(ForeignKey("import_files.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str]
    content: Mapped[bytes]


@visible(_own)
class ImportRun(Base):
    """An import that a job works off. `worker` holds it until `held_until`; a worker that died loses it then."""

    __tablename__ = "import_runs"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    subject: Mapped[Subject] = mapped_column(stored(Subject))
    state: Mapped[RunState] = mapped_column(stored(RunState))
    mode: Mapped[Mode] = mapped_column(stored(Mode))
    dry_run: Mapped[bool]
    annotate: Mapped[bool]
    file_id: Mapped[UUID | None] = mapped_column(ForeignKey("import_files.id", ondelete="SET NULL"), index=True)
    annotated_file_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("import_files.id", ondelete="SET NULL"), index=True
    )
    file_name: Mapped[str]
    digest: Mapped[str]
    plan_id: Mapped[UUID | None]
    plan_version: Mapped[int | None]
    year: Mapped[int | None]
    mapping: Mapped[dict[str, Any]]
    asked_at: Mapped[datetime]
    asked_by: Mapped[str]
    asked_by_name: Mapped[str]
    roles: Mapped[list[str]] = mapped_column(ARRAY(Text))
    unit_id: Mapped[UUID | None]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    rows_of: Mapped[int | None]
    rows_done: Mapped[int]
    rows: Mapped[int]
    registered: Mapped[int]
    present: Mapped[int]
    faulty: Mapped[int]
    left_out: Mapped[int]
    fault_count: Mapped[int]
    notes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    failure: Mapped[str | None]
    attempts: Mapped[int]
    worker: Mapped[UUID | None]
    held_until: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_import_runs_asked", "asked_at", "id", postgresql_where=text(WHOLE)),
        *[Index(f"ix_import_runs_{by}", by, "asked_at", "id", postgresql_include=["division"]) for by in RUNS_BY],
        Index(
            "ix_import_runs_open",
            "asked_at",
            "id",
            postgresql_where=text("state in ('WAITING', 'READING', 'JUDGING', 'WRITING')"),
        ),
    )


@visible(_of_own_run)
class ImportFault(Base):
    """One fault of a run's file, by its place."""

    __tablename__ = "import_faults"

    run_id: Mapped[UUID] = mapped_column(ForeignKey("import_runs.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str]
    sheet: Mapped[str]
    row: Mapped[int | None]
    column: Mapped[str | None]
    heading: Mapped[str | None]
    code: Mapped[str]
    message: Mapped[str]
    article: Mapped[str | None]


@visible(_own)
class HeadingMapping(Base):
    """What a sender calls a column. It is never changed: what takes its place or forgets it ends it."""

    __tablename__ = "heading_mappings"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    unit_id: Mapped[UUID | None]
    subject: Mapped[Subject] = mapped_column(stored(Subject))
    heading: Mapped[str]
    element: Mapped[Column] = mapped_column(stored(Column))
    remembered_at: Mapped[datetime]
    asked_by: Mapped[str]
    remembered_by: Mapped[str]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None]

    __table_args__ = (
        Index(
            "uq_heading_mappings_current",
            "division",
            text("coalesce(unit_id, '00000000-0000-0000-0000-000000000000')"),
            "subject",
            "heading",
            unique=True,
            postgresql_where=text("ended_at is null"),
        ),
        *[
            Index(f"ix_heading_mappings_{by}", by, "remembered_at", "id", postgresql_include=["division"])
            for by in ("asked_by", "unit_id", "subject")
        ],
    )
