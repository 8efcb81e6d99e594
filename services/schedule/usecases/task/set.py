"""第八条：the investment authority sets, or changes, a project's annual investment task."""

from __future__ import annotations

from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.task import SetAnnualTask, set_task, task_facts
from services.schedule.store import schedules
from services.schedule.usecases.asking import no_schedule


async def set_annual_task(work: Work, command: SetAnnualTask) -> UUID | Refusal:
    """Add a version of the year's task; the id is that of the version."""
    row = await schedules.of_project(work.session, work.actor, command.project_id)
    if row is None:
        return no_schedule()
    current = await schedules.task_of(work.session, row.id, command.year)
    if lost := stale(current.version if current else 0, command.expected_version):
        return Refusal.of(lost)
    item = await schedules.item_of(work.session, row, command.year)
    decision = set_task(schedules.state(row), item, current, command)
    if isinstance(decision, Refusal):
        return decision
    made = schedules.task_row(work, row, decision.state, by=work.actor.name)
    row.split_due = row.split_due and command.year != row.year
    work.session.add(made)
    await work.session.flush()
    await work.record(*decision.events)
    await work.audit(
        "setAnnualTask",
        f"project/{row.project_id}/task/{command.year}",
        task_facts(current),
        task_facts(decision.state),
        reason=made.reason,
    )
    return made.id
