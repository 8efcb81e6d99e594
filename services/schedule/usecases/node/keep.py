"""第八条（倒排）：a version of the node plan is computed and kept, whichever command asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.node.planning import Facts, NodePlan, ScheduleBackwards, plan_backwards
from services.schedule.domain.node.record import Node
from services.schedule.store import nodes, schedules, tables, units
from services.schedule.store.lists import milestones
from services.schedule.usecases.asking import party
from services.schedule.usecases.lists.telling import tell_milestones


async def compute_and_keep(
    work: Work, row: tables.Schedule, known: Sequence[Node], command: ScheduleBackwards, action: str
) -> UUID | Refusal:
    """Decide over the locked schedule and all nodes that it ever had; the id is that of the version.

    action: the command under whose name it is audited.
    """
    acting = await units.acting_among(work.session, [n.responsible_unit_id for n in command.nodes])
    decision = plan_backwards(
        schedules.state(row),
        Facts(nodes=tuple(known), units=acting),
        party(work.actor),
        command,
        new_id=work.new_id,
        today=work.today,
        calendar=calendar(),
    )
    if isinstance(decision, Refusal):
        return decision
    plan = decision.state
    kept = _row(work, row, plan)
    work.session.add(kept)
    row.plan_version = plan.version
    await work.session.flush()
    await nodes.save_all(work.session, row.id, plan.nodes, frozenset(n.id for n in known))
    await milestones.keep(work.session, row)
    await nodes.save_history(work.session, kept.id, row.id, plan.nodes)
    await work.record(*decision.events)
    await tell_milestones(work, row)
    before = {"version": plan.version - 1} if known else None
    after = {"version": plan.version, "target": plan.target_on, "nodes": [str(n) for n in plan.nodes]}
    await work.audit(action, f"project/{row.project_id}/plan", before, after, reason=plan.reason)
    return kept.id


def _row(work: Work, schedule: tables.Schedule, plan: NodePlan) -> tables.NodePlan:
    return tables.NodePlan(
        id=work.new_id(),
        division=schedule.division,
        schedule_id=schedule.id,
        version=plan.version,
        target_on=plan.target_on,
        planned_on=plan.planned_on,
        reason=plan.reason,
        slack=plan.slack,
        critical_path=list(plan.critical_path),
        planned_at=work.now,
        planned_by=work.actor.name,
    )
