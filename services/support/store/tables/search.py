"""The pieces of texts that are searched for, kept by triggers (`services.chassis.searches`); only to find ids by."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Integer
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.support.store.base import Base, by_pieces


class RequestSearch(Base):
    """Of the purposes of requests and the numbers of their documents."""

    __tablename__ = "requests_search"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    pieces: Mapped[list[int]] = mapped_column(ARRAY(Integer))

    __table_args__ = (by_pieces("requests_search"),)


class ProjectSearch(Base):
    """Of the names of projects."""

    __tablename__ = "projects_search"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    pieces: Mapped[list[int]] = mapped_column(ARRAY(Integer))

    __table_args__ = (by_pieces("projects_search"),)
