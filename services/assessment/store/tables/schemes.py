"""The schemes of years: one row a version, its content fixed once it is approved; what was done with each."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text, true
from sqlalchemy.orm import Mapped, mapped_column

from services.assessment.domain.scheme.record import SchemeAction, SchemeStatus
from services.assessment.store.base import Base, published_or_assessing, stored
from services.chassis.visibility import visible


@visible(lambda actor, t: published_or_assessing(actor, t.approved_at.is_not(None)))
class Scheme(Base):
    """A version of a year's scheme. `content` is the whole scheme as the domain writes it; drafts are the authority's."""

    __tablename__ = "schemes"
    __table_args__ = (
        UniqueConstraint("division", "year", "version"),
        # a year is computed by one scheme
        Index(
            "uq_schemes_in_force",
            "division",
            "year",
            unique=True,
            postgresql_where=text("status in ('APPROVED', 'FROZEN')"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    year: Mapped[int]
    version: Mapped[int]  # number in its year
    revision: Mapped[int]  # counts all that is done with the row
    status: Mapped[SchemeStatus] = mapped_column(stored(SchemeStatus))
    title: Mapped[str]
    content: Mapped[dict[str, Any]]
    drafted_at: Mapped[datetime]
    drafted_by: Mapped[str]
    copied_from: Mapped[UUID | None] = mapped_column(default=None)
    approved_at: Mapped[datetime | None] = mapped_column(default=None)
    approved_by: Mapped[str | None] = mapped_column(default=None)  # who recorded the approval
    approver: Mapped[str | None] = mapped_column(default=None)
    document: Mapped[str | None] = mapped_column(default=None)
    frozen_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)  # superseded or withdrawn
    ended_reason: Mapped[str | None] = mapped_column(default=None)


@visible(lambda actor, t: published_or_assessing(actor, t.public.is_(true())))
class SchemeStep(Base):
    """Something that was done with a scheme; `before` is the content that a revision replaced. Append-only."""

    __tablename__ = "scheme_steps"

    scheme_id: Mapped[UUID] = mapped_column(ForeignKey("schemes.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str]
    action: Mapped[SchemeAction] = mapped_column(stored(SchemeAction))
    public: Mapped[bool]  # from its approval on, what is done with a scheme is for everyone
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
    reason: Mapped[str | None]
    at: Mapped[datetime]
    by: Mapped[str]
    by_name: Mapped[str]
