"""第九条：the investment authority takes the completion of a node back, with its reason."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.node.judging import NodeStep, ReturnNode, return_
from services.schedule.store import judgements, nodes, schedules
from services.schedule.usecases.asking import party
from services.schedule.usecases.city.push import push
from services.schedule.usecases.lists.telling import tell_milestones
from services.schedule.usecases.verification.judged import judged_node


async def return_node(work: Work, command: ReturnNode) -> UUID | Refusal:
    """Open the node again; its evidence stays on record with the completion that it was of. The id is the node's."""
    found = await judged_node(work, command.node_id, command.expected_version)
    if isinstance(found, Refusal):
        return found
    schedule, row, by = found
    ended = schedules.state(schedule).ended
    decision = return_(nodes.state(row), by, party(work.actor), command, ended=ended, today=work.today)
    if isinstance(decision, Refusal):
        return decision
    after, reason = decision.state
    before = {"version": row.version, "completedOn": row.completed_on, "verifiedOn": row.verified_on}
    was_completed_on = row.completed_on
    row.version, row.completed_on, row.verified_on = after.version, None, None
    row.completion += 1
    await judgements.remember(work, row, NodeStep.RETURNED, was_completed_on, reason)
    await work.session.flush()
    await work.record(*decision.events)
    await tell_milestones(work, schedule, row.id)
    await push(work, schedule, *decision.events)
    await work.audit("returnNode", f"node/{row.id}", before, {"version": row.version}, reason=reason)
    return row.id
