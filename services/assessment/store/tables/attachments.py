"""Files of objections, duties and the other records of this service. The bytes are in the store of files, by their digest."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, and_, exists, func, or_, select, text, true
from sqlalchemy.orm import Mapped, aliased, mapped_column

from services.assessment.store.base import Base
from services.chassis.identity import Actor
from services.chassis.visibility import condition, visible

_WAITS = text("attached_at is null")
RECORDS: dict[str, type[Any]] = {}  # the records that files hang on, by their kind


def files_hang_on(record_kind: str, table: type[Any]) -> None:
    """Let files hang on the rows of a table (by its `id`); they are then seen by who sees the row, and by nobody else."""
    RECORDS[record_kind] = table


def _as_its_record(actor: Actor, file: Any) -> ColumnElement[bool]:
    """A file that hangs on something is seen by who sees that; one on nothing by its uploader alone."""
    ways: list[ColumnElement[bool]] = [and_(file.attached_at.is_(None), file.uploaded_by == actor.subject)]
    for record_kind, table in RECORDS.items():
        row = aliased(table)
        seen = exists(select(true()).where(row.id == file.record_id, condition(table, actor, row)))
        ways.append(and_(file.record_kind == record_kind, seen))
    return or_(*ways)


class FileContent(Base):
    """Bytes that are kept, or are about to be: written before them, so that none is kept without a trace.

    It belongs to no division: the same bytes are kept once, and are reached only through an attachment.
    """

    __tablename__ = "file_contents"

    sm3: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int]
    touched_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp(), init=False)

    __table_args__ = (Index("ix_file_contents_touched_at", "touched_at"),)


@visible(_as_its_record)
class Attachment(Base):
    """A file that came in, and from then on the record that it hangs on, for good."""

    __tablename__ = "attachments"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    file_name: Mapped[str]
    format: Mapped[str]
    size: Mapped[int]
    sm3: Mapped[str] = mapped_column(ForeignKey("file_contents.sm3"))
    uploaded_at: Mapped[datetime]
    uploaded_by: Mapped[str]
    uploaded_by_name: Mapped[str]
    recorded_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp(), init=False)
    record_kind: Mapped[str | None] = mapped_column(default=None)
    record_id: Mapped[UUID | None] = mapped_column(default=None)
    attached_at: Mapped[datetime | None] = mapped_column(default=None)
    attached_by: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        CheckConstraint("(record_id is null) = (attached_at is null)", name="attached"),
        CheckConstraint("(record_id is null) = (record_kind is null)", name="record_of_a_kind"),
        Index("ix_attachments_sm3", "sm3"),
        Index(
            "ix_attachments_record", "record_kind", "record_id", "id", postgresql_where=text("record_id is not null")
        ),
        Index("ix_attachments_uploader", "uploaded_by", "id", postgresql_where=_WAITS),
        Index("ix_attachments_waiting", "recorded_at", postgresql_where=_WAITS),
    )
