"""Addresses under which people subscribe to their limits; of the secret only the digest is kept."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.visibility import visible
from services.support.store.base import Base


@visible(lambda actor, address: address.subject == actor.subject)
class CalendarAddress(Base):
    """A person's address, with name, roles and unit as they were when it was made: it shows what these may see."""

    __tablename__ = "calendar_addresses"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    subject: Mapped[str]
    name: Mapped[str]
    roles: Mapped[list[str]] = mapped_column(ARRAY(Text))
    unit_id: Mapped[UUID | None]
    label: Mapped[str]
    digest: Mapped[str]
    created_at: Mapped[datetime]
    expires_on: Mapped[date]
    revoked_on: Mapped[date | None] = mapped_column(default=None)
    last_used_on: Mapped[date | None] = mapped_column(default=None)

    __table_args__ = (
        UniqueConstraint("digest"),
        Index("ix_calendar_addresses_subject", "subject", "created_at", "id"),
    )
