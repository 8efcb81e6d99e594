"""The schemes: one row a version, never changed after its adoption."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column

from services.assessment.store.base import Base
from services.chassis.visibility import visible


@visible(lambda _actor, _t: true())
class Scheme(Base):
    """A version of a year's scheme. `content` is the whole scheme as the domain writes it."""

    __tablename__ = "schemes"
    __table_args__ = (UniqueConstraint("division", "year", "version"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    year: Mapped[int]
    version: Mapped[int]
    title: Mapped[str]
    content: Mapped[dict[str, Any]]
    adopted_at: Mapped[datetime]
    adopted_by: Mapped[str]
