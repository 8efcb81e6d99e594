"""第十五条：what projects have asked for and no item plans yet enters the plan, so that nothing asked for is forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.support.domain.land.plan import LAND_KINDS, MONTHS, PLAN_UNKNOWN, Entry, Stage, not_a_party, not_drafted
from services.support.domain.land.rulebook import A15
from services.support.domain.request import found
from services.support.store import copies, land_plans
from services.support.usecases.land.parties import party_of
from services.support.usecases.land.plan_items import changed, new_item


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRequests:
    """The command. supply_month: the month to plan the supply for, to be changed item by item."""

    plan_id: UUID
    expected_version: int
    supply_month: int = MONTHS


async def import_requests(work: Work, command: ImportRequests) -> UUID | Refusal:
    """Add an item for each project and kind of land with open requests; the owner is responsible until it is changed."""
    plan = await land_plans.locked(work.session, command.plan_id, work.actor)
    if plan is None:
        return Refusal.of(PLAN_UNKNOWN)
    lost = stale(plan.version, command.expected_version)
    if lost:
        return Refusal.of(lost)
    party = await party_of(work, plan.division)
    month = None
    if not 1 <= command.supply_month <= MONTHS:
        month = Breach("MONTH_INVALID", f"月份须在 1 至 {MONTHS} 之间", A15, "supplyMonth")
    coming = await land_plans.unplanned(work.session, plan, LAND_KINDS)
    nothing = None
    if not coming:
        nothing = Breach("NOTHING_TO_IMPORT", "没有尚未列入计划的用地申请", A15, "planId")
    breaches = found(not_a_party(party), not_drafted(plan.state), month, nothing)
    if breaches:
        return Refusal(breaches)
    position = await land_plans.next_position(work.session, plan.id)
    for at, (kind, project_id, area, request_id) in enumerate(coming, start=position):
        responsible = await copies.owner_of(work.session, project_id) or work.actor.unit
        assert responsible is not None, "a party acts for a unit"
        months = {Stage.REQUISITION: None, Stage.DEMOLITION: None, Stage.SUPPLY: command.supply_month}
        entry = Entry(
            project_id=project_id,
            kind=kind,
            area=area,
            months=months,
            responsible_unit_id=responsible,
            note="由用地申请导入",
        )
        item = new_item(work, plan, at, entry)
        item.request_id = UUID(request_id)
        await changed(work, "importLandRequests", plan, item, None)
    return plan.id
