"""What units, people and roles were told of, who has read it, and which kinds a person does not want to hear of."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, and_, or_, text
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.identity import Actor
from services.chassis.notices.kept import concerned
from services.chassis.visibility import visible
from services.support.store.base import Base


def _concerned(actor: Actor, notice: Any) -> ColumnElement[bool]:
    """As everywhere; and what a role was told, by those who hold it in that very division, whatever their unit."""
    roles = sorted(role.value for role in actor.roles)
    to_role = and_(notice.role.in_(roles), notice.division == actor.division)
    return or_(and_(notice.role.is_(None), concerned(actor, notice)), to_role)


@visible(_concerned)
class Notice(Base):
    """What happened, as the event told it (`facts`). Written by triggers, in the transaction of the event; never changed."""

    __tablename__ = "notices"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    kind: Mapped[str]
    unit_id: Mapped[UUID | None]
    subject: Mapped[str | None]
    project_id: Mapped[UUID | None]
    record_id: Mapped[UUID | None]
    due_on: Mapped[date | None]
    at: Mapped[datetime]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    role: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_notices_list", "at", "id"),
        Index("ix_notices_everybody", "at", "id", postgresql_where=text("unit_id is null and subject is null")),
        Index("ix_notices_unit", "unit_id", "at", "id"),
        Index("ix_notices_subject", "subject", "at", "id"),
        Index("ix_notices_kind", "kind", "at", "id"),
        Index("ix_notices_project", "project_id", "at", "id"),
        Index("ix_notices_role", "role", "division", "at", postgresql_where=text("role is not null")),
        Index("ix_notices_record", "record_id", "kind", "at"),
    )


@visible(lambda actor, read: read.subject == actor.subject)
class NoticeRead(Base):
    """That a person has read a notice; it is nobody else's to know."""

    __tablename__ = "notice_reads"

    subject: Mapped[str] = mapped_column(primary_key=True)
    notice_id: Mapped[UUID] = mapped_column(ForeignKey("notices.id"), primary_key=True)
    division: Mapped[str]
    read_at: Mapped[datetime]


@visible(lambda actor, mute: mute.subject == actor.subject)
class NoticeMute(Base):
    """That a person does not want to hear of a kind."""

    __tablename__ = "notice_mutes"

    subject: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    division: Mapped[str]
    muted_at: Mapped[datetime]
