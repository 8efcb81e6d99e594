"""第九条（对系统上报的项目进度进行核实）：a completed node is verified, or its completion is taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.law.text import clean_text
from services.schedule.domain.decision import Decided, Party, kept
from services.schedule.domain.node.record import Node
from services.schedule.domain.opening import Ended, ended_faults
from services.schedule.domain.specialist.events import NodeCompletionReturned, NodeVerified

A9 = Article(9)


class NodeStep(StrEnum):
    """What was done with the completion of a node."""

    COMPLETED = "COMPLETED"  # 已办结，待核实
    VERIFIED = "VERIFIED"  # 已核实
    RETURNED = "RETURNED"  # 已退回，重新办理


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyNode:
    """The command: the completed version that was judged and found right."""

    node_id: UUID
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnNode:
    """The command: the completed version that was judged, and why its completion goes back."""

    node_id: UUID
    reason: str
    expected_version: int


def verify(
    node: Node, verified_on: date | None, completed_by: str | None, party: Party, *, today: date
) -> Decided[Node] | Refusal:
    """第九条：verify a completion. completed_by: the subject of who completed it, where that is on record."""
    faults = _judging_faults(node, completed_by, party)
    if verified_on is not None:
        faults.append(Breach("NODE_ALREADY_VERIFIED", f"该节点的办结已于{verified_on}核实", A9, "nodeId"))
    if faults or node.completed_on is None:
        return Refusal(tuple(faults))
    after = replace(node, version=node.version + 1)
    event = NodeVerified(
        node_id=node.id,
        project_id=node.project_id,
        node_version=after.version,
        responsible_unit_id=node.spec.responsible_unit_id,
        completed_on=node.completed_on,
        verified_on=today,
        division=node.division,
    )
    return Decided(after, (event,))


def return_(
    node: Node, completed_by: str | None, party: Party, command: ReturnNode, *, ended: Ended | None, today: date
) -> Decided[tuple[Node, str]] | Refusal:
    """第九条：take a completion back, verified before or not: the node is open again and its lateness counts on.

    ended: nothing is completed any more where the plan gave the project up (第十一条), so nothing is sent back there.
    """
    faults = [*_judging_faults(node, completed_by, party), *ended_faults(ended, "退回节点的办结", "nodeId")]
    reason = kept(clean_text(command.reason, "退回理由", "reason", 1000), faults, "?", A9)
    if not reason:
        faults.append(Breach("REASON_MISSING", "退回办结须说明理由", A9, "reason"))
    if faults or node.completed_on is None:
        return Refusal(tuple(faults))
    after = replace(node, completed_on=None, version=node.version + 1)
    event = NodeCompletionReturned(
        node_id=node.id,
        project_id=node.project_id,
        node_version=after.version,
        responsible_unit_id=node.spec.responsible_unit_id,
        due_on=node.due_on,
        completed_on=node.completed_on,
        returned_on=today,
        reason=reason,
        division=node.division,
    )
    return Decided((after, reason), (event,))


def _judging_faults(node: Node, completed_by: str | None, party: Party) -> list[Breach]:
    """Only what is completed is judged, and never by the person or the unit that completed it: a second pair of eyes."""
    faults = []
    if node.completed_on is None:
        faults.append(Breach("NODE_NOT_COMPLETED", "该节点尚未办结（或办结已退回），没有可核实的办结", A9, "nodeId"))
    if completed_by is not None and party.subject == completed_by:
        faults.append(Breach("OWN_COMPLETION", "不能核实、退回本人办结的节点，须由他人核实", A9, "nodeId"))
    return faults
