"""第十五条：a project's land enters the plan, or an item of it is changed."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.support.domain import wording
from services.support.domain.land.plan import (
    ITEM_UNKNOWN,
    PLAN_UNKNOWN,
    Around,
    Entry,
    Party,
    judged,
    not_a_party,
    not_drafted,
)
from services.support.domain.land.rulebook import A15
from services.support.domain.request import found
from services.support.store import land_plans, tables
from services.support.usecases.land.parties import party_of, project_known, unit_known
from services.support.usecases.land.plan_items import changed, new_item


@dataclass(frozen=True, slots=True, kw_only=True)
class AddItem:
    """The command."""

    plan_id: UUID
    entry: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class EditItem:
    """The command: the whole entry as it is from now on. In a later edition a change has its reason."""

    item_id: UUID
    expected_version: int
    entry: Entry
    reason: str | None


async def add_item(work: Work, command: AddItem) -> UUID | Refusal:
    """Put a project into a drafted plan; the id is the item's."""
    plan = await land_plans.locked(work.session, command.plan_id, work.actor)
    if plan is None:
        return Refusal.of(PLAN_UNKNOWN)
    entry = await _judged(work, plan, command.entry, None)
    if isinstance(entry, Refusal):
        return entry
    item = new_item(work, plan, await land_plans.next_position(work.session, plan.id), entry)
    await changed(work, "addLandPlanItem", plan, item, None)
    return item.id


async def edit_item(work: Work, command: EditItem) -> UUID | Refusal:
    """Change an item of a drafted plan."""
    known = await land_plans.locked_item(work.session, command.item_id, work.actor)
    if known is None:
        return Refusal.of(ITEM_UNKNOWN)
    plan, item = known
    lost = stale(item.version, command.expected_version)
    if lost:
        return Refusal.of(lost)
    entry = await _judged(work, plan, command.entry, item.id)
    reason = wording.optional(command.reason, "修改理由", A15, "reason")
    if isinstance(entry, Refusal) or isinstance(reason, Breach):
        faults = entry.breaches if isinstance(entry, Refusal) else ()
        return Refusal((*faults, *found(reason if isinstance(reason, Breach) else None)))
    before = land_plans.shown(item)
    land_plans.write(item, entry)
    item.version += 1
    await changed(work, "editLandPlanItem", plan, item, before, reason or plan.revision_reason)
    return item.id


async def _judged(work: Work, plan: tables.LandPlan, entry: Entry, item: UUID | None) -> Entry | Refusal:
    party: Party | None = await party_of(work, plan.division)
    around = Around(
        project_known=await project_known(work, entry.project_id, plan.division),
        unit_known=await unit_known(work, entry.responsible_unit_id),
        twice=await land_plans.planned_twice(work.session, plan.id, entry, item),
    )
    kept = judged(entry, around)
    faults: tuple[Breach, ...] = () if isinstance(kept, Entry) else kept
    breaches = (*found(not_a_party(party), not_drafted(plan.state, "planId" if item is None else "itemId")), *faults)
    return Refusal(breaches) if breaches or not isinstance(kept, Entry) else kept
