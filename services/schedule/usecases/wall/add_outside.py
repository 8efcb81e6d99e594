"""第八条：add a project that no annual plan has to the war map."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.schedule.domain.listing import standing
from services.schedule.domain.wall.events import OutsidePlanAdded
from services.schedule.domain.wall.outside import A8, Addition, AddOutsidePlan, add_faults, followed
from services.schedule.store import listings, outside
from services.schedule.usecases.plan.settle import named_project, settle


async def add_outside_plan(work: Work, command: AddOutsidePlan) -> UUID | Refusal:
    """Open the project's schedule, or let it go on, outside the plan; the id is the schedule's."""
    await listings.hold(work.session, command.project_id)
    project = await named_project(work, command.project_id)
    known = await listings.of_project(work.session, command.project_id)
    before = followed(known, await outside.of_project(work.session, command.project_id))
    reason, faults = add_faults(standing(known), before, command.reason, today=work.today)
    if project is None:
        message = "没有找到该项目：项目须先在储备库系统登记，登记后稍候即可添加"
        faults.insert(0, Breach("PROJECT_UNKNOWN", message, A8, "projectId"))
    if faults or project is None:
        return Refusal(tuple(faults))
    made = Addition(id=work.new_id(), project_id=command.project_id, added_on=work.today, reason=reason)
    await outside.add(work, made, project.division)
    row = await settle(work, command.project_id)
    assert row is not None, "a project on the map has a schedule"
    told = OutsidePlanAdded(
        project_id=row.project_id,
        addition_id=made.id,
        added_on=made.added_on,
        reason=reason,
        responsible_unit_id=row.owner_id,
        division=row.division,
    )
    await work.record(told)
    subject, after = f"project/{row.project_id}/schedule", {"addedOn": made.added_on}
    await work.audit("addOutsidePlan", subject, None, after, reason=reason, division=row.division)
    return row.id
