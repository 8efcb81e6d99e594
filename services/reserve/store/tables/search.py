"""The pieces of texts that are searched for, kept by triggers (`services.chassis.searches`); only to find ids by."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Integer
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.reserve.store.base import Base, by_pieces


class OrganizationSearch(Base):
    """Of the names that units have and had, and of the roles that they act in."""

    __tablename__ = "organizations_search"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    pieces: Mapped[list[int]] = mapped_column(ARRAY(Integer))

    __table_args__ = (by_pieces("organizations_search"),)


class MemberSearch(Base):
    """Of the names of members, and of the roles that they act in."""

    __tablename__ = "members_search"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    pieces: Mapped[list[int]] = mapped_column(ARRAY(Integer))

    __table_args__ = (by_pieces("members_search"),)


class ProjectSearch(Base):
    """Of the names of projects."""

    __tablename__ = "projects_search"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    pieces: Mapped[list[int]] = mapped_column(ARRAY(Integer))

    __table_args__ = (by_pieces("projects_search"),)


class PlanItemSearch(Base):
    """Of the names under which projects are listed in plans."""

    __tablename__ = "plan_items_search"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    pieces: Mapped[list[int]] = mapped_column(ARRAY(Integer))

    __table_args__ = (by_pieces("plan_items_search"),)
