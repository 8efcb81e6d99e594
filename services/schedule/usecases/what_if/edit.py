"""第八条（倒排）：a scenario is changed: renamed, by single changes, or by a whole list of nodes."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.law.text import clean_name
from services.schedule.domain.decision import kept
from services.schedule.domain.what_if.editing import Draft, edited, said
from services.schedule.domain.what_if.rules import A8, EditScenario, edit_faults
from services.schedule.domain.what_if.terms import ScenarioAction
from services.schedule.store import nodes, scenarios
from services.schedule.usecases.what_if.trying import Told, compute, hold, keep


async def edit_scenario(work: Work, command: EditScenario) -> UUID | Refusal:
    """Change and compute anew; the id is the scenario's."""
    held = await hold(work, command.scenario_id, command.expected_version)
    if isinstance(held, Refusal):
        return held
    row = held.scenario
    faults = edit_faults(command.edits)
    name = row.name
    if command.name is not None:
        name = kept(clean_name(command.name, "情景名称", "name", 100), faults, "", A8)
    if command.nodes is None and not command.edits and command.name is None:
        faults.append(Breach("NOTHING_TO_CHANGE", "没有要修改的内容：须给出名称、全部节点或修改项", A8, "edits"))
    if faults:
        return Refusal(tuple(faults))
    given = command.nodes if command.nodes is not None else await scenarios.drafts_of(work.session, row.id)
    changed = edited(Draft(row.target_on, given), command.edits)
    if isinstance(changed, Refusal):
        return changed
    known = await nodes.all_of(work.session, held.schedule.id)
    found = await compute(work, held.schedule, known, changed)
    if isinstance(found, Refusal):
        return found
    changes = ([f"改名为“{name}”"] if name != row.name else []) + [said(e) for e in command.edits]
    if command.nodes is not None:
        changes.insert(0, f"全部节点重新给出，共{len(command.nodes)}个")
    row.name, row.version = name, row.version + 1
    told = Told(action=ScenarioAction.EDITED, command="editScenario", changes=tuple(changes))
    return await keep(work, row, changed, found, told)
