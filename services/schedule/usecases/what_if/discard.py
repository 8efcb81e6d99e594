"""第八条（倒排）：a scenario is thrown away; it stays readable."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.law.text import clean_text
from services.schedule.domain.decision import kept
from services.schedule.domain.what_if.rules import A8, CloseScenario
from services.schedule.domain.what_if.terms import ScenarioAction, ScenarioState
from services.schedule.usecases.what_if.closing import close
from services.schedule.usecases.what_if.trying import hold


async def discard_scenario(work: Work, command: CloseScenario) -> UUID | Refusal:
    """Close the scenario without any effect on the plan; a reason may be given. The id is the scenario's."""
    held = await hold(work, command.scenario_id, command.expected_version)
    if isinstance(held, Refusal):
        return held
    faults: list[Breach] = []
    reason = kept(clean_text(command.reason or "", "放弃理由", "reason", 1000), faults, "", A8)
    if faults:
        return Refusal(tuple(faults))
    held.scenario.state = ScenarioState.DISCARDED
    return await close(work, held.scenario, reason or None, ScenarioAction.DISCARDED, "discardScenario")
