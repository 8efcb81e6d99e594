"""第八条（倒排）：a project's node plan is drawn up, or changed."""

from __future__ import annotations

from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.node.planning import Facts, NodePlan, ScheduleBackwards, plan_backwards
from services.schedule.store import nodes, schedules, tables, units
from services.schedule.usecases.asking import no_schedule, party


async def schedule_backwards(work: Work, command: ScheduleBackwards) -> UUID | Refusal:
    """Compute and keep a version of the node plan; the id is that of the version."""
    row = await schedules.of_project(work.session, work.actor, command.project_id)
    if row is None:
        return no_schedule()
    if lost := stale(row.plan_version, command.expected_version):
        return Refusal.of(lost)
    known = await nodes.all_of(work.session, row.id)
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
    await nodes.save_history(work.session, kept.id, row.id, plan.nodes)
    await work.record(*decision.events)
    before = {"version": plan.version - 1} if known else None
    after = {"version": plan.version, "target": plan.target_on, "nodes": [str(n) for n in plan.nodes]}
    await work.audit("scheduleBackwards", f"project/{row.project_id}/plan", before, after, reason=plan.reason)
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
