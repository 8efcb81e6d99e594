"""第八条：a node with its responsible unit and person, key link, time limit and the evidence that completes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.schedule.domain.network.activity import Activity, ConstraintKind, DayUnit, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeSpec:
    """What the plan says of a node. Its days are computed.

    key_link 关键环节: the step within the node on which it hangs. waits_for: the factor request (code in the rulebook)
    that has to be granted before the node can be completed. duration 0: a milestone. constraint: the node is bound to
    the day constraint_on, whatever the network would allow.
    """

    code: str
    name: str
    stage: str | None
    key_link: str
    responsible_unit_id: UUID
    responsible_person: str
    duration: int
    unit: DayUnit
    links: tuple[Link, ...]
    evidence: tuple[str, ...]
    waits_for: str | None
    constraint: ConstraintKind | None = None
    constraint_on: date | None = None

    def activity(self, *, done: bool, done_on: date | None = None) -> Activity:
        """Return the node as the scheduler sees it."""
        return Activity(
            self.code,
            self.duration,
            self.unit,
            self.links,
            done,
            self.name,
            self.constraint,
            self.constraint_on,
            done_on,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A node of a project.

    start_on and due_on are the latest days by the reverse schedule; early_* are the earliest from the day of planning.
    baseline_*: the days of the first plan, kept for ever; None for a node that a later plan has added.
    plan_version: the last version of the plan that has the node; lower than the schedule's when it was left out.
    free_float: None for a node that was planned before it was kept.
    """

    id: UUID
    project_id: UUID
    division: str
    spec: NodeSpec
    plan_version: int
    position: int
    start_on: date
    due_on: date
    early_start_on: date
    early_due_on: date
    total_float: int
    critical: bool
    baseline_start_on: date | None
    baseline_due_on: date | None
    completed_on: date | None = None
    version: int = 1
    free_float: int | None = None
