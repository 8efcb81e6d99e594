"""第八条：take a project off the war map that was added to it outside the plan."""

from __future__ import annotations

from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.wall.events import OutsidePlanEnded
from services.schedule.domain.wall.outside import OutsideState, RemoveOutsidePlan, remove
from services.schedule.store import listings, outside, schedules
from services.schedule.usecases.asking import no_schedule
from services.schedule.usecases.plan.settle import settle


async def remove_outside_plan(work: Work, command: RemoveOutsidePlan) -> UUID | Refusal:
    """End the project's schedule with the reason; what was done stays readable. The id is the schedule's."""
    await listings.hold(work.session, command.project_id)
    row = await schedules.of_project(work.session, work.actor, command.project_id)
    if row is None:
        return no_schedule()
    additions = await outside.of_project(work.session, command.project_id)
    on_map = next((a for a in additions if a.state is OutsideState.ON_THE_MAP), None)
    if on_map is not None and (lost := stale(on_map.version, command.expected_version)):
        return Refusal.of(lost)
    removed = remove(additions, command, today=work.today)
    if isinstance(removed, Refusal):
        return removed
    await outside.remove(work, removed)
    await settle(work, command.project_id)
    told = OutsidePlanEnded(
        project_id=row.project_id,
        addition_id=removed.id,
        ended_on=work.today,
        taken_up=False,
        reason=removed.removal_reason,
        responsible_unit_id=row.owner_id,
        division=row.division,
    )
    await work.record(told)
    shown = [{"removedOn": a.removed_on if a else None} for a in (on_map, removed)]
    subject = f"project/{row.project_id}/schedule"
    await work.audit("removeOutsidePlan", subject, *shown, reason=removed.removal_reason, division=row.division)
    return row.id
