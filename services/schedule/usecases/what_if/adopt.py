"""第八条（倒排）：a scenario becomes the next version of the plan, by the command that plans nodes."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.node.planning import ScheduleBackwards
from services.schedule.domain.what_if.rules import CloseScenario, adoption_faults
from services.schedule.domain.what_if.terms import ScenarioAction, ScenarioState
from services.schedule.store import scenarios
from services.schedule.usecases.node.plan import schedule_backwards
from services.schedule.usecases.what_if.closing import close
from services.schedule.usecases.what_if.trying import hold


async def adopt_scenario(work: Work, command: CloseScenario) -> UUID | Refusal:
    """Plan the scenario's nodes, with all that planning asks of who plans, when and why; the id is the scenario's."""
    held = await hold(work, command.scenario_id, command.expected_version)
    if isinstance(held, Refusal):
        return held
    row = held.scenario
    if faults := adoption_faults(row.base_version, held.schedule.plan_version):
        return Refusal(tuple(faults))
    plan = ScheduleBackwards(
        project_id=row.project_id,
        target_on=row.target_on,
        nodes=await scenarios.drafts_of(work.session, row.id),
        reason=command.reason,
        expected_version=row.base_version,
    )
    outcome = await schedule_backwards(work, plan)
    if isinstance(outcome, Refusal):
        return outcome
    row.state, row.adopted_plan_id = ScenarioState.ADOPTED, outcome
    reason = (command.reason or "").strip() or None
    return await close(work, row, reason, ScenarioAction.ADOPTED, "adoptScenario")
