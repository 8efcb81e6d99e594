"""The review of a period: when it was announced, and how that ended."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, true
from sqlalchemy.orm import Mapped, mapped_column

from services.assessment.store.base import Base
from services.chassis.visibility import visible


@visible(lambda _actor, _t: true())  # that results are announced is told to everyone; whose they are is not in here
class Announcement(Base):
    """A period was announced to its units: until when they may object, what was missing, and why it ended otherwise."""

    __tablename__ = "announcements"
    __table_args__ = (Index("ix_announcements_period", "period_id", "round", unique=True),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    period_id: Mapped[UUID] = mapped_column(ForeignKey("periods.id"))
    round: Mapped[int]
    digest: Mapped[str]
    announced_on: Mapped[date]
    announced_at: Mapped[datetime]
    announced_by: Mapped[str]
    announced_by_name: Mapped[str]
    objections_until: Mapped[date]
    accepted_incomplete: Mapped[str | None] = mapped_column(default=None)  # why it went on without all facts
    recalled_at: Mapped[datetime | None] = mapped_column(default=None)
    recalled_by_name: Mapped[str | None] = mapped_column(default=None)
    recalled_reason: Mapped[str | None] = mapped_column(default=None)
