"""Commands on what-if scenarios (第八条)."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

import strawberry

from services.chassis.graphql import Info, UserError, user_errors
from services.chassis.reads import fetch
from services.schedule.domain.what_if.rules import CloseScenario, CreateScenario, EditScenario, RenewScenario
from services.schedule.graphql.arguments import COMMAND
from services.schedule.graphql.node_commands import ScheduleNodeInput
from services.schedule.graphql.performing import perform
from services.schedule.graphql.scenario_edits import ScenarioEditInput, read_edits
from services.schedule.graphql.scenarios import Scenario
from services.schedule.usecases.what_if.adopt import adopt_scenario
from services.schedule.usecases.what_if.create import create_scenario
from services.schedule.usecases.what_if.discard import discard_scenario
from services.schedule.usecases.what_if.edit import edit_scenario
from services.schedule.usecases.what_if.renew import rebase_scenario

_SEEN = "所见情景的版本 / Version of the scenario that was seen"
_KEY = "幂等键 / Made by the caller, once a click"


@strawberry.input(description="建立测算情景 / Make a what-if scenario (A8)")
class CreateScenarioInput:
    idempotency_key: str = strawberry.field(description=_KEY)
    project_id: UUID = strawberry.field(description="项目 / Project")
    name: str = strawberry.field(description="名称 / Name")
    target_on: date | None = strawberry.field(
        default=None, description="目标日期，默认现行计划的 / Target day, by default the plan's"
    )
    nodes: list[ScheduleNodeInput] | None = strawberry.field(
        default=None, description="全部节点，默认复制现行计划 / All nodes, by default a copy of the plan in force"
    )
    edits: list[ScenarioEditInput] = strawberry.field(
        default_factory=list, description="随即作的修改 / Changes made at once"
    )


@strawberry.input(description="修改测算情景 / Change a scenario")
class EditScenarioInput:
    idempotency_key: str = strawberry.field(description=_KEY)
    scenario_id: UUID = strawberry.field(description="情景 / Scenario")
    name: str | None = strawberry.field(default=None, description="改名 / Another name")
    nodes: list[ScheduleNodeInput] | None = strawberry.field(
        default=None, description="全部节点重新给出（先于修改项）/ All nodes anew, before the changes"
    )
    edits: list[ScenarioEditInput] = strawberry.field(
        default_factory=list, description="修改项，依次 / Changes, in order"
    )
    expected_version: int = strawberry.field(description=_SEEN)


@strawberry.input(
    description="依现行计划更新情景，按今日重算 / Lay a scenario over the plan in force and compute it for today"
)
class RebaseScenarioInput:
    idempotency_key: str = strawberry.field(description=_KEY)
    scenario_id: UUID = strawberry.field(description="情景 / Scenario")
    expected_version: int = strawberry.field(description=_SEEN)


@strawberry.input(description="采用情景为新版倒排计划 / Adopt a scenario as the next version of the node plan (A8)")
class AdoptScenarioInput:
    idempotency_key: str = strawberry.field(description=_KEY)
    scenario_id: UUID = strawberry.field(description="情景 / Scenario")
    reason: str | None = strawberry.field(
        default=None, description="变更理由，已有计划时必填 / Reason, required where a plan stands"
    )
    expected_version: int = strawberry.field(description=_SEEN)


@strawberry.input(description="放弃情景，留存可查 / Throw a scenario away; it stays readable")
class DiscardScenarioInput:
    idempotency_key: str = strawberry.field(description=_KEY)
    scenario_id: UUID = strawberry.field(description="情景 / Scenario")
    reason: str | None = strawberry.field(default=None, description="放弃理由 / Why")
    expected_version: int = strawberry.field(description=_SEEN)


@strawberry.type(description="情景命令的结果 / Result of a command on a scenario")
class ScenarioPayload:
    scenario: Scenario | None = strawberry.field(description="情景 / The scenario")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.type
class ScenarioMutation:
    @strawberry.mutation(
        description="建立测算情景：复制现行计划或给出节点，可随即修改；不影响计划 / Make a scenario; no plan changes (A8)"
    )
    async def create_scenario(self, info: Info, input: Annotated[CreateScenarioInput, COMMAND]) -> ScenarioPayload:
        edits = read_edits(input.edits)
        if isinstance(edits, list):
            return ScenarioPayload(scenario=None, user_errors=user_errors(edits))
        command = CreateScenario(
            project_id=input.project_id,
            name=input.name,
            target_on=input.target_on,
            nodes=None if input.nodes is None else tuple(n.draft() for n in input.nodes),
            edits=edits,
        )
        done = await perform(info, "createScenario", input, command, create_scenario)
        return ScenarioPayload(scenario=await fetch(info, Scenario, done.id), user_errors=done.user_errors)

    @strawberry.mutation(
        description="修改情景：工期、节点、前置关系、约束、目标，或全部节点；随即重算 / Change a scenario and compute it anew"
    )
    async def edit_scenario(self, info: Info, input: Annotated[EditScenarioInput, COMMAND]) -> ScenarioPayload:
        edits = read_edits(input.edits)
        if isinstance(edits, list):
            return ScenarioPayload(scenario=None, user_errors=user_errors(edits))
        command = EditScenario(
            scenario_id=input.scenario_id,
            name=input.name,
            nodes=None if input.nodes is None else tuple(n.draft() for n in input.nodes),
            edits=edits,
            expected_version=input.expected_version,
        )
        done = await perform(info, "editScenario", input, command, edit_scenario)
        return ScenarioPayload(scenario=await fetch(info, Scenario, done.id), user_errors=done.user_errors)

    @strawberry.mutation(
        description="依现行计划更新情景：情景所作的变更重新套用，两边都改过之处以情景为准并列明 / "
        "Renew a scenario on the plan in force; where both changed the same, the scenario holds and the place is named"
    )
    async def rebase_scenario(self, info: Info, input: Annotated[RebaseScenarioInput, COMMAND]) -> ScenarioPayload:
        command = RenewScenario(scenario_id=input.scenario_id, expected_version=input.expected_version)
        done = await perform(info, "rebaseScenario", input, command, rebase_scenario)
        return ScenarioPayload(scenario=await fetch(info, Scenario, done.id), user_errors=done.user_errors)

    @strawberry.mutation(
        description="采用情景：成为下一版倒排计划，要求与 scheduleBackwards 相同；所依据的计划已不是现行时不予采用 / "
        "Adopt: the next version of the plan, with all that scheduleBackwards asks; refused where its base is superseded"
    )
    async def adopt_scenario(self, info: Info, input: Annotated[AdoptScenarioInput, COMMAND]) -> ScenarioPayload:
        command = CloseScenario(
            scenario_id=input.scenario_id, reason=input.reason, expected_version=input.expected_version
        )
        done = await perform(info, "adoptScenario", input, command, adopt_scenario)
        return ScenarioPayload(scenario=await fetch(info, Scenario, done.id), user_errors=done.user_errors)

    @strawberry.mutation(description="放弃情景 / Throw a scenario away")
    async def discard_scenario(self, info: Info, input: Annotated[DiscardScenarioInput, COMMAND]) -> ScenarioPayload:
        command = CloseScenario(
            scenario_id=input.scenario_id, reason=input.reason, expected_version=input.expected_version
        )
        done = await perform(info, "discardScenario", input, command, discard_scenario)
        return ScenarioPayload(scenario=await fetch(info, Scenario, done.id), user_errors=done.user_errors)
