"""第十五条：one of the two departments begins a year's plan."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.land.plan import Party, PlanState, check_new
from services.support.store import land_plans, tables
from services.support.usecases.land.parties import parties


@dataclass(frozen=True, slots=True, kw_only=True)
class CreatePlan:
    """The command."""

    year: int


async def create_plan(work: Work, command: CreatePlan) -> UUID | Refusal:
    """Begin the plan of the acting unit's division."""
    division, found = await parties(work)
    opened = await land_plans.opened(work.session, division, command.year)
    refusal = check_new(command.year, opened, next((p for p in Party if p in found), None))
    if refusal:
        return refusal
    plan = tables.LandPlan(
        id=work.new_id(),
        division=division,
        version=1,
        year=command.year,
        edition=1,
        state=PlanState.DRAFT,
        created_at=work.now,
        created_by_name=work.actor.name,
    )
    work.session.add(plan)
    await work.session.flush()
    await land_plans.add_step(work, plan, "createLandPlan", said={"year": plan.year})
    await work.audit("createLandPlan", f"land-plan/{plan.id}", None, land_plans.told(plan), division=division)
    return plan.id
