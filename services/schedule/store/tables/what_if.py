"""Batches of annual tasks, and what-if scenarios of node plans (第八条)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, Text, UniqueConstraint, or_, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.identity import Actor
from services.chassis.visibility import visible
from services.law.parties import Role
from services.schedule.domain.network.activity import ConstraintKind, DayUnit
from services.schedule.domain.what_if.terms import ScenarioAction, ScenarioSource, ScenarioState
from services.schedule.store.base import Base, stored
from services.schedule.store.tables.schedule import of_known_schedule


def _of_maker_or_authority(actor: Actor, row: Any) -> ColumnElement[bool]:
    """What was tried out is for the unit that tries, as long as the project is its own, and for the authority."""
    if actor.acts_as(Role.INVESTMENT_AUTHORITY):
        return true()
    own: list[ColumnElement[bool]] = [row.made_by_subject == actor.subject]
    if actor.unit is not None:
        own.append(row.unit_id == actor.unit)
    return or_(*own) & of_known_schedule(actor, row)


@visible(lambda actor, batch: true() if actor.acts_as(Role.INVESTMENT_AUTHORITY) else batch.by_subject == actor.subject)
class TaskBatch(Base):
    """Annual tasks that were set in one go, and what became of each row; rows are never changed."""

    __tablename__ = "task_batches"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    by_subject: Mapped[str]
    by: Mapped[str]
    at: Mapped[datetime]
    year: Mapped[int]
    accepted: Mapped[int]
    refused: Mapped[int]
    results: Mapped[list[dict[str, Any]]] = mapped_column(JSON)  # [{"projectId", "taskId", "breaches": […]}]


@visible(_of_maker_or_authority)
class Scenario(Base):
    """A copy of a project's node plan that is changed and computed apart from it, until it is adopted or discarded.

    base_version: the version of the plan that it was copied from, 0 where there was none; base: the nodes of that version.
    faults: why it cannot be kept, empty where it can; its nodes have no days then.
    """

    __tablename__ = "scenarios"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    schedule_id: Mapped[UUID] = mapped_column(ForeignKey("schedules.id"))
    project_id: Mapped[UUID]
    unit_id: Mapped[UUID | None]
    made_by_subject: Mapped[str]
    made_by: Mapped[str]
    made_at: Mapped[datetime]
    name: Mapped[str]
    source: Mapped[ScenarioSource] = mapped_column(stored(ScenarioSource))
    state: Mapped[ScenarioState] = mapped_column(stored(ScenarioState))
    version: Mapped[int]
    base_version: Mapped[int]
    base: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    target_on: Mapped[date]
    computed_on: Mapped[date]
    slack: Mapped[int | None]
    critical_path: Mapped[list[str]] = mapped_column(ARRAY(Text))
    faults: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    notes: Mapped[list[str]] = mapped_column(
        ARRAY(Text)
    )  # of the last import or renewal: what was not carried, or overruled
    adopted_plan_id: Mapped[UUID | None] = mapped_column(ForeignKey("node_plans.id"), default=None)
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    closed_by: Mapped[str | None] = mapped_column(default=None)
    closed_reason: Mapped[str | None] = mapped_column(default=None)

    __table_args__ = (Index("ix_scenarios_schedule_id", "schedule_id", "made_at", "id"),)


@visible(_of_maker_or_authority)
class ScenarioNode(Base):
    """A node as the scenario has it now; its days are null while the scenario cannot be kept."""

    __tablename__ = "scenario_nodes"

    scenario_id: Mapped[UUID] = mapped_column(ForeignKey("scenarios.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str]
    schedule_id: Mapped[UUID]
    unit_id: Mapped[UUID | None]
    made_by_subject: Mapped[str]
    code: Mapped[str]
    name: Mapped[str]
    stage: Mapped[str | None]
    key_link: Mapped[str]
    responsible_unit_id: Mapped[UUID]
    responsible_person: Mapped[str]
    duration: Mapped[int]
    unit: Mapped[DayUnit] = mapped_column(stored(DayUnit))
    links: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    evidence: Mapped[list[str]] = mapped_column(ARRAY(Text))
    waits_for: Mapped[str | None]
    constraint_kind: Mapped[ConstraintKind | None] = mapped_column(stored(ConstraintKind))
    constraint_on: Mapped[date | None]
    start_on: Mapped[date | None]
    due_on: Mapped[date | None]
    early_start_on: Mapped[date | None]
    early_due_on: Mapped[date | None]
    total_float: Mapped[int | None]
    free_float: Mapped[int | None]
    critical: Mapped[bool | None]
    completed_on: Mapped[date | None]

    __table_args__ = (UniqueConstraint("scenario_id", "code"),)


@visible(_of_maker_or_authority)
class ScenarioStep(Base):
    """One version of a scenario: who did what to it and when; rows are never changed."""

    __tablename__ = "scenario_steps"

    scenario_id: Mapped[UUID] = mapped_column(ForeignKey("scenarios.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    division: Mapped[str]
    schedule_id: Mapped[UUID]
    unit_id: Mapped[UUID | None]
    made_by_subject: Mapped[str]
    action: Mapped[ScenarioAction] = mapped_column(stored(ScenarioAction))
    changes: Mapped[list[str]] = mapped_column(ARRAY(Text))  # what was done, in words
    reason: Mapped[str | None]
    at: Mapped[datetime]
    by: Mapped[str]
    by_unit_id: Mapped[UUID | None]
