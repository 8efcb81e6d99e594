"""What clocks have told: rungs of the ladder, and lateness as facts for good. Written once; triggers refuse any change."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.visibility import visible
from services.support.domain.lateness import LateFact
from services.support.store.base import Base, stored


@visible(lambda _actor, _escalation: true())
class RequestEscalation(Base):
    """A rung that was told for a limit; reached only from a request that may be seen.

    reached_on: the day of the rung by the clock; told_on: the day on which it was told, later only after downtime.
    """

    __tablename__ = "escalations"

    request_id: Mapped[UUID] = mapped_column(ForeignKey("requests.id"), primary_key=True)
    limit_on: Mapped[date] = mapped_column(primary_key=True)
    days: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str]
    rung: Mapped[str]
    told_roles: Mapped[str]
    reached_on: Mapped[date]
    told_on: Mapped[date]
    at: Mapped[datetime]

    __table_args__ = (CheckConstraint("reached_on <= told_on", name="never_early"),)


@visible(lambda _actor, _fact: true())
class LateFactRow(Base):
    """That a limit passed, that a request ended late, or that a published calendar showed otherwise."""

    __tablename__ = "late_facts"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    request_id: Mapped[UUID] = mapped_column(ForeignKey("requests.id"))
    bureau_id: Mapped[UUID]
    fact: Mapped[LateFact] = mapped_column(stored(LateFact))
    due_on: Mapped[date]
    since: Mapped[date]
    working_days_late: Mapped[int]
    at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("request_id", "fact", "due_on"),
        CheckConstraint("working_days_late >= 0", name="not_negative"),
        Index("ix_late_facts_bureau", "bureau_id", "since", "id"),
    )
