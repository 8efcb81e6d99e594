"""Imported sheets with their reports."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.visibility import visible
from services.reserve.store.base import Base


@visible(lambda _actor, _import: true())
class Import(Base):
    """A file that was imported; the same content is not imported again once all of it is in."""

    __tablename__ = "imports"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    file_name: Mapped[str]
    digest: Mapped[str]
    complete: Mapped[bool]
    report: Mapped[dict[str, Any]]
    imported_at: Mapped[datetime]
    imported_by: Mapped[str]

    __table_args__ = (UniqueConstraint("division", "digest"),)
