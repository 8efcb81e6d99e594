"""第八条（倒排）：a scenario whose base is in force no more is laid over the plan in force, and computed for today."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.what_if.computing import draft_of
from services.schedule.domain.what_if.editing import Draft
from services.schedule.domain.what_if.renewal import renewed
from services.schedule.domain.what_if.rules import RenewScenario
from services.schedule.domain.what_if.terms import ScenarioAction
from services.schedule.store import nodes, scenarios
from services.schedule.usecases.what_if.trying import Told, compute, hold, keep


async def rebase_scenario(work: Work, command: RenewScenario) -> UUID | Refusal:
    """Renew and compute anew; the target stays the scenario's. The id is the scenario's."""
    held = await hold(work, command.scenario_id, command.expected_version)
    if isinstance(held, Refusal):
        return held
    row, plan = held.scenario, held.schedule.plan_version
    known = await nodes.all_of(work.session, held.schedule.id)
    theirs = [draft_of(n.spec) for n in scenarios.in_force(known, plan)] if plan else []
    done = {n.spec.code: draft_of(n.spec) for n in known if n.completed_on is not None and n.plan_version == plan}
    base = [scenarios.read(kept) for kept in row.base]
    laid = renewed(base, await scenarios.drafts_of(work.session, row.id), theirs, done)
    draft = Draft(row.target_on, laid.nodes)
    found = await compute(work, held.schedule, known, draft)
    if isinstance(found, Refusal):
        return found
    before, row.base_version = row.base_version, plan
    row.base, row.notes = [scenarios.written(d) for d in theirs], list(laid.overruled)
    row.version += 1
    changes = (f"依据由第{before}版更新为第{plan}版" if before != plan else "按今日重算", *laid.overruled)
    told = Told(action=ScenarioAction.RENEWED, command="rebaseScenario", changes=changes)
    return await keep(work, row, draft, found, told)
