"""Weekly rounds and what was found in them, with their history (第十条)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, UniqueConstraint, false, func, or_, true
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.identity import Actor
from services.chassis.reads.finding import WHOLE
from services.chassis.visibility import visible
from services.law.parties import Role
from services.schedule.domain.dispatch.terms import (
    DifficultyGrade,
    DifficultyOutcome,
    DifficultySource,
    RoundState,
)
from services.schedule.store.base import Base, stored
from services.schedule.store.tables.schedule import OVERSEEING, known_project


def overseen(actor: Actor, _row: Any) -> ColumnElement[bool]:
    """What speaks of the whole district is seen by its departments and those above them."""
    return true() if actor.acts_as(*OVERSEEING) else false()


# 第十条：who dispatches, reviews and interviews, and those above them; the departments are those whom it is about
DISPATCHING = frozenset({Role.INVESTMENT_AUTHORITY, Role.PROJECT_SERVICE, Role.LEADER, Role.INSPECTOR, Role.DISCIPLINE})


def for_dispatchers(actor: Actor, _row: Any) -> ColumnElement[bool]:
    """What is not decided on yet, of whichever unit, is seen by those alone who prepare it and those above them."""
    return true() if actor.acts_as(*DISPATCHING) else false()


def of_own_unit(actor: Actor, row: Any) -> ColumnElement[bool]:
    """Others see what speaks of their own unit alone."""
    if actor.acts_as(*OVERSEEING):
        return true()
    return false() if actor.unit is None else func.coalesce(row.unit_id == actor.unit, false())


def _found(actor: Actor, row: Any) -> ColumnElement[bool]:
    """A difficulty is seen by who sees its project, by the unit that it was found in and by the unit that has to act."""
    if actor.acts_as(*OVERSEEING):
        return true()
    if actor.unit is None:
        return false()
    # a difficulty of no project is no project's: what would be unknown is said to be false
    own = [func.coalesce(unit == actor.unit, false()) for unit in (row.unit_id, row.decision_unit_id)]
    return or_(*own, func.coalesce(known_project(actor, row), false()))


@visible(overseen)
class DispatchRound(Base):
    """The round of a week, by its Monday. agenda: texts in order; attendance: unit, person, whether they were there."""

    __tablename__ = "dispatch_rounds"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    week_on: Mapped[date]
    state: Mapped[RoundState] = mapped_column(stored(RoundState))
    version: Mapped[int]
    agenda: Mapped[list[Any]]
    attendance: Mapped[list[Any]]
    minutes: Mapped[str | None]
    place: Mapped[str | None]
    chaired_by: Mapped[str | None]
    held_on: Mapped[date | None]
    opened_at: Mapped[datetime]
    opened_by: Mapped[str]
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    closed_by: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        UniqueConstraint("division", "week_on"),
        Index("ix_dispatch_rounds_week", "week_on", "id"),
        Index("ix_dispatch_rounds_state", "state", "week_on", "id"),
    )


@visible(_found)
class DispatchDifficulty(Base):
    """One difficulty of one round, and what became of it; a carried one goes on as a new row of the next round."""

    __tablename__ = "dispatch_difficulties"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    round_id: Mapped[UUID] = mapped_column(ForeignKey("dispatch_rounds.id"))
    position: Mapped[int]
    version: Mapped[int]
    project_id: Mapped[UUID | None]
    node_id: Mapped[UUID | None]
    unit_id: Mapped[UUID | None]
    grade: Mapped[DifficultyGrade] = mapped_column(stored(DifficultyGrade))
    text: Mapped[str]
    source: Mapped[DifficultySource] = mapped_column(stored(DifficultySource))
    source_id: Mapped[UUID | None]
    noted_on: Mapped[date]
    outcome: Mapped[DifficultyOutcome] = mapped_column(stored(DifficultyOutcome))
    carried_from_id: Mapped[UUID | None] = mapped_column(ForeignKey("dispatch_difficulties.id"), default=None)
    issue_id: Mapped[UUID | None] = mapped_column(default=None)
    decision: Mapped[str | None] = mapped_column(default=None)
    decision_unit_id: Mapped[UUID | None] = mapped_column(default=None)
    decision_person: Mapped[str | None] = mapped_column(default=None)
    decision_until: Mapped[date | None] = mapped_column(default=None)
    done_on: Mapped[date | None] = mapped_column(default=None)
    done_text: Mapped[str | None] = mapped_column(default=None)
    reason: Mapped[str | None] = mapped_column(default=None)
    treated_on: Mapped[date | None] = mapped_column(default=None)
    treated_by: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (
        UniqueConstraint("round_id", "position"),
        UniqueConstraint("carried_from_id"),  # nothing is carried twice
        CheckConstraint("(outcome = 'ISSUE') = (issue_id is not null)", name="issue_has_its_number"),
        CheckConstraint("outcome <> 'DECISION' or decision_until is not null", name="decision_has_a_limit"),
        Index("ix_dispatch_difficulties_project", "project_id", "noted_on", "id"),
        Index("ix_dispatch_difficulties_outcome", "outcome", "noted_on", "id"),
        Index("ix_dispatch_difficulties_list", "noted_on", "id", postgresql_where=WHOLE),
        Index("ix_dispatch_difficulties_unit", "unit_id", "noted_on", "id"),
        Index("ix_dispatch_difficulties_decision_unit", "decision_unit_id", "noted_on", "id"),
        Index("ix_dispatch_difficulties_round", "round_id", "outcome", "position", "id"),
        Index("ix_dispatch_difficulties_source", "source_id"),
    )


@visible(of_own_unit)
class DispatchStep(Base):
    """One step of a round, difficulty, bulletin, review or interview: what held after it; rows are added, never changed."""

    __tablename__ = "dispatch_steps"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    record_id: Mapped[UUID]
    version: Mapped[int]
    unit_id: Mapped[UUID | None]
    action: Mapped[str]
    said: Mapped[dict[str, Any]]
    reason: Mapped[str | None]
    at: Mapped[datetime]
    by: Mapped[str]
    by_unit_id: Mapped[UUID | None]

    __table_args__ = (Index("ix_dispatch_steps_record", "record_id", "at", "id"),)
