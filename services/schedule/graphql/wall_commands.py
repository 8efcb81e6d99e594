"""Commands on the war map (第八条): projects outside the plan."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import strawberry

from services.chassis.graphql import Info, UserError
from services.chassis.reads import fetch
from services.schedule.domain.wall.outside import AddOutsidePlan, RemoveOutsidePlan
from services.schedule.graphql.arguments import COMMAND
from services.schedule.graphql.performing import perform
from services.schedule.graphql.schedule import Schedule
from services.schedule.usecases.wall.add_outside import add_outside_plan
from services.schedule.usecases.wall.remove_outside import remove_outside_plan


@strawberry.input(description="计划外新增项目挂图 / Add a project to the war map outside the plan (A8)")
class AddOutsidePlanInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    project_id: UUID = strawberry.field(description="项目 / Project")
    reason: str = strawberry.field(description="添加理由 / Why it belongs on the map")


@strawberry.input(description="移出计划外新增项目 / Take a project off the map that is outside the plan (A8)")
class RemoveOutsidePlanInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    project_id: UUID = strawberry.field(description="项目 / Project")
    reason: str = strawberry.field(description="移出理由 / Why it leaves the map")
    expected_version: int = strawberry.field(description="所见添加记录的版本 / Version of the addition that was seen")


@strawberry.type(description="计划外新增、移出的结果 / Result of adding or removing")
class OutsidePlanPayload:
    schedule: Schedule | None = strawberry.field(description="项目的进度计划 / The project's schedule")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.type
class OutsideMutation:
    @strawberry.mutation(
        description="添加计划外新增项目：开立进度计划并挂图，列入年度计划后自动转为计划内 / "
        "Add a project outside the plan; a plan that takes it up ends the addition (A8)"
    )
    async def add_outside_plan(self, info: Info, input: Annotated[AddOutsidePlanInput, COMMAND]) -> OutsidePlanPayload:
        command = AddOutsidePlan(project_id=input.project_id, reason=input.reason)
        done = await perform(info, "addOutsidePlan", input, command, add_outside_plan)
        return OutsidePlanPayload(schedule=await fetch(info, Schedule, done.id), user_errors=done.user_errors)

    @strawberry.mutation(
        description="移出计划外新增项目：进度计划终止，留存可查 / Remove it again: its schedule ends and stays readable (A8)"
    )
    async def remove_outside_plan(
        self, info: Info, input: Annotated[RemoveOutsidePlanInput, COMMAND]
    ) -> OutsidePlanPayload:
        command = RemoveOutsidePlan(
            project_id=input.project_id, reason=input.reason, expected_version=input.expected_version
        )
        done = await perform(info, "removeOutsidePlan", input, command, remove_outside_plan)
        return OutsidePlanPayload(schedule=await fetch(info, Schedule, done.id), user_errors=done.user_errors)
