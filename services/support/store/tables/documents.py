"""The sequences of document numbers."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import CheckConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.visibility import visible
from services.support.store.base import Base


@visible(lambda _actor, _sequence: false())
class DocumentSequence(Base):
    """The last number that a bureau gave in a series and year; nobody reads it but the decision that takes the next."""

    __tablename__ = "document_sequences"

    bureau_id: Mapped[UUID] = mapped_column(primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    series: Mapped[str] = mapped_column(primary_key=True)
    division: Mapped[str]
    last: Mapped[int]

    __table_args__ = (CheckConstraint("last >= 0", name="last_not_negative"),)
