"""第八条：the investment authority sets the annual tasks of several projects at once; each row is judged for itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.schedule.domain.annual.even import Even, even_faults, split_evenly
from services.schedule.domain.annual.rulebook import EVEN_PLACES, MOST_TASKS
from services.schedule.domain.task import A8, MONTHS, SetAnnualTask
from services.schedule.store import schedules, tables
from services.schedule.usecases.task.set import set_annual_task


class BatchMode(StrEnum):
    """What happens where rows have faults."""

    ALL_OR_NOTHING = "ALL_OR_NOTHING"  # 有一项不通过则全部不下达
    GOOD_ROWS = "GOOD_ROWS"  # 只下达通过的项


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """One project's task: twelve amounts, or the months over which the plan's investment is split evenly."""

    project_id: UUID
    months: tuple[Decimal, ...] | None
    even: Even | None
    reason: str | None
    expected_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAnnualTasks:
    """The command: the tasks of one year."""

    year: int
    mode: BatchMode
    rows: tuple[TaskRow, ...]


async def set_annual_tasks(work: Work, command: SetAnnualTasks) -> UUID | Refusal:
    """Set what can be, or all or nothing; the id is that of the batch, which keeps what became of each row."""
    if not 1 <= len(command.rows) <= MOST_TASKS:
        message = f"一次须下达1至{MOST_TASKS}个项目的年度投资任务，现为{len(command.rows)}个"
        return Refusal.of(Breach("BATCH_SIZE", message, A8, "rows"))
    if len({row.project_id for row in command.rows}) < len(command.rows):
        return Refusal.of(Breach("BATCH_REPEATS", "同一项目在一次下达中只能出现一次", A8, "rows"))
    outcomes: dict[UUID, UUID | Refusal] = {}
    for row in sorted(command.rows, key=lambda r: r.project_id):  # locked in one order, whoever asks
        outcomes[row.project_id] = await _set(work, command.year, row)
    results = [(row, outcomes[row.project_id]) for row in command.rows]
    faults = [
        replace(breach, field=f"rows.{i}.{breach.field or 'projectId'}")
        for i, (_, outcome) in enumerate(results)
        if isinstance(outcome, Refusal)
        for breach in outcome.breaches
    ]
    if faults and command.mode is BatchMode.ALL_OR_NOTHING:
        return Refusal(tuple(faults))
    return await _kept(work, command, [_result(row, outcome) for row, outcome in results])


async def _kept(work: Work, command: SetAnnualTasks, results: list[dict[str, Any]]) -> UUID:
    accepted = sum(r["taskId"] is not None for r in results)
    batch = tables.TaskBatch(
        id=work.new_id(),
        division=work.actor.division,
        by_subject=work.actor.subject,
        by=work.actor.name,
        at=work.now,
        year=command.year,
        accepted=accepted,
        refused=len(results) - accepted,
        results=results,
    )
    work.session.add(batch)
    await work.session.flush()
    await work.audit("setAnnualTasks", f"task-batch/{batch.id}", None, {"year": command.year, "results": results})
    return batch.id


async def _set(work: Work, year: int, row: TaskRow) -> UUID | Refusal:
    if (row.months is None) == (row.even is None):
        message = f"须给出{MONTHS}个月的投资额，或均分的起止月份，两者择一"
        return Refusal.of(Breach("MONTHS_OR_EVEN", message, A8, "months"))
    months = row.months
    if row.even is not None:
        if faults := even_faults(row.even, "even"):
            return Refusal(tuple(faults))
        months = await _even(work, year, row.project_id, row.even)
    command = SetAnnualTask(
        project_id=row.project_id,
        year=year,
        months=months or (),
        reason=row.reason,
        expected_version=row.expected_version,
    )
    return await set_annual_task(work, command)


async def _even(work: Work, year: int, project_id: UUID, even: Even) -> tuple[Decimal, ...]:
    """Split what the plan has for the year; where it has nothing, the task is refused for that, whatever its months."""
    schedule = await schedules.of_project(work.session, work.actor, project_id)
    item = await schedules.item_of(work.session, schedule, year) if schedule else None
    total = item.annual_investment if item else Decimal(0)
    return split_evenly(total, even, EVEN_PLACES.on(work.today))


def _result(row: TaskRow, outcome: UUID | Refusal) -> dict[str, Any]:
    breaches = outcome.breaches if isinstance(outcome, Refusal) else ()
    said = [
        {"code": b.code, "message": b.message, "article": str(b.article) if b.article else None, "field": b.field}
        for b in breaches
    ]
    task = None if isinstance(outcome, Refusal) else str(outcome)
    return {"projectId": str(row.project_id), "taskId": task, "breaches": said}
