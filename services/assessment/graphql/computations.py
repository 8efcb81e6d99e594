"""What is computed in the background: looked at until it is done (A18, A19)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Integer, func, select

from services.assessment.domain.computing import ComputationKind, ComputationState
from services.assessment.domain.period import WHOLE_YEAR
from services.assessment.graphql.arguments import Division, OfQuarter, Year
from services.assessment.graphql.periods import AssessmentPeriod, of_period
from services.assessment.graphql.scheme_trials import SchemeComparison, SchemeTrial
from services.assessment.graphql.schemes import Scheme
from services.assessment.graphql.verifications import PeriodVerification
from services.assessment.store import tables
from services.chassis.graphql import Info, UserError
from services.chassis.reads import answer, column, derived, sql, table

OfKind = Annotated[
    ComputationKind | None,
    strawberry.argument(description="计算、核验、试算或比较，不填为任何一种 / Of which kind; of any when absent"),
]


@strawberry.type(description="一次后台计算 / A computation in the background")
@table(tables.PeriodComputation)
class PeriodComputation:
    id: UUID = strawberry.field(description="标识 / Identity")
    kind: ComputationKind = strawberry.field(description="计算、核验、试算或比较 / What is computed")
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

    @sql(description="所试算的（比较中的第一个）细则 / The scheme that is tried, or the first of those compared")
    def scheme(self: Any) -> Scheme | None:
        return answer(select(tables.Scheme).where(tables.Scheme.id == self.scheme_id))

    @sql(description="与之比较的细则 / The scheme that it is compared with")
    def compared_with(self: Any) -> Scheme | None:
        return answer(select(tables.Scheme).where(tables.Scheme.id == self.against_id))

    @sql(description="核验的结果，完成前为空 / The verification; null until it is done")
    def verification(self: Any) -> PeriodVerification | None:
        row = tables.PeriodVerification
        return answer(select(row).where(row.id == self.outcome_id))

    @sql(description="试算的结果，完成前为空 / The trial; null until it is done")
    def trial(self: Any) -> SchemeTrial | None:
        return answer(select(tables.SchemeTrial).where(tables.SchemeTrial.id == self.outcome_id))

    @sql(description="比较的结果，完成前为空 / The comparison; null until it is done")
    def comparison(self: Any) -> SchemeComparison | None:
        row = tables.SchemeComparison
        return answer(select(row).where(row.id == self.outcome_id))

    @derived("refusals", description="未予计算或故障的理由 / Why it was not computed")
    def reasons(self: Any) -> list[UserError]:
        names = ("code", "message", "field", "article")
        return [UserError(**{name: told[name] for name in names}) for told in self.refusals]


@strawberry.type
class ComputationQueries:
    @sql(description="一次后台计算 / One computation in the background")
    def computation(
        self: Any, id: Annotated[UUID, strawberry.argument(description="计算标识 / The computation")]
    ) -> PeriodComputation | None:
        return answer(select(tables.PeriodComputation).where(tables.PeriodComputation.id == id))

    @sql(description="某季度或全年最近一次后台计算 / The latest computation of a period in the background")
    def latest_computation(
        self: Any, info: Info, year: Year, quarter: OfQuarter = None, division: Division = None, kind: OfKind = None
    ) -> PeriodComputation | None:
        row = tables.PeriodComputation
        its = of_period(row, info, year, quarter, division)
        its = its if kind is None else its.where(row.kind == kind)
        return answer(its.order_by(row.asked_at.desc(), row.id.desc()).limit(1))
