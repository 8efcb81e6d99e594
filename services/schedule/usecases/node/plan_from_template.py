"""第八条（倒排）：a project's node plan is drawn up from a template, in one step."""

from __future__ import annotations

from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.node.from_template import ScheduleFromTemplate, drafts_of
from services.schedule.domain.node.planning import ScheduleBackwards
from services.schedule.domain.template.offered import templates_on
from services.schedule.store import nodes, schedules
from services.schedule.usecases.asking import no_schedule
from services.schedule.usecases.node.keep import compute_and_keep


async def schedule_from_template(work: Work, command: ScheduleFromTemplate) -> UUID | Refusal:
    """Copy today's template into nodes and keep a version of the node plan; the id is that of the version."""
    row = await schedules.of_project(work.session, work.actor, command.project_id)
    if row is None:
        return no_schedule()
    if lost := stale(row.plan_version, command.expected_version):
        return Refusal.of(lost)
    known = await nodes.all_of(work.session, row.id)
    drafts = drafts_of(command, templates_on(work.today), known)
    if isinstance(drafts, Refusal):
        return drafts
    plan = ScheduleBackwards(
        project_id=command.project_id,
        target_on=command.target_on,
        nodes=drafts,
        reason=command.reason,
        expected_version=command.expected_version,
    )
    return await compute_and_keep(work, row, known, plan, "scheduleFromTemplate")
