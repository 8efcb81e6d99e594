"""What follows a decision: deliveries of its document, the one review, corrections on record."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, true
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.visibility import visible
from services.support.domain.delivery import DeliveryMethod
from services.support.domain.kinds.model import Outcome
from services.support.domain.review import ReviewOutcome
from services.support.store.base import Base, stored


@visible(lambda _actor, _delivery: true())
class Delivery(Base):
    """How one formal document reached the applicant; reached only from a request that may be seen."""

    __tablename__ = "deliveries"

    request_id: Mapped[UUID] = mapped_column(ForeignKey("requests.id"), primary_key=True)
    document_number: Mapped[str] = mapped_column(primary_key=True)
    division: Mapped[str]
    delivered_on: Mapped[date]
    method: Mapped[DeliveryMethod] = mapped_column(stored(DeliveryMethod))
    recipient: Mapped[str]
    note: Mapped[str]
    at: Mapped[datetime]
    actor: Mapped[str]
    actor_name: Mapped[str]
    acknowledged_on: Mapped[date | None] = mapped_column(default=None)
    acknowledged_by: Mapped[str | None] = mapped_column(default=None)
    acknowledged_by_name: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (CheckConstraint("acknowledged_on >= delivered_on", name="acknowledged_after_delivery"),)


@visible(lambda _actor, _review: true())
class Review(Base):
    """The one review (复核) of a decision; former_*: the decision that was reviewed, whatever came of it.

    Reached only from a request that may be seen.
    """

    __tablename__ = "reviews"

    request_id: Mapped[UUID] = mapped_column(ForeignKey("requests.id"), primary_key=True)
    division: Mapped[str]
    grounds: Mapped[str]
    asked_on: Mapped[date]
    asked_by: Mapped[str]
    asked_by_name: Mapped[str]
    working_days: Mapped[int]
    due_on: Mapped[date]
    former_outcome: Mapped[Outcome] = mapped_column(stored(Outcome))
    former_granted: Mapped[Decimal | None]
    former_reason: Mapped[str]
    former_number: Mapped[str]
    outcome: Mapped[ReviewOutcome | None] = mapped_column(stored(ReviewOutcome), default=None)
    reason: Mapped[str | None] = mapped_column(default=None)
    document_number: Mapped[str | None] = mapped_column(default=None)
    decided_on: Mapped[date | None] = mapped_column(default=None)
    decided_by: Mapped[str | None] = mapped_column(default=None)
    decided_by_name: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        CheckConstraint("num_nonnulls(outcome, reason, document_number, decided_on) in (0, 4)", name="decided_whole"),
        Index("ix_reviews_due", "division", "due_on"),
    )


@visible(lambda _actor, _correction: true())
class Correction(Base):
    """A correction notice (更正): what a document said wrongly and how it must be read, for good.

    The document's own text stays as it was. Reached only from a request that may be seen.
    """

    __tablename__ = "corrections"

    request_id: Mapped[UUID] = mapped_column(ForeignKey("requests.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str]
    number: Mapped[str]
    of_number: Mapped[str]
    wrong: Mapped[str]
    right: Mapped[str]
    reason: Mapped[str]
    corrected_on: Mapped[date]
    at: Mapped[datetime]
    actor: Mapped[str]
    actor_name: Mapped[str]
