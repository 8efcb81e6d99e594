"""第七条（二）（四）：a node is marked as its project's start or completion."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.lists.marking import MarkListNode, mark
from services.schedule.store import schedules, tables
from services.schedule.store.lists import milestones
from services.schedule.usecases.asking import no_schedule
from services.schedule.usecases.lists.telling import tell_milestones


async def mark_list_node(work: Work, command: MarkListNode) -> UUID | Refusal:
    """Mark the node; the id is the schedule's."""
    row = await schedules.of_project(work.session, work.actor, command.project_id)
    if row is None:
        return no_schedule()
    node, kept = tables.Node, await work.session.get(tables.ListMark, (row.id, command.role))
    if lost := stale(kept.version if kept else 0, command.expected_version):
        return Refusal.of(lost)
    own = await work.session.scalars(select(node.id).where(node.schedule_id == row.id, node.current))
    refused = mark(schedules.state(row), frozenset(own.all()), kept.node_id if kept else None, command)
    if refused is not None:
        return refused
    before = {"nodeId": kept.node_id} if kept else None
    if kept is None:
        kept = tables.ListMark(
            schedule_id=row.id,
            role=command.role,
            division=row.division,
            node_id=command.node_id,
            version=0,
            reason="",
            marked_at=work.now,
            marked_by="",
        )
        work.session.add(kept)
    kept.node_id, kept.reason, kept.version = command.node_id, command.reason.strip(), kept.version + 1
    kept.marked_at, kept.marked_by = work.now, work.actor.name
    await work.session.flush()
    await milestones.keep(work.session, row)
    await tell_milestones(work, row)
    subject = f"project/{row.project_id}/mark/{command.role.value}"
    await work.audit("markListNode", subject, before, {"nodeId": command.node_id}, reason=kept.reason)
    return row.id
