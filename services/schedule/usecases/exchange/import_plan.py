"""第八条（倒排）：a plan of another tool is taken in, as a scenario; the plan in force stays until that is adopted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.schedule.domain.exchange.tasks import A8, Defaults, FileFault, FilePlan, PlanFormat, mapped
from services.schedule.domain.what_if.rules import CreateScenario
from services.schedule.domain.what_if.terms import ScenarioSource
from services.schedule.store import exchange
from services.schedule.usecases.what_if.create import create_scenario

_SOURCES = {PlanFormat.MS_PROJECT: ScenarioSource.MS_PROJECT, PlanFormat.CSV: ScenarioSource.CSV}
_NODE = re.compile(r"nodes\.(\d+)(?:\.|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """The command: what a file says, under which name it is kept, and who answers where the file does not say it.

    target_on: None as the file says, and else as the plan in force has it.
    """

    project_id: UUID
    name: str
    format: PlanFormat
    file: FilePlan
    defaults: Defaults
    target_on: date | None


async def import_plan(work: Work, command: ImportPlan) -> UUID | Refusal:
    """Make a scenario of the file, all of it or nothing; the id is the scenario's."""
    plan = command.file
    names = {n for task in plan.tasks for n in (*task.unit_names, *task.people)}
    ids = {task.unit_id for task in plan.tasks if task.unit_id is not None}
    made = mapped(plan, await exchange.directory(work.session, names, ids), command.defaults)
    if faults := [*plan.faults, *made.faults]:
        return Refusal(tuple(_breach(fault) for fault in faults))
    carried = tuple(f"未带入：{what}" for what in plan.not_carried)
    scenario = CreateScenario(
        project_id=command.project_id,
        name=command.name,
        target_on=command.target_on or plan.target_on,
        nodes=tuple(made.drafts),
        edits=(),
        source=_SOURCES[command.format],
        notes=(*carried, *plan.notes, *made.notes),
    )
    return await create_scenario(work, scenario)


def _breach(fault: FileFault) -> Breach:
    where = f"{fault.place}“{fault.name}”：" if fault.name else f"{fault.place}：" if fault.place else ""
    return Breach(fault.code, f"{where}{fault.message}", A8, f"tasks.{fault.place}" if fault.place else None)


def by_task(breaches: Sequence[Breach], plan: FilePlan) -> list[FileFault]:
    """Say of each reason of a refusal to which task of the file it belongs."""
    places = {task.place: task for task in plan.tasks}
    faults = []
    for breach in breaches:
        place = breach.field.removeprefix("tasks.") if breach.field else None
        task = places.get(place or "")
        if found := _NODE.match(breach.field or ""):
            task = plan.tasks[int(found[1])]
        elif task is None and not (breach.field or "").startswith("tasks."):
            place = None
        fault = FileFault(
            place=task.place if task else place,
            name=task.name if task else None,
            code=breach.code,
            message=breach.message,
        )
        faults.append(fault)
    return faults
