"""The annual investment task in the API (第八条)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import select, true
from sqlalchemy.orm import aliased

from services.chassis.graphql import Info, UserError
from services.chassis.reads import derived, fetch, table
from services.chassis.visibility import condition, visible_select
from services.schedule.domain.task import SetAnnualTask
from services.schedule.domain.terms import TaskState
from services.schedule.graphql.arguments import COMMAND
from services.schedule.graphql.performing import perform
from services.schedule.store import tables
from services.schedule.usecases.task.set import set_annual_task


def _newest(task: Any, info: Info) -> Any:
    """Whether no later version of the year's task is there."""
    other = aliased(tables.AnnualTask)
    later = select(true()).where(
        other.schedule_id == task.schedule_id,
        other.year == task.year,
        other.version > task.version,
        condition(tables.AnnualTask, info.context.caller, other),
    )
    return later.limit(1).scalar_subquery().is_(None)


def _listed(task: Any, info: Info) -> Any:
    """Whether the plan of the year has the project still."""
    item = tables.PlanItem
    listed = visible_select(item, info.context.caller).where(
        item.schedule_id == task.schedule_id, item.year == task.year, item.current
    )
    return listed.with_only_columns(true()).limit(1).scalar_subquery().is_not(None)


@strawberry.type(description="年度投资任务的一个版本 / One version of an annual investment task (A8)")
@table(tables.AnnualTask)
class AnnualTask:
    id: UUID = strawberry.field(description="标识 / Identity")
    year: int = strawberry.field(description="年度 / Year")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    annual_investment: Decimal = strawberry.field(
        description="年度投资任务（万元）/ Investment of the year (10,000 CNY)"
    )
    months: list[Decimal] = strawberry.field(
        description="1–12 月投资额（万元），待重新分月时为调整前的分月 / Amounts of January to December; "
        "those of before the adjustment while they are to be split anew"
    )
    reason: str | None = strawberry.field(description="变更理由，首次下达为空 / Why it was changed")
    set_at: datetime = strawberry.field(description="下达时间 / When it was set")
    set_by: str = strawberry.field(description="下达人 / Who set it")

    @derived(
        "months",
        "annual_investment",
        newest=_newest,
        listed=_listed,
        description="状态 / How it stands (A8, A11)",
    )
    def state(self: Any) -> TaskState:
        if not self.newest:
            return TaskState.SUPERSEDED
        if not self.listed:
            return TaskState.ENDED
        return TaskState.TO_SPLIT if sum(self.months) != self.annual_investment else TaskState.IN_FORCE


@strawberry.input(description="下达（变更）年度投资任务 / Set or change the annual investment task (A8)")
class SetAnnualTaskInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    project_id: UUID = strawberry.field(description="项目 / Project")
    year: int = strawberry.field(description="年度 / Year")
    months: list[Decimal] = strawberry.field(
        description="1–12 月投资额（万元），合计等于年度计划投资 / Twelve amounts; their sum is the plan's annual investment"
    )
    reason: str | None = strawberry.field(
        default=None, description="变更理由，变更时必填 / Reason, required for a change"
    )
    expected_version: int = strawberry.field(
        default=0, description="所见任务的版本，尚无任务为 0 / Version of the task that was seen, 0 for none"
    )


@strawberry.type(description="下达年度投资任务的结果 / Result of setting an annual task")
class AnnualTaskPayload:
    annual_task: AnnualTask | None = strawberry.field(description="新版任务 / The new version")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.type
class TaskMutation:
    @strawberry.mutation(
        description="下达或变更年度投资任务：逐月金额合计等于年度计划投资 / Set or change an annual investment task (A8)"
    )
    async def set_annual_task(self, info: Info, input: Annotated[SetAnnualTaskInput, COMMAND]) -> AnnualTaskPayload:
        command = SetAnnualTask(
            project_id=input.project_id,
            year=input.year,
            months=tuple(input.months),
            reason=input.reason,
            expected_version=input.expected_version,
        )
        done = await perform(info, "setAnnualTask", input, command, set_annual_task)
        return AnnualTaskPayload(annual_task=await fetch(info, AnnualTask, done.id), user_errors=done.user_errors)
