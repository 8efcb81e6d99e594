"""The annual tasks of several projects at once (第八条)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.chassis.graphql import Info, UserError
from services.chassis.reads import answer, derived, fetch, sql, table
from services.schedule.domain.annual.even import Even
from services.schedule.graphql.arguments import COMMAND
from services.schedule.graphql.performing import perform
from services.schedule.store import tables
from services.schedule.usecases.task.set_many import BatchMode, SetAnnualTasks, TaskRow, set_annual_tasks

strawberry.enum(
    BatchMode,
    name="AnnualTaskBatchMode",
    description="有问题时：全部不下达，或只下达通过的项 / Where rows have faults: nothing, or the good rows only",
)


@strawberry.type(description="一项不予下达的理由 / A reason why a row was refused")
class AnnualTaskBatchFault:
    code: str = strawberry.field(description="代码 / Code")
    message: str = strawberry.field(description="说明 / What is wrong and what would mend it")
    article: str | None = strawberry.field(description="条款 / Clause")
    field: str | None = strawberry.field(description="字段 / Field")


@strawberry.type(description="批量下达中的一个项目 / A project of a batch")
class AnnualTaskBatchRow:
    project_id: UUID = strawberry.field(description="项目 / Project")
    task_id: UUID | None = strawberry.field(
        description="下达的任务版本，未下达为空 / The version that was set; null: refused"
    )
    faults: list[AnnualTaskBatchFault] = strawberry.field(description="不予下达的理由 / Why it was refused")


@strawberry.type(
    description="一次批量下达，本人和区投资主管部门可见 / What was set in one go; seen by who did it and the authority"
)
@table(tables.TaskBatch)
class AnnualTaskBatch:
    id: UUID = strawberry.field(description="标识 / Identity")
    year: int = strawberry.field(description="年度 / Year")
    at: datetime = strawberry.field(description="时间 / When")
    by: str = strawberry.field(description="下达人 / Who")
    accepted: int = strawberry.field(description="已下达项数 / Tasks set")
    refused: int = strawberry.field(description="未下达项数 / Rows refused")

    @derived("results", description="逐项结果，次序同命令 / Row by row, in the order of the command")
    def rows(self: Any) -> list[AnnualTaskBatchRow]:
        return [
            AnnualTaskBatchRow(
                project_id=UUID(r["projectId"]),
                task_id=UUID(r["taskId"]) if r["taskId"] else None,
                faults=[AnnualTaskBatchFault(**b) for b in r["breaches"]],
            )
            for r in self.results
        ]


@strawberry.input(
    description="在起止月份间均分：每月四舍五入到百元（0.01 万元），差额计入末月，合计恰等于年度计划投资 / "
    "Split evenly over these months: each rounded half up to 0.01, the last one takes the remainder"
)
class EvenMonthsInput:
    from_month: int = strawberry.field(description="起始月份 / First month in which work is done")
    to_month: int = strawberry.field(description="结束月份 / Last month in which work is done")


@strawberry.input(
    description="一个项目的年度投资任务：逐月金额，或均分，两者择一 / One project's task: months, or an even split"
)
class AnnualTaskRowInput:
    project_id: UUID = strawberry.field(description="项目 / Project")
    months: list[Decimal] | None = strawberry.field(default=None, description="1–12 月投资额（万元）/ Twelve amounts")
    even: EvenMonthsInput | None = strawberry.field(default=None, description="均分 / Split evenly")
    reason: str | None = strawberry.field(default=None, description="变更理由，变更时必填 / Reason, for a change")
    expected_version: int = strawberry.field(
        default=0, description="所见任务的版本，尚无任务为 0 / Version of the task that was seen, 0 for none"
    )

    def row(self) -> TaskRow:
        return TaskRow(
            project_id=self.project_id,
            months=None if self.months is None else tuple(self.months),
            even=None if self.even is None else Even(self.even.from_month, self.even.to_month),
            reason=self.reason,
            expected_version=self.expected_version,
        )


@strawberry.input(description="批量下达（变更）年度投资任务 / Set the annual tasks of several projects at once (A8)")
class SetAnnualTasksInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    year: int = strawberry.field(description="年度 / Year")
    rows: list[AnnualTaskRowInput] = strawberry.field(description="逐个项目 / Project by project")
    mode: BatchMode = strawberry.field(
        default=BatchMode.ALL_OR_NOTHING, description="有问题时的处理 / What happens where there are faults"
    )


@strawberry.type(description="批量下达的结果 / Result of a batch")
class AnnualTaskBatchPayload:
    batch: AnnualTaskBatch | None = strawberry.field(description="逐项结果 / Row by row")
    user_errors: list[UserError] = strawberry.field(description="整批不予受理的理由 / Why the whole batch was refused")


@strawberry.type
class AnnualTasksMutation:
    @strawberry.mutation(
        description="批量下达年度投资任务，逐项判定；可均分到月 / Set many annual tasks, each judged for itself (A8)"
    )
    async def set_annual_tasks(
        self, info: Info, input: Annotated[SetAnnualTasksInput, COMMAND]
    ) -> AnnualTaskBatchPayload:
        command = SetAnnualTasks(year=input.year, mode=input.mode, rows=tuple(r.row() for r in input.rows))
        done = await perform(info, "setAnnualTasks", input, command, set_annual_tasks)
        return AnnualTaskBatchPayload(batch=await fetch(info, AnnualTaskBatch, done.id), user_errors=done.user_errors)


@strawberry.type
class AnnualBatchQuery:
    @sql(description="一次批量下达的逐项结果 / One batch of annual tasks, row by row")
    def annual_task_batch(
        self: Any, id: Annotated[UUID, strawberry.argument(description="标识 / Identity")]
    ) -> AnnualTaskBatch | None:
        return answer(select(tables.TaskBatch).where(tables.TaskBatch.id == id))
