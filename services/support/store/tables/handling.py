"""What a bureau puts on record before it decides: surveys of the site, and the opinions of the units that it asks."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ARRAY, CheckConstraint, ForeignKey, Index, Text, text, true
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.visibility import visible
from services.support.domain.opinion import Stance
from services.support.store.base import Base, stored


@visible(lambda _actor, _survey: true())
class Survey(Base):
    """A survey of the site (现场踏勘), for good; reached only from a request that may be seen."""

    __tablename__ = "surveys"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    request_id: Mapped[UUID] = mapped_column(ForeignKey("requests.id"))
    surveyed_on: Mapped[date]
    people: Mapped[list[str]] = mapped_column(ARRAY(Text))
    findings: Mapped[str]
    at: Mapped[datetime]
    actor: Mapped[str]
    actor_name: Mapped[str]
    unit_id: Mapped[UUID | None]

    __table_args__ = (
        CheckConstraint("cardinality(people) > 0", name="somebody_was_there"),
        Index("ix_surveys_request_id", "request_id", "id"),
    )


@visible(lambda _actor, _opinion: true())
class Opinion(Base):
    """An opinion that a unit is asked for (征求意见), and what it said; reached only from a request that may be seen.

    working_days: its own limit, from the day after it was asked, up to due_on.
    """

    __tablename__ = "opinions"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    request_id: Mapped[UUID] = mapped_column(ForeignKey("requests.id"))
    unit_id: Mapped[UUID]
    question: Mapped[str]
    working_days: Mapped[int]
    asked_on: Mapped[date]
    asked_by: Mapped[str]
    asked_by_name: Mapped[str]
    due_on: Mapped[date]
    stance: Mapped[Stance | None] = mapped_column(stored(Stance), default=None)
    said: Mapped[str | None] = mapped_column(default=None)
    given_on: Mapped[date | None] = mapped_column(default=None)
    given_by_name: Mapped[str | None] = mapped_column(default=None)
    withdrawn_on: Mapped[date | None] = mapped_column(default=None)
    withdrawn_reason: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        CheckConstraint("num_nonnulls(stance, said, given_on) in (0, 3)", name="given_whole"),
        CheckConstraint("num_nonnulls(given_on, withdrawn_on) <= 1", name="given_or_withdrawn"),
        Index("ix_opinions_request_id", "request_id", "id"),
        Index(
            "ix_opinions_asked",
            "unit_id",
            "due_on",
            "id",
            postgresql_where=text("given_on is null and withdrawn_on is null"),
        ),
        Index("ix_opinions_unit", "unit_id", "request_id"),
        Index(
            "uq_opinions_one_asked",
            "request_id",
            "unit_id",
            unique=True,
            postgresql_where=text("given_on is null and withdrawn_on is null"),
        ),
    )
