"""Quarterly reviews, the units that the rules name, and the interviews with them (第十条)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, UniqueConstraint, false, text, true
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.identity import Actor
from services.chassis.reads.finding import WHOLE
from services.chassis.visibility import visible
from services.schedule.domain.dispatch.terms import CandidateDecision, InterviewState, ReviewState
from services.schedule.store.base import Base, stored
from services.schedule.store.tables.dispatch import DISPATCHING, for_dispatchers


def _of_interview(actor: Actor, row: Any) -> ColumnElement[bool]:
    """第十条：an interview is seen by those who hold it, those above them, and the unit that is interviewed."""
    if actor.acts_as(*DISPATCHING):
        return true()
    return false() if actor.unit is None else row.unit_id == actor.unit


@visible(for_dispatchers)
class DispatchReview(Base):
    """The review of a quarter; nothing is decided in it before an inspector has joined."""

    __tablename__ = "dispatch_reviews"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    year: Mapped[int]
    quarter: Mapped[int]
    state: Mapped[ReviewState] = mapped_column(stored(ReviewState))
    version: Mapped[int]
    opened_on: Mapped[date]
    opened_by: Mapped[str]
    joined_on: Mapped[date | None] = mapped_column(default=None)
    joined_by: Mapped[str | None] = mapped_column(default=None)
    joined_office: Mapped[str | None] = mapped_column(default=None)
    findings: Mapped[str | None] = mapped_column(default=None)
    closed_on: Mapped[date | None] = mapped_column(default=None)
    closed_by: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        UniqueConstraint("division", "year", "quarter"),
        CheckConstraint("quarter between 1 and 4", name="quarter_of_a_year"),
        Index("ix_dispatch_reviews_list", "year", "quarter", "id"),
    )


@visible(for_dispatchers)
class InterviewCandidate(Base):
    """A unit that the rules name in a review, with its grounds: code, article, words, measured value, limit and rows."""

    __tablename__ = "interview_candidates"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    review_id: Mapped[UUID] = mapped_column(ForeignKey("dispatch_reviews.id"))
    unit_id: Mapped[UUID]
    grounds: Mapped[list[Any]]
    decision: Mapped[CandidateDecision] = mapped_column(stored(CandidateDecision))
    version: Mapped[int]
    reason: Mapped[str | None] = mapped_column(default=None)
    decided_on: Mapped[date | None] = mapped_column(default=None)
    decided_by: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (UniqueConstraint("review_id", "unit_id"),)


@visible(_of_interview)
class Interview(Base):
    """An interview with a unit. promises: what was promised, until when, and when it was done."""

    __tablename__ = "interviews"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    review_id: Mapped[UUID] = mapped_column(ForeignKey("dispatch_reviews.id"))
    candidate_id: Mapped[UUID] = mapped_column(ForeignKey("interview_candidates.id"))
    unit_id: Mapped[UUID]
    state: Mapped[InterviewState] = mapped_column(stored(InterviewState))
    version: Mapped[int]
    year: Mapped[int]
    quarter: Mapped[int]
    grounds: Mapped[list[Any]]
    at: Mapped[datetime]
    place: Mapped[str]
    interviewer: Mapped[str]
    invited_on: Mapped[date]
    invited_by: Mapped[str]
    promises: Mapped[list[Any]]
    held_on: Mapped[date | None] = mapped_column(default=None)
    attended: Mapped[str | None] = mapped_column(default=None)
    record: Mapped[str | None] = mapped_column(default=None)
    cancelled_reason: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_interviews_unit", "unit_id", "at", "id"),
        Index("ix_interviews_state", "state", "at", "id"),
        Index("ix_interviews_list", "at", "id", postgresql_where=text(WHOLE)),
        Index("ix_interviews_year", "year", "at", "id"),
        Index("ix_interviews_quarter", "year", "quarter", "at", "id"),
        Index(
            "uq_interviews_one_a_candidate",
            "candidate_id",
            unique=True,
            postgresql_where="state <> 'CANCELLED'",
        ),
    )
