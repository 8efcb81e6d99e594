"""What helps the people of a bureau: absences with substitutes, kept views of the queue, results of bulk commands."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, Index, and_, false, or_, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.identity import Actor
from services.chassis.visibility import visible
from services.support.store.base import Base
from services.support.store.tables.request import OVERSEEING

KEPT = text("deleted_at is null")


def _of_unit(actor: Actor, absence: Any) -> ColumnElement[bool]:
    """The unit's own people, and the departments that oversee."""
    if actor.acts_as(*OVERSEEING):
        return absence.division == actor.division  # type: ignore[no-any-return]
    return false() if actor.unit is None else absence.unit_id == actor.unit


@visible(_of_unit)
class Absence(Base):
    """From when to when a person of a bureau is away, and who stands in."""

    __tablename__ = "absences"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    unit_id: Mapped[UUID]
    subject: Mapped[str]
    name: Mapped[str]
    substitute: Mapped[str]
    substitute_name: Mapped[str]
    from_on: Mapped[date]
    until_on: Mapped[date]
    reason: Mapped[str]
    recorded_by: Mapped[str]
    recorded_by_name: Mapped[str]
    recorded_at: Mapped[datetime]
    cancelled_on: Mapped[date | None] = mapped_column(default=None)
    cancelled_by_name: Mapped[str | None] = mapped_column(default=None)
    cancelled_reason: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        CheckConstraint("from_on <= until_on", name="in_order"),
        CheckConstraint("subject <> substitute", name="somebody_else"),
        Index("ix_absences_list", "unit_id", "from_on", "id"),
        Index("ix_absences_until", "unit_id", "until_on", "id", postgresql_where=text("cancelled_on is null")),
        Index("ix_absences_subject", "subject", "until_on", postgresql_where=text("cancelled_on is null")),
        Index("ix_absences_substitute", "substitute", "until_on", postgresql_where=text("cancelled_on is null")),
    )


def _own_or_shared(actor: Actor, view: Any) -> ColumnElement[bool]:
    own = view.owner == actor.subject
    if actor.unit is None:
        return own  # type: ignore[no-any-return]
    return or_(own, and_(view.shared, view.unit_id == actor.unit, view.division == actor.division))


@visible(_own_or_shared)
class QueueView(Base):
    """A kept filter and order of a queue: the owner's, or of everybody in the owner's bureau. `filter` as clients give it."""

    __tablename__ = "queue_views"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    owner: Mapped[str]
    owner_name: Mapped[str]
    unit_id: Mapped[UUID | None]
    name: Mapped[str]
    shared: Mapped[bool]
    filter: Mapped[dict[str, Any]] = mapped_column(JSONB)
    sort: Mapped[str]
    saved_at: Mapped[datetime]
    deleted_at: Mapped[datetime | None] = mapped_column(default=None)

    __table_args__ = (
        Index("uq_queue_views_name", "division", "owner", "name", unique=True, postgresql_where=KEPT),
        Index("ix_queue_views_owner", "owner", "name", "id", postgresql_where=KEPT),
        Index("ix_queue_views_unit", "unit_id", "name", "id", postgresql_where=KEPT),
    )


@visible(lambda actor, run: run.actor == actor.subject)
class BulkRun(Base):
    """What a bulk command did, row by row, so that the same key is answered the same again. Its own actor's alone."""

    __tablename__ = "bulk_runs"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    actor: Mapped[str]
    operation: Mapped[str]
    at: Mapped[datetime]
    results: Mapped[list[Any]] = mapped_column(JSONB)
