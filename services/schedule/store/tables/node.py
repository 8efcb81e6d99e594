"""Node plans and their nodes (第八条): the nodes as they are now, and each version of the plan as it was."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from services.chassis.reads.finding import WHOLE
from services.chassis.visibility import visible
from services.schedule.domain.network.activity import ConstraintKind, DayUnit
from services.schedule.store.base import Base, stored
from services.schedule.store.tables.schedule import of_known_schedule


@visible(of_known_schedule)
class NodePlan(Base):
    """One version of a node plan; rows are added and never changed. Version 1 is the baseline."""

    __tablename__ = "node_plans"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    schedule_id: Mapped[UUID] = mapped_column(ForeignKey("schedules.id"))
    version: Mapped[int]
    target_on: Mapped[date]
    planned_on: Mapped[date]
    reason: Mapped[str | None]
    slack: Mapped[int]
    critical_path: Mapped[list[str]] = mapped_column(ARRAY(Text))
    planned_at: Mapped[datetime]
    planned_by: Mapped[str]

    __table_args__ = (UniqueConstraint("schedule_id", "version"),)


_CONSTRAINT_HAS_DAY = "(constraint_kind is null) = (constraint_on is null)"
_OPEN = "current and completed_on is null"
_TO_VERIFY = "current and completed_on is not null and verified_on is null"
_WAITING = f"{_OPEN} and waits_for is not null"


@visible(of_known_schedule)
class Node(Base):
    """A node of the project, with the days of the plan in force. `current`: the plan in force has it."""

    __tablename__ = "nodes"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    schedule_id: Mapped[UUID] = mapped_column(ForeignKey("schedules.id"))
    project_id: Mapped[UUID]
    code: Mapped[str]
    name: Mapped[str]
    stage: Mapped[str | None]
    key_link: Mapped[str]
    responsible_unit_id: Mapped[UUID]
    responsible_person: Mapped[str]
    duration: Mapped[int]
    unit: Mapped[DayUnit] = mapped_column(stored(DayUnit))
    links: Mapped[list[dict[str, Any]]] = mapped_column(
        JSON
    )  # [{"predecessor": code, "kind": …, "lag": …, "lag_unit": …}]
    evidence: Mapped[list[str]] = mapped_column(ARRAY(Text))
    waits_for: Mapped[str | None]
    plan_version: Mapped[int]
    current: Mapped[bool]
    position: Mapped[int]
    start_on: Mapped[date]
    due_on: Mapped[date]
    early_start_on: Mapped[date]
    early_due_on: Mapped[date]
    total_float: Mapped[int]
    critical: Mapped[bool]
    baseline_start_on: Mapped[date | None]
    baseline_due_on: Mapped[date | None]
    completed_on: Mapped[date | None]
    version: Mapped[int]
    ended_on: Mapped[date | None] = mapped_column(default=None)  # open when the plan gave the project up: due no longer
    constraint_kind: Mapped[ConstraintKind | None] = mapped_column(stored(ConstraintKind), default=None)
    constraint_on: Mapped[date | None] = mapped_column(default=None)
    free_float: Mapped[int | None] = mapped_column(default=None)  # null: planned before it was kept
    verified_on: Mapped[date | None] = mapped_column(default=None)  # the completion that stands, by the authority
    completion: Mapped[int] = mapped_column(server_default=text("1"), default=1)  # which: one more than were taken back

    __table_args__ = (
        UniqueConstraint("schedule_id", "code"),
        Index("ix_nodes_schedule_id_position_id", "schedule_id", "position", "id", postgresql_where="current"),
        # what is open, by day: a department's own list, the district's late nodes
        Index("ix_nodes_open", "due_on", "id", postgresql_where=_OPEN),
        Index("ix_nodes_open_of_unit", "responsible_unit_id", "due_on", "id", postgresql_where=_OPEN),
        Index("ix_nodes_waiting", "due_on", "id", postgresql_where=_WAITING),
        # what the plans in force have, by day: all, of a stage, of a unit, done in time and late
        Index("ix_nodes_due", "due_on", "id", postgresql_where=f"current and {WHOLE}"),
        Index("ix_nodes_stage", "stage", "due_on", "id", postgresql_where="current"),
        Index("ix_nodes_responsible_unit_id", "responsible_unit_id", "due_on", "id"),
        Index("ix_nodes_done", "due_on", "id", postgresql_where="current and completed_on <= due_on"),
        Index("ix_nodes_done_late", "due_on", "id", postgresql_where="current and completed_on > due_on"),
        Index("ix_nodes_to_verify", "completed_on", "id", postgresql_where=_TO_VERIFY),
        Index("ix_nodes_to_verify_unit", "responsible_unit_id", "completed_on", "id", postgresql_where=_TO_VERIFY),
        Index("ix_nodes_to_verify_project", "project_id", "completed_on", "id", postgresql_where=_TO_VERIFY),
        Index("ix_nodes_ended", "due_on", "id", postgresql_where="ended_on is not null"),
        Index("ix_nodes_unit_schedule", "responsible_unit_id", "schedule_id"),
        CheckConstraint("start_on <= due_on", name="starts_before_due"),
        CheckConstraint(_CONSTRAINT_HAS_DAY, name="constraint_has_day"),
    )


@visible(of_known_schedule)
class PlannedNode(Base):
    """A node as one version of the plan had it, kept for ever; those of version 1 are the baseline."""

    __tablename__ = "planned_nodes"

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("node_plans.id"), primary_key=True)
    node_id: Mapped[UUID] = mapped_column(ForeignKey("nodes.id"), primary_key=True)
    division: Mapped[str]
    schedule_id: Mapped[UUID]
    position: Mapped[int]
    code: Mapped[str]
    name: Mapped[str]
    responsible_unit_id: Mapped[UUID]
    responsible_person: Mapped[str]
    duration: Mapped[int]
    unit: Mapped[DayUnit] = mapped_column(stored(DayUnit))
    links: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    start_on: Mapped[date]
    due_on: Mapped[date]
    critical: Mapped[bool]
    constraint_kind: Mapped[ConstraintKind | None] = mapped_column(stored(ConstraintKind), default=None)
    constraint_on: Mapped[date | None] = mapped_column(default=None)
    free_float: Mapped[int | None] = mapped_column(default=None)

    __table_args__ = (CheckConstraint(_CONSTRAINT_HAS_DAY, name="constraint_has_day"),)


@visible(of_known_schedule)
class Evidence(Base):
    """A document that proves the completion of a node."""

    __tablename__ = "evidence"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    division: Mapped[str]
    schedule_id: Mapped[UUID] = mapped_column(ForeignKey("schedules.id"))
    node_id: Mapped[UUID] = mapped_column(ForeignKey("nodes.id"))
    position: Mapped[int]
    proves: Mapped[str]
    title: Mapped[str]
    number: Mapped[str | None]
    dated_on: Mapped[date]
    kept_at: Mapped[str | None]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]
    completion: Mapped[int] = mapped_column(server_default=text("1"), default=1)  # the node's completion that it proved

    __table_args__ = (Index("ix_evidence_node_id", "node_id", "position"),)
