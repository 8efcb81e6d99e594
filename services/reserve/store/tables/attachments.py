"""Files and what they hang on. The bytes are in the store of files, under their digest."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, and_, exists, func, or_, select, text
from sqlalchemy.orm import Mapped, aliased, mapped_column

from services.chassis.identity import Actor
from services.chassis.visibility import condition, visible
from services.reserve.store.base import Base
from services.reserve.store.tables.project import AUTHORITIES, Project

_HANGS, _WAITS = text("project_id IS NOT NULL"), text("project_id IS NULL")


def _as_its_record(actor: Actor, a: Any) -> ColumnElement[bool]:
    """A file that hangs on something is seen by whoever sees that; one that hangs on nothing by its uploader alone.

    Documents and applications are seen by whoever sees their project: its units are theirs, kept so by a trigger.
    """
    own = and_(a.project_id.is_(None), a.uploaded_by == actor.subject, a.division == actor.division)
    if actor.acts_as(*AUTHORITIES):
        return or_(a.project_id.is_not(None), own)
    its = aliased(Project)
    seen = exists(select(its.id).where(its.id == a.project_id, condition(Project, actor, its)))
    return or_(own, seen)  # looked up row by row: a page has few, a town sees thousands of projects


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
    """A file that came in, and from then on what it hangs on. Attached it is never removed; triggers see to that."""

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
    project_id: Mapped[UUID | None] = mapped_column(ForeignKey("projects.id"), default=None)
    evidence_id: Mapped[UUID | None] = mapped_column(ForeignKey("evidence.id"), default=None)
    application_id: Mapped[UUID | None] = mapped_column(ForeignKey("applications.id"), default=None)
    kind: Mapped[str | None] = mapped_column(default=None)
    title: Mapped[str | None] = mapped_column(default=None)
    attached_at: Mapped[datetime | None] = mapped_column(default=None)
    attached_by: Mapped[str | None] = mapped_column(default=None)
    detached_at: Mapped[datetime | None] = mapped_column(default=None)
    detached_by: Mapped[str | None] = mapped_column(default=None)
    detached_reason: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        CheckConstraint("evidence_id IS NULL OR application_id IS NULL", name="one_record"),
        CheckConstraint("(project_id IS NULL) = (attached_at IS NULL)", name="attached"),
        Index("ix_attachments_sm3", "sm3"),
        Index("ix_attachments_project", "project_id", "id", postgresql_where=_HANGS),
        Index("ix_attachments_evidence", "evidence_id", "id", postgresql_where=text("evidence_id IS NOT NULL")),
        Index("ix_attachments_of_evidence", "project_id", "id", postgresql_where=text("evidence_id IS NOT NULL")),
        Index(
            "ix_attachments_application", "application_id", "id", postgresql_where=text("application_id IS NOT NULL")
        ),
        Index("ix_attachments_uploader", "uploaded_by", "id", postgresql_where=_WAITS),
        Index("ix_attachments_waiting", "recorded_at", postgresql_where=_WAITS),
    )
