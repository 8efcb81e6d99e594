"""第十五条：an item leaves a drafted plan, with the reason; it stays on record."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.support.domain import wording
from services.support.domain.land.plan import ITEM_UNKNOWN, not_a_party, not_drafted
from services.support.domain.land.rulebook import A15
from services.support.domain.request import found
from services.support.store import land_plans
from services.support.usecases.land.parties import party_of
from services.support.usecases.land.plan_items import changed


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveItem:
    """The command."""

    item_id: UUID
    expected_version: int
    reason: str


async def remove_item(work: Work, command: RemoveItem) -> UUID | Refusal:
    """Take an item out; the id is the plan's."""
    known = await land_plans.locked_item(work.session, command.item_id, work.actor)
    if known is None:
        return Refusal.of(ITEM_UNKNOWN)
    plan, item = known
    lost = stale(item.version, command.expected_version)
    if lost:
        return Refusal.of(lost)
    said = wording.required(command.reason, "移出理由", A15, "reason")
    party = await party_of(work, plan.division)
    breaches = found(not_a_party(party), not_drafted(plan.state, "itemId"), said if isinstance(said, Breach) else None)
    if breaches or isinstance(said, Breach):
        return Refusal(breaches)
    before = land_plans.shown(item)
    item.removed_on, item.removed_reason = work.today, said
    item.version += 1
    await changed(work, "removeLandPlanItem", plan, item, before, said)
    return plan.id
