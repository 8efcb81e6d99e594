"""The pieces of texts that are searched for, kept by triggers (`services.chassis.searches`); only to find ids by."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Integer
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.schedule.store.base import Base, by_pieces


class ScheduleSearch(Base):
    """Of the names of the projects that have a schedule."""

    __tablename__ = "schedules_search"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    pieces: Mapped[list[int]] = mapped_column(ARRAY(Integer))

    __table_args__ = (by_pieces("schedules_search"),)


class DifficultySearch(Base):
    """Of the texts of the difficulties of weekly rounds."""

    __tablename__ = "dispatch_difficulties_search"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    pieces: Mapped[list[int]] = mapped_column(ARRAY(Integer))

    __table_args__ = (by_pieces("dispatch_difficulties_search"),)


class NodeSearch(Base):
    """Of the names of nodes."""

    __tablename__ = "nodes_search"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    pieces: Mapped[list[int]] = mapped_column(ARRAY(Integer))

    __table_args__ = (by_pieces("nodes_search"),)
