"""第八条（倒排）：a scenario is made: a copy of the plan in force, or nodes that are given, then changed."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.law.text import clean_name
from services.schedule.domain.decision import kept
from services.schedule.domain.node.record import Node
from services.schedule.domain.what_if.computing import draft_of
from services.schedule.domain.what_if.editing import Draft, edited, said
from services.schedule.domain.what_if.rules import A8, CreateScenario, edit_faults, trying_faults
from services.schedule.domain.what_if.terms import ScenarioAction, ScenarioSource, ScenarioState
from services.schedule.store import nodes, scenarios, schedules, tables
from services.schedule.usecases.asking import no_schedule, party
from services.schedule.usecases.what_if.trying import Told, compute, keep


async def create_scenario(work: Work, command: CreateScenario) -> UUID | Refusal:
    """Copy, change, compute and keep; the id is the scenario's."""
    schedule = await schedules.of_project(work.session, work.actor, command.project_id)
    if schedule is None:
        return no_schedule()
    open_ones = await scenarios.open_of(work.session, schedule.id, work.actor)
    faults = trying_faults(schedules.state(schedule), party(work.actor), open_ones, work.today)
    name = kept(clean_name(command.name, "情景名称", "name", 100), faults, "", A8)
    faults += edit_faults(command.edits)
    known = await nodes.all_of(work.session, schedule.id)
    draft = await _draft(work, schedule, known, command, faults)
    if faults or draft is None:
        return Refusal(tuple(faults))
    changed = edited(draft, command.edits)
    if isinstance(changed, Refusal):
        return changed
    found = await compute(work, schedule, known, changed)
    if isinstance(found, Refusal):
        return found
    row = _row(work, schedule, known, command, name)
    work.session.add(row)
    told = Told(action=ScenarioAction.CREATED, command="createScenario", changes=tuple(said(e) for e in command.edits))
    return await keep(work, row, changed, found, told)


async def _draft(
    work: Work, schedule: tables.Schedule, known: Sequence[Node], command: CreateScenario, faults: list[Breach]
) -> Draft | None:
    target = command.target_on
    if target is None:
        target = await scenarios.target_of(work.session, schedule.id, schedule.plan_version)
    if target is None:
        faults.append(Breach("TARGET_MISSING", "项目尚无倒排计划，须给出情景的目标日期", A8, "targetOn"))
    if command.nodes is None and not schedule.plan_version:
        faults.append(Breach("NO_PLAN_TO_COPY", "项目尚无倒排计划可供复制，须给出情景的全部节点", A8, "nodes"))
    if target is None or faults:
        return None
    copied = tuple(draft_of(n.spec) for n in scenarios.in_force(known, schedule.plan_version))
    return Draft(target, copied if command.nodes is None else command.nodes)


def _row(
    work: Work, schedule: tables.Schedule, known: Sequence[Node], command: CreateScenario, name: str
) -> tables.Scenario:
    base = [draft_of(n.spec) for n in scenarios.in_force(known, schedule.plan_version)] if schedule.plan_version else []
    given = command.nodes is not None and command.source is ScenarioSource.PLAN
    return tables.Scenario(
        id=work.new_id(),
        division=schedule.division,
        schedule_id=schedule.id,
        project_id=schedule.project_id,
        unit_id=work.actor.unit,
        made_by_subject=work.actor.subject,
        made_by=work.actor.name,
        made_at=work.now,
        name=name,
        source=ScenarioSource.NODES if given else command.source,
        state=ScenarioState.OPEN,
        version=1,
        base_version=schedule.plan_version,
        base=[scenarios.written(d) for d in base],
        target_on=work.today,
        computed_on=work.today,
        slack=None,
        critical_path=[],
        faults=[],
        notes=list(command.notes),
    )
