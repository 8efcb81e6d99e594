"""Clues and objections of discipline inspection (A21): rows that nobody sees but those whom they are for."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, and_, exists, false, text
from sqlalchemy.orm import Mapped, mapped_column

from services.assessment.domain.discipline.clue import ClueStatus, ClueStep
from services.assessment.store.base import Base, stored
from services.assessment.store.tables.attachments import files_hang_on
from services.chassis.identity import Actor
from services.chassis.reads.finding import WHOLE
from services.chassis.visibility import visible
from services.law.parties import Role

TRANSFERRING = (Role.INVESTMENT_AUTHORITY, Role.INSPECTOR)


def _known(actor: Actor, clue: Any) -> ColumnElement[bool]:
    """Discipline inspection of the same division, and the named persons while they are of the office that transferred it."""
    if actor.acts_as(Role.DISCIPLINE):
        own: ColumnElement[bool] = clue.division == actor.division
        return own
    if not actor.acts_as(*TRANSFERRING):
        return false()
    named = exists().where(
        CluePerson.clue_id == clue.id, CluePerson.subject == actor.subject, CluePerson.removed_on.is_(None)
    )
    of_office = clue.from_unit_id.is_not_distinct_from(actor.unit)
    return and_(clue.division == actor.division, of_office, named)


def _of_clue(actor: Actor, row: Any) -> ColumnElement[bool]:
    """What belongs to a clue is seen by whoever sees the clue."""
    return exists().where(Clue.id == row.clue_id, _known(actor, Clue))


@visible(_known)
class Clue(Base):
    """A clue that an office handed over: what was seen, where, with which documents, and how it ended."""

    __tablename__ = "clues"
    __table_args__ = (
        Index("ix_clues_list", "transferred_on", "id", postgresql_where=text(WHOLE)),
        Index("ix_clues_status", "status", "transferred_on", "id"),
        Index("ix_clues_ground", "ground", "transferred_on", "id"),
        Index("ix_clues_unit", "unit_id", "transferred_on", "id"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    status: Mapped[ClueStatus] = mapped_column(stored(ClueStatus))
    from_unit_id: Mapped[UUID | None]
    unit_id: Mapped[UUID]
    project_id: Mapped[UUID | None]
    ground: Mapped[str]
    ground_name: Mapped[str]
    seen: Mapped[str]
    place: Mapped[str]
    seen_on: Mapped[date]
    documents: Mapped[list[Any]] = mapped_column(JSON)
    transferred_on: Mapped[date]
    transferred_at: Mapped[datetime]
    transferred_by: Mapped[str]
    receipt_due_on: Mapped[date]
    received_on: Mapped[date | None] = mapped_column(default=None)
    received_by: Mapped[str | None] = mapped_column(default=None)
    concluded_on: Mapped[date | None] = mapped_column(default=None)
    outcome: Mapped[str | None] = mapped_column(default=None)
    outcome_name: Mapped[str | None] = mapped_column(default=None)
    outcome_note: Mapped[str | None] = mapped_column(default=None)


@visible(_of_clue)
class CluePerson(Base):
    """A person of the transferring office who may see a clue."""

    __tablename__ = "clue_persons"
    __table_args__ = (Index("ix_clue_persons_subject", "subject", "clue_id"),)

    clue_id: Mapped[UUID] = mapped_column(ForeignKey("clues.id"), primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    division: Mapped[str]
    name: Mapped[str]
    named_on: Mapped[date]
    removed_on: Mapped[date | None] = mapped_column(default=None)


@visible(_of_clue)
class ClueEntry(Base):
    """What was done with a clue. Rows are added and never changed."""

    __tablename__ = "clue_entries"
    __table_args__ = (Index("ix_clue_entries_clue", "clue_id", "at", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    clue_id: Mapped[UUID] = mapped_column(ForeignKey("clues.id"))
    step: Mapped[ClueStep] = mapped_column(stored(ClueStep))
    note: Mapped[str]
    documents: Mapped[list[Any]] = mapped_column(JSON)
    at: Mapped[datetime]
    by: Mapped[str]


def _objecting(actor: Actor, bar: Any) -> ColumnElement[bool]:
    """Objections with their reasons are for discipline inspection of the same division."""
    if not actor.acts_as(Role.DISCIPLINE):
        return false()
    own: ColumnElement[bool] = bar.division == actor.division
    return own


@visible(_objecting)
class DisciplineBar(Base):
    """An objection to awards of a unit, or of a person of it, in a year; lifted on record."""

    __tablename__ = "discipline_bars"
    __table_args__ = (
        Index(
            "uq_discipline_bars_standing",
            "division",
            "year",
            "unit_id",
            text("coalesce(person, '')"),
            unique=True,
            postgresql_where=text("lifted_on is null"),
        ),
        Index("ix_discipline_bars_list", "set_on", "id", postgresql_where=text(WHOLE)),
        Index("ix_discipline_bars_year", "year", "set_on", "id"),
        Index("ix_discipline_bars_unit", "unit_id", "set_on", "id"),
        Index("ix_discipline_bars_lifted", "set_on", "id", postgresql_where=text("lifted_on is not null")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    version: Mapped[int]
    year: Mapped[int]
    unit_id: Mapped[UUID]
    person: Mapped[str | None]
    reason: Mapped[str]
    document: Mapped[str]
    set_on: Mapped[date]
    set_at: Mapped[datetime]
    set_by: Mapped[str]
    lifted_on: Mapped[date | None] = mapped_column(default=None)
    lifting_reason: Mapped[str | None] = mapped_column(default=None)
    lifted_by: Mapped[str | None] = mapped_column(default=None)


files_hang_on("CLUE", Clue)
