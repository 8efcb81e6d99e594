"""The directory of units."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.visibility import visible
from services.law.parties import UnitCategory
from services.reserve.store.base import Base, stored


@visible(lambda _actor, _unit: true())
class Organization(Base):
    """A unit; everyone of the division may look it up."""

    __tablename__ = "organizations"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    name: Mapped[str]
    sort_key: Mapped[str]
    category: Mapped[UnitCategory] = mapped_column(stored(UnitCategory))
    credit_code: Mapped[str]
    exception_reason: Mapped[str | None]
    exception_approver: Mapped[str | None]
    parent_id: Mapped[UUID | None] = mapped_column(ForeignKey("organizations.id"))
    roles: Mapped[list[str]] = mapped_column(ARRAY(Text))
    registered_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("division", "name"),
        UniqueConstraint("division", "credit_code"),
        Index("ix_organizations_sort", "sort_key", "id"),
        Index("ix_organizations_parent_id", "parent_id"),
        Index("ix_organizations_category", "category", "sort_key", "id"),
    )
