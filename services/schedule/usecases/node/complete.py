"""第八条：the responsible unit completes a node."""

from __future__ import annotations

from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.schedule.domain.node.completion import Completed, CompleteNode, complete
from services.schedule.domain.node.judging import NodeStep
from services.schedule.store import judgements, nodes, schedules, tables
from services.schedule.usecases.asking import party
from services.schedule.usecases.city.push import push
from services.schedule.usecases.lists.telling import tell_milestones
from services.schedule.usecases.node.documents import hang_documents, take_documents


async def complete_node(work: Work, command: CompleteNode) -> UUID | Refusal:
    """Complete the node with its evidence; the id is the node's."""
    schedule_id = await nodes.schedule_of(work.session, work.actor, command.node_id)
    schedule = await schedules.by_id(work.session, work.actor, schedule_id) if schedule_id else None
    if schedule is None:
        return Refusal.of(Breach("NODE_UNKNOWN", "没有找到该节点，或不在您的查看范围内", Article(8), "nodeId"))
    row = await nodes.by_id(work.session, command.node_id)
    if lost := stale(row.version, command.expected_version):
        return Refusal.of(lost)
    decision = complete(
        nodes.state(row),
        planned=row.current,
        requests=await nodes.requests_of(work.session, row.id),
        party=party(work.actor),
        command=command,
        today=work.today,
        calendar=calendar(),
        ended=schedules.state(schedule).ended,
    )
    faults = list(decision.breaches) if isinstance(decision, Refusal) else []
    files = await take_documents(work, command.documents, faults)
    if isinstance(decision, Refusal) or faults:
        return Refusal(tuple(faults))
    done = decision.state
    before, evidence = {"version": row.version}, _evidence(work, row, done)
    await nodes.complete(work.session, row, done.node, evidence)
    await hang_documents(work, evidence, files)
    await judgements.remember(work, row, NodeStep.COMPLETED, done.node.completed_on)
    await work.record(*decision.events)
    await tell_milestones(work, schedule, row.id)
    await push(work, schedule, *decision.events)
    after = {"version": row.version, "completedOn": row.completed_on, "documents": [str(d) for d in done.documents]}
    await work.audit("completeNode", f"node/{row.id}", before, after)
    return row.id


def _evidence(work: Work, row: tables.Node, done: Completed) -> list[tables.Evidence]:
    return [
        tables.Evidence(
            id=work.new_id(),
            division=row.division,
            schedule_id=row.schedule_id,
            node_id=row.id,
            position=position,
            proves=document.proves,
            title=document.title,
            number=document.number,
            dated_on=document.dated_on,
            kept_at=document.kept_at,
            recorded_at=work.now,
            recorded_by=work.actor.name,
            completion=row.completion,
        )
        for position, document in enumerate(done.documents)
    ]
