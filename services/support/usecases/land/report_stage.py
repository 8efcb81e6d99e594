"""第十五条：requisition, demolition or supply of an item is reported done, or what was reported is put right."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.land.plan import ITEM_UNKNOWN, Progress, Stage, check_progress
from services.support.store import land_plans
from services.support.usecases.land.parties import party_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportStage:
    """The command."""

    item_id: UUID
    expected_version: int
    progress: Progress


async def report_stage(work: Work, command: ReportStage) -> UUID | Refusal:
    """Write down when a stage was done. The confirmations stay: what was planned does not change."""
    known = await land_plans.locked_item(work.session, command.item_id, work.actor)
    if known is None:
        return Refusal.of(ITEM_UNKNOWN)
    plan, item = known
    lost = stale(item.version, command.expected_version)
    if lost:
        return Refusal.of(lost)
    own = work.actor.unit is not None and work.actor.unit == item.responsible_unit_id
    reason = check_progress(
        command.progress,
        land_plans.entry_of(item).months,
        land_plans.done_of(item),
        issued=plan.number is not None,
        by_right=own or await party_of(work, plan.division) is not None,
        today=work.today,
    )
    if isinstance(reason, Refusal):
        return reason
    before = land_plans.shown(item)
    stage, on = command.progress.stage, command.progress.done_on
    if stage is Stage.REQUISITION:
        item.requisition_done_on = on
    elif stage is Stage.DEMOLITION:
        item.demolition_done_on = on
    else:
        item.supply_done_on = on
    item.version += 1
    await work.session.flush()
    said = {"stage": stage.value, "doneOn": on.isoformat() if on else None}
    operation = "reportLandPlanStage"
    await land_plans.add_step(work, plan, operation, item_id=item.id, reason=reason or None, said=said)
    subject, after = f"land-plan-item/{item.id}", land_plans.shown(item)
    await work.audit(operation, subject, before, after, reason=reason or None, division=plan.division)
    return item.id
