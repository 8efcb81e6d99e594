"""The organisation of a building site 项目管理架构 in all its versions (第八条)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.visibility import visible
from services.schedule.store.base import Base
from services.schedule.store.tables.schedule import of_known_schedule


@visible(of_known_schedule)
class SiteOrganization(Base):
    """One version of who is who at the site; rows are added and never changed. The highest holds."""

    __tablename__ = "site_organizations"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    schedule_id: Mapped[UUID] = mapped_column(ForeignKey("schedules.id"))
    project_id: Mapped[UUID]
    version: Mapped[int]
    posts: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    reason: Mapped[str | None]
    set_on: Mapped[date]
    set_at: Mapped[datetime]
    set_by: Mapped[str]
    set_by_unit_id: Mapped[UUID | None]

    __table_args__ = (UniqueConstraint("schedule_id", "version"),)
