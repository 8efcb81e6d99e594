"""第九条：the investment authority verifies the completion of a node."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.node.judging import NodeStep, VerifyNode, verify
from services.schedule.store import judgements, nodes
from services.schedule.usecases.asking import party
from services.schedule.usecases.city.push import push
from services.schedule.usecases.verification.judged import judged_node


async def verify_node(work: Work, command: VerifyNode) -> UUID | Refusal:
    """Verify; the id is the node's."""
    found = await judged_node(work, command.node_id, command.expected_version)
    if isinstance(found, Refusal):
        return found
    schedule, row, by = found
    decision = verify(nodes.state(row), row.verified_on, by, party(work.actor), today=work.today)
    if isinstance(decision, Refusal):
        return decision
    before = {"version": row.version, "verifiedOn": None}
    row.version, row.verified_on = decision.state.version, work.today
    await judgements.remember(work, row, NodeStep.VERIFIED, row.completed_on)
    await work.record(*decision.events)
    await push(work, schedule, *decision.events)
    after = {"version": row.version, "verifiedOn": row.verified_on}
    await work.audit("verifyNode", f"node/{row.id}", before, after)
    return row.id
