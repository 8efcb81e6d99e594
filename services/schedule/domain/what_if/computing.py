"""第八条（倒排）：a scenario is computed by the very decision that plans nodes, as if the authority adopted it today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.law.parties import Role
from services.law.workdays import WorkCalendar
from services.schedule.domain.decision import Party
from services.schedule.domain.node.planning import Facts, NodePlan, ScheduleBackwards, plan_backwards
from services.schedule.domain.node.record import Node, NodeSpec
from services.schedule.domain.node.spec import NodeDraft, read_nodes
from services.schedule.domain.opening import Schedule
from services.schedule.domain.what_if.editing import Draft

# what a scenario may find out: that a network, faultless as it is, cannot be kept
CANNOT_BE_KEPT = frozenset(
    {"TARGET_IMPOSSIBLE", "CONSTRAINT_IMPOSSIBLE", "CONSTRAINTS_CONTRADICT", "CONSTRAINT_NOT_WORKDAY"}
)
_AS_IF = Party(subject="", name="", roles=frozenset({Role.INVESTMENT_AUTHORITY}), unit=None)


@dataclass(frozen=True, slots=True)
class Tried:
    """A scenario computed: its nodes in order, as a plan (days and critical path) or with what stands against it."""

    specs: tuple[NodeSpec, ...]
    plan: NodePlan | None
    faults: tuple[Breach, ...]

    @property
    def nodes(self) -> dict[str, Node]:
        """The nodes with their days, by code; none where it cannot be kept."""
        return {n.spec.code: n for n in self.plan.nodes} if self.plan else {}


def tried(
    schedule: Schedule,
    facts: Facts,
    draft: Draft,
    *,
    new_id: Callable[[], UUID],
    today: date,
    calendar: WorkCalendar,
) -> Tried | Refusal:
    """第八条：compute the network. What no plan could hold is refused; what only cannot be kept is an answer."""
    command = ScheduleBackwards(
        project_id=schedule.project_id,
        target_on=draft.target_on,
        nodes=draft.nodes,
        reason="—",
        expected_version=schedule.plan_version,
    )
    decided = plan_backwards(schedule, facts, _AS_IF, command, new_id=new_id, today=today, calendar=calendar)
    if not isinstance(decided, Refusal):
        return Tried(tuple(n.spec for n in decided.state.nodes), decided.state, ())
    if not all(b.code in CANNOT_BE_KEPT for b in decided.breaches):
        return decided
    done_by = {n.spec.code: n.spec.responsible_unit_id for n in facts.nodes if n.completed_on}
    return Tried(tuple(read_nodes(draft.nodes, facts.units, today, [], done_by)), None, decided.breaches)


def draft_of(spec: NodeSpec) -> NodeDraft:
    """Write a node as if it were typed in again."""
    return NodeDraft(
        code=spec.code,
        name=spec.name,
        stage=spec.stage,
        key_link=spec.key_link,
        responsible_unit_id=spec.responsible_unit_id,
        responsible_person=spec.responsible_person,
        duration=spec.duration,
        unit=spec.unit,
        links=spec.links,
        evidence=spec.evidence,
        waits_for=spec.waits_for,
        constraint=spec.constraint,
        constraint_on=spec.constraint_on,
    )
