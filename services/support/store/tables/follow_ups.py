"""What the ledger of issues says of a consultation's decisions that were handed to it (第十条、第十五条)."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.visibility import visible
from services.support.domain.land.consultation import FollowUpState
from services.support.store.base import Base, stored


@visible(lambda _actor, _issue: true())
class FollowUpIssue(Base):
    """The issue of an agenda item as schedule tells of it; reached only from an item that may be seen.

    version: that of the issue; a higher one replaces what a lower one said. into_id: the issue it was taken for the same as.
    """

    __tablename__ = "follow_up_issues"

    item_id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    issue_id: Mapped[UUID]
    version: Mapped[int]
    number: Mapped[str]
    state: Mapped[FollowUpState] = mapped_column(stored(FollowUpState))
    due_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    reason: Mapped[str | None]
    into_id: Mapped[UUID | None]
    told_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("issue_id"),
        CheckConstraint("(state = 'CLOSED') = (closed_on is not null)", name="closed_on"),
    )
