"""第八条：the investment authority sets, or changes, a project's annual investment task."""

from __future__ import annotations

from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.task import AnnualTask, SetAnnualTask, set_task
from services.schedule.store import schedules, tables
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
    made = _row(work, row, decision.state)
    work.session.add(made)
    await work.session.flush()
    await work.record(*decision.events)
    await work.audit(
        "setAnnualTask",
        f"project/{row.project_id}/task/{command.year}",
        _facts(current),
        _facts(decision.state),
        reason=made.reason,
    )
    return made.id


def _row(work: Work, schedule: tables.Schedule, task: AnnualTask) -> tables.AnnualTask:
    return tables.AnnualTask(
        id=work.new_id(),
        division=schedule.division,
        schedule_id=schedule.id,
        year=task.year,
        version=task.version,
        annual_investment=task.annual_investment,
        months=list(task.months),
        reason=task.reason,
        set_at=work.now,
        set_by=work.actor.name,
    )


def _facts(task: AnnualTask | None) -> dict[str, object] | None:
    return {"version": task.version, "annual": task.annual_investment, "months": task.months} if task else None
