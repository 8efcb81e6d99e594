"""第十五条：how every change of a drafted plan ends: its next version, the confirmations taken back, history and audit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.chassis.work import Work
from services.support.domain.land.plan import Entry
from services.support.store import land_plans, tables


def new_item(work: Work, plan: tables.LandPlan, position: int, entry: Entry) -> tables.LandPlanItem:
    """Put an entry into a plan."""
    item = tables.LandPlanItem(
        id=work.new_id(),
        plan_id=plan.id,
        division=plan.division,
        version=1,
        position=position,
        project_id=entry.project_id,
        kind=entry.kind,
        area=entry.area,
        requisition_month=None,
        demolition_month=None,
        supply_month=None,
        responsible_unit_id=entry.responsible_unit_id,
    )
    land_plans.write(item, entry)
    work.session.add(item)
    return item


async def changed(
    work: Work,
    operation: str,
    plan: tables.LandPlan,
    item: tables.LandPlanItem,
    before: Mapping[str, Any] | None,
    reason: str | None = None,
) -> None:
    """Keep a change of one item of a draft."""
    unconfirmed(plan)
    plan.version += 1
    await work.session.flush()
    after = land_plans.shown(item)
    said = {k: v for k, v in after.items() if before is None or before[k] != v}
    await land_plans.add_step(work, plan, operation, item_id=item.id, reason=reason, said=said)
    subject = f"land-plan-item/{item.id}"
    await work.audit(operation, subject, before, after, reason=reason, division=plan.division)


def unconfirmed(plan: tables.LandPlan) -> None:
    """Take the confirmations back: nobody has confirmed what they have not seen."""
    plan.land_confirmed_at = plan.land_confirmed_by = plan.land_confirmed_by_name = None
    plan.requisition_confirmed_at = plan.requisition_confirmed_by = plan.requisition_confirmed_by_name = None
