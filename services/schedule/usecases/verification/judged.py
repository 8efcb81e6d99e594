"""Finding the node whose completion is judged; who comes second is told what has happened meanwhile."""

from __future__ import annotations

from uuid import UUID

from services.chassis.clock import local_day
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.schedule.domain.node.judging import A9, NodeStep
from services.schedule.store import judgements, nodes, schedules, tables

_DID = {
    NodeStep.COMPLETED: ("NODE_COMPLETED_ANEW", "重新办结"),
    NodeStep.VERIFIED: ("NODE_ALREADY_VERIFIED", "核实"),
    NodeStep.RETURNED: ("NODE_ALREADY_RETURNED", "退回"),
}


async def judged_node(
    work: Work, node_id: UUID, expected_version: int
) -> tuple[tables.Schedule, tables.Node, str | None] | Refusal:
    """Lock the project's schedule; answer with the node and the subject of who completed it."""
    schedule_id = await nodes.schedule_of(work.session, work.actor, node_id)
    schedule = await schedules.by_id(work.session, work.actor, schedule_id) if schedule_id else None
    if schedule is None:
        return Refusal.of(Breach("NODE_UNKNOWN", "没有找到该节点，或不在您的查看范围内", A9, "nodeId"))
    row = await nodes.by_id(work.session, node_id)
    if lost := stale(row.version, expected_version):
        return Refusal.of(lost, *await _meanwhile(work, row, expected_version))
    completed = await judgements.last_of(work.session, row.id, NodeStep.COMPLETED)
    return schedule, row, completed.by_subject if completed else None


async def _meanwhile(work: Work, row: tables.Node, seen: int) -> list[Breach]:
    """第九条：of two who judge at once the second hears who did what, and when."""
    last = await judgements.last_of(work.session, row.id, *NodeStep)
    if last is None or last.version <= seen:
        return []
    code, did = _DID[last.step]
    reason = f"，理由：{last.reason}" if last.reason else ""
    return [Breach(code, f"{last.by}已于{local_day(last.at)}{did}该节点的办结{reason}", A9, "nodeId")]
