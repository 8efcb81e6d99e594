"""Files: photos of weekly updates and documents of completed nodes. The bytes are in the store of files, under their digest."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, Numeric, and_, func, or_, text
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.identity import Actor
from services.chassis.visibility import visible
from services.schedule.domain.specialist.photo import PhotoSource
from services.schedule.store.base import Base, stored
from services.schedule.store.tables.ledger import of_known_issue
from services.schedule.store.tables.schedule import of_known_schedule

_WAITS = text("attached_at is null")


def _as_its_schedule(actor: Actor, file: Any) -> ColumnElement[bool]:
    """A file that hangs on something is seen by who sees the schedule, or the issue; one on nothing by its uploader alone."""
    own = and_(file.attached_at.is_(None), file.uploaded_by == actor.subject, file.division == actor.division)
    of_issue = and_(file.issue_id.is_not(None), of_known_issue(actor, file))
    return or_(own, and_(file.schedule_id.is_not(None), of_known_schedule(actor, file)), of_issue)


class FileContent(Base):
    """Bytes that are kept, or are about to be: written before them, so that none is kept without a trace.

    It belongs to no division: the same bytes are kept once, and are reached only through an attachment.
    """

    __tablename__ = "file_contents"

    sm3: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int]
    touched_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp(), init=False)

    __table_args__ = (Index("ix_file_contents_touched_at", "touched_at"),)


@visible(_as_its_schedule)
class Attachment(Base):
    """A file that came in, and from then on what it hangs on. `exif_*`: what its bytes say, as they say it.

    taken_at, longitude, latitude: of a photo, by EXIF or by what the phone said; `*_from` says by which. far: it was taken
    farther from the project's place than the rules allow; null where one of the two places is not known.
    """

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
    exif_taken_at: Mapped[str | None] = mapped_column(default=None)
    exif_longitude: Mapped[str | None] = mapped_column(default=None)
    exif_latitude: Mapped[str | None] = mapped_column(default=None)
    schedule_id: Mapped[UUID | None] = mapped_column(ForeignKey("schedules.id"), default=None)
    update_id: Mapped[UUID | None] = mapped_column(ForeignKey("weekly_updates.id"), default=None)
    evidence_id: Mapped[UUID | None] = mapped_column(ForeignKey("evidence.id"), default=None)
    issue_id: Mapped[UUID | None] = mapped_column(ForeignKey("issues.id"), default=None)
    position: Mapped[int | None] = mapped_column(default=None)
    attached_at: Mapped[datetime | None] = mapped_column(default=None)
    attached_by: Mapped[str | None] = mapped_column(default=None)
    caption: Mapped[str | None] = mapped_column(default=None)
    taken_at: Mapped[datetime | None] = mapped_column(default=None)
    taken_from: Mapped[PhotoSource | None] = mapped_column(stored(PhotoSource), default=None)
    longitude: Mapped[Decimal | None] = mapped_column(Numeric(10, 7), default=None)
    latitude: Mapped[Decimal | None] = mapped_column(Numeric(10, 7), default=None)
    placed_from: Mapped[PhotoSource | None] = mapped_column(stored(PhotoSource), default=None)
    distance_metres: Mapped[int | None] = mapped_column(default=None)
    far: Mapped[bool | None] = mapped_column(default=None)

    __table_args__ = (
        CheckConstraint("num_nonnulls(update_id, evidence_id, issue_id) <= 1", name="one_record"),
        CheckConstraint("(num_nonnulls(schedule_id, issue_id) = 0) = (attached_at is null)", name="attached"),
        Index("ix_attachments_sm3", "sm3"),
        Index("ix_attachments_update", "update_id", "position", "id", postgresql_where=text("update_id is not null")),
        Index("ix_attachments_evidence", "evidence_id", "id", postgresql_where=text("evidence_id is not null")),
        Index("ix_attachments_uploader", "uploaded_by", "id", postgresql_where=_WAITS),
        Index("ix_attachments_waiting", "recorded_at", postgresql_where=_WAITS),
    )
