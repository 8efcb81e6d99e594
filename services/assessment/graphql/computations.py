"""Computing in the background what takes longer than a request may: asked for here, looked at until it is done (A19)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Integer, func, select

from services.assessment.domain.computing import ComputationState
from services.assessment.domain.period import WHOLE_YEAR
from services.assessment.graphql.arguments import Division, OfQuarter, Year
from services.assessment.graphql.period_commands import ComputePeriodInput
from services.assessment.graphql.periods import AssessmentPeriod, of_period
from services.assessment.graphql.words import GIVEN, REASONS
from services.assessment.store import tables
from services.assessment.usecases.period.compute import ComputePeriod
from services.assessment.usecases.period.start import start_computation
from services.chassis.graphql import Info, UserError, perform
from services.chassis.reads import answer, column, derived, fetch, sql, table


@strawberry.input(
    description="后台计算季度或年度考核（第十九条）/ Have a period computed in the background (A19)",
)
class StartComputationInput(ComputePeriodInput):
    pass


@strawberry.type(description="一次后台计算 / A computation in the background")
@table(tables.PeriodComputation)
class PeriodComputation:
    id: UUID = strawberry.field(description="标识 / Identity")
    year: int = strawberry.field(description="年度 / Year")
    state: ComputationState = strawberry.field(description="进展 / How far it has come")
    asked_at: datetime = strawberry.field(
        description="何时要求；以该日为计算的业务日期 / When it was asked for: the business day of the computation"
    )
    asked_by: str = column("asked_by_name", description="要求计算的人 / Who asked for it")
    started_at: datetime | None = strawberry.field(description="开始计算的时间 / When it began")
    finished_at: datetime | None = strawberry.field(description="结束的时间 / When it ended")

    @sql(description="季度（1–4），全年为空 / Quarter, 1 to 4; null of the whole year")
    def quarter(self: Any) -> int | None:
        return answer(func.nullif(self.quarter, WHOLE_YEAR, type_=Integer()))

    @sql(description="计算得出的考核，完成前为空 / The period computed; null until it is done")
    def period(self: Any) -> AssessmentPeriod | None:
        return answer(select(tables.Period).where(tables.Period.id == self.period_id))

    @derived("refusals", description="未予计算或故障的理由 / Why it was not computed")
    def reasons(self: Any) -> list[UserError]:
        names = ("code", "message", "field", "article")
        return [UserError(**{name: told[name] for name in names}) for told in self.refusals]


@strawberry.type(description="要求后台计算的结果 / Outcome of startComputation")
class ComputationPayload:
    computation: PeriodComputation | None = strawberry.field(description="该次计算 / The computation")
    user_errors: list[UserError] = strawberry.field(description=REASONS)


@strawberry.type
class ComputationQueries:
    @sql(description="一次后台计算 / One computation in the background")
    def computation(
        self: Any, id: Annotated[UUID, strawberry.argument(description="计算标识 / The computation")]
    ) -> PeriodComputation | None:
        return answer(select(tables.PeriodComputation).where(tables.PeriodComputation.id == id))

    @sql(description="某季度或全年最近一次后台计算 / The latest computation of a period in the background")
    def latest_computation(
        self: Any, info: Info, year: Year, quarter: OfQuarter = None, division: Division = None
    ) -> PeriodComputation | None:
        row = tables.PeriodComputation
        its = of_period(row, info, year, quarter, division)
        return answer(its.order_by(row.asked_at.desc(), row.id.desc()).limit(1))


@strawberry.type
class ComputationMutations:
    @strawberry.mutation(
        description=(
            "后台计算（或重算草稿）某季度或全年的考核：事实很多、一次请求内算不完时用；以 computation 查看进展 / "
            "Compute all groups of a period in the background, where there are more facts than one request has time for; "
            "`computation` tells how far it has come (A19, A20)"
        )
    )
    async def start_computation(self, info: Info, input: Annotated[StartComputationInput, GIVEN]) -> ComputationPayload:
        command = ComputePeriod(
            input.year, input.quarter, input.expected_version, input.discard_corrections, input.reason
        )
        done = await perform(info, "startComputation", input, command, start_computation)
        return ComputationPayload(
            computation=await fetch(info, PeriodComputation, done.id), user_errors=done.user_errors
        )
