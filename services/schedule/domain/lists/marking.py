"""第七条（二）（四）：which node of a plan is the start, which the completion, where its name does not say so."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.law.breach import Breach, Refusal
from services.schedule.domain.lists.drafting import A7
from services.schedule.domain.lists.editing import read_reason
from services.schedule.domain.lists.terms import ListRole
from services.schedule.domain.opening import Schedule, ended_faults


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkListNode:
    """The command: the node that is the project's start or completion, and why."""

    project_id: UUID
    role: ListRole
    node_id: UUID
    reason: str
    expected_version: int


def mark(schedule: Schedule, own: frozenset[UUID], marked: UUID | None, command: MarkListNode) -> Refusal | None:
    """第七条：mark a node of the plan in force (`own`)."""
    faults = ended_faults(schedule.ended, "标记节点", "projectId")
    if command.node_id not in own:
        faults.append(Breach("NODE_NOT_IN_PLAN", "该节点不在本项目现行倒排计划中", A7, "nodeId"))
    if marked == command.node_id:
        faults.append(Breach("MARK_UNCHANGED", "该节点已这样标记", A7, "nodeId"))
    read_reason(command.reason, faults)
    return Refusal(tuple(faults)) if faults else None
