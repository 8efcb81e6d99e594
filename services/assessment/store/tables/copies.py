"""What the assessment keeps of reserve's records, brought by events."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Index, text, true
from sqlalchemy.orm import Mapped, mapped_column

from services.assessment.store.base import Base, stored
from services.chassis.visibility import visible
from services.law.parties import UnitCategory


@visible(lambda _actor, _t: true())
class Organization(Base):
    """A unit: its category puts it in an assessed group (A18)."""

    __tablename__ = "organizations"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    name: Mapped[str]
    category: Mapped[UnitCategory] = mapped_column(stored(UnitCategory))
    active: Mapped[bool] = mapped_column(server_default=text("true"), default=True)
    merged_into: Mapped[UUID | None] = mapped_column(default=None)

    __table_args__ = (
        Index("ix_organizations_merged_into", "merged_into", postgresql_where=text("merged_into is not null")),
    )


@visible(lambda _actor, _t: true())
class Project(Base):
    """A project: its owner may see the facts about it."""

    __tablename__ = "projects"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    name: Mapped[str]
    owner_id: Mapped[UUID]

    __table_args__ = (Index("ix_projects_owner_id", "owner_id"),)
