"""What the city's key-project system is told, and whether it has heard it (第九条)."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.visibility import visible
from services.schedule.domain.city.terms import PushKind, PushStatus
from services.schedule.store.base import Base, stored
from services.schedule.store.tables.schedule import of_known_schedule

_WAITS = text("status = 'WAITING'")


@visible(of_known_schedule)
class CityPush(Base):
    """A message to the city. `number` counts those of the same subject: of two the city keeps the higher one."""

    __tablename__ = "city_pushes"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    schedule_id: Mapped[UUID] = mapped_column(ForeignKey("schedules.id"))
    project_id: Mapped[UUID]
    kind: Mapped[PushKind] = mapped_column(stored(PushKind))
    subject_id: Mapped[UUID]
    number: Mapped[int]
    body: Mapped[dict[str, Any]] = mapped_column(JSON)
    version: Mapped[int]
    status: Mapped[PushStatus] = mapped_column(stored(PushStatus))
    tries: Mapped[int]
    told_at: Mapped[datetime]
    next_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp(), init=False)
    delivered_at: Mapped[datetime | None] = mapped_column(default=None)
    last_error: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        UniqueConstraint("subject_id", "number"),
        Index("ix_city_pushes_waiting", "next_at", "id", postgresql_where=_WAITS),
        Index("ix_city_pushes_status", "status", "id"),
        *[Index(f"ix_city_pushes_{by}", by, "id") for by in ("kind", "project_id", "schedule_id")],
    )
