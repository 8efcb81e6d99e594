"""Projects on the war map outside the plan (第八条)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.visibility import visible
from services.schedule.store.base import Base
from services.schedule.store.tables.schedule import known_project

_OPEN = "removed_on is null and taken_up_on is null"


@visible(known_project)
class OutsideAddition(Base):
    """One addition of a project to the war map outside the plan; on the map until it was removed or a plan took it up."""

    __tablename__ = "outside_additions"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    project_id: Mapped[UUID]
    version: Mapped[int]
    added_on: Mapped[date]
    reason: Mapped[str]
    added_at: Mapped[datetime]
    added_by: Mapped[str]
    removed_on: Mapped[date | None]
    removal_reason: Mapped[str | None]
    removed_by: Mapped[str | None]
    taken_up_on: Mapped[date | None]

    __table_args__ = (
        Index("ix_outside_additions_project", "project_id", "added_on"),
        Index("ix_outside_additions_list", "added_on", "id"),
        Index("uq_outside_additions_one_on_the_map", "project_id", unique=True, postgresql_where=_OPEN),
    )
