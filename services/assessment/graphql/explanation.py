"""Why a score is what it is: indicator → formula with numbers → facts → source records, and back."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import select
from sqlalchemy.orm import aliased

from services.assessment.domain.scheme.model import Formula, Measure, Outcome
from services.assessment.graphql.arguments import After, First
from services.assessment.graphql.facts import Fact
from services.assessment.store import tables
from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, column, page, sql, table
from services.chassis.visibility import condition

if TYPE_CHECKING:
    from services.assessment.graphql.results import UnitResult

ResultOf = Annotated["UnitResult", strawberry.lazy("services.assessment.graphql.results")]


@strawberry.type(description="计入指标的一项事实 / A fact that entered an indicator")
@table(tables.Counted)
class CountedFact:
    outcome: Outcome | None = strawberry.field(
        description="按时、逾期或记录；按数额计的为空 / On time, late or on record; null where amounts count"
    )
    code: str | None = strawberry.field(description="细类，如问题等级 / What narrows it, such as an issue's severity")
    share: str | None = strawberry.field(
        description="分担的比例（分数），独自承担为空 / Share of the responsibility, a fraction; null when it is the whole"
    )
    done: Decimal | None = strawberry.field(description="计入的完成数额（万元）/ Amount done that counted")
    planned: Decimal | None = strawberry.field(description="计入的计划数额（万元）/ Amount planned that counted")

    @sql(description="事实 / The fact")
    def fact(self: Any) -> Fact | None:
        return answer(select(tables.Fact).where(tables.Fact.id == self.source_id))

    @sql(
        description=(
            "免予考核的决定；有则未按时、未完成的不计 / "
            "The decision that exempts it; then what was missed counts for nobody"
        )
    )
    def exempted_by(self: Any) -> Fact | None:
        return answer(select(tables.Fact).where(tables.Fact.id == self.exempted_by))


@strawberry.type(description="计入年度考核的季度结果 / A quarter's result that entered a year's indicator")
@table(tables.Counted)
class CountedResult:
    score: Decimal | None = column("done", description="计入的得分 / The score that counted")
    full_marks: Decimal | None = column("planned", description="该季度满分 / Full marks of the quarter")

    @sql(description="该季度结果（此后可能有更正）/ The result, as it is now")
    def result(self: Any) -> ResultOf | None:
        return answer(select(tables.UnitResult).where(tables.UnitResult.id == self.source_id))


@strawberry.type(description="同组一单位在某指标上的结果 / Where a unit of the group stands under an indicator")
@table(tables.IndicatorResult)
class IndicatorStanding:
    value: Decimal | None = strawberry.field(description="公式结果 / Value of the formula")
    points: Decimal = strawberry.field(description="得分 / Points")

    @sql(description="所属考核结果 / The result that it is part of")
    def result(self: Any) -> ResultOf | None:
        return answer(select(tables.UnitResult).where(tables.UnitResult.id == self.result_id))


@strawberry.type(description="一项指标的得分及依据 / What one indicator gave, and why")
@table(tables.IndicatorResult)
class IndicatorResult:
    id: UUID = strawberry.field(description="标识 / Identity")
    code: str = strawberry.field(description="指标代码 / Code in the scheme")
    name: str = strawberry.field(description="指标名称 / Name")
    measure: Measure = strawberry.field(description="考核内容 / What it looks at")
    formula: Formula = strawberry.field(description="公式 / Formula")
    weight: Decimal | None = strawberry.field(description="权重 / Weight; null for points per event")
    value: Decimal | None = strawberry.field(
        description="公式结果，无任务时为空 / Value of the formula; null without any task"
    )
    points: Decimal = strawberry.field(
        description="得分（六位小数，未舍入的得分用于合计）/ Points, shown to six places"
    )
    words: str = strawberry.field(description="计算过程 / The sum in words, with its numbers")
    only: list[str] = strawberry.field(description="只计这些细类，空为全部 / Codes that it counts; empty takes all")

    @sql(description="计入的事实（您有权查看的）/ The facts that counted, as far as the caller may see them")
    def facts(self: Any, info: Info, first: First = None, after: After = None) -> Connection[CountedFact]:
        fact, counted = tables.Fact, tables.Counted
        seen = select(counted).join(fact, fact.id == counted.source_id).where(condition(fact, info.context.caller))
        return page(seen.where(counted.indicator_id == self.id), [Key(fact.happened_on), Key(fact.id)])

    @sql(description="计入的各季度结果（仅年度考核）/ The quarters' results that entered it; of a year only")
    def quarters(self: Any) -> list[CountedResult]:
        counted, result = tables.Counted, tables.UnitResult
        found = select(counted).join(result, result.id == counted.source_id)
        found = found.where(counted.indicator_id == self.id, counted.measure == Measure.QUARTER_RESULTS)
        return answer(found.order_by(result.quarter, result.id))

    @sql(
        description=(
            "同组各单位在该指标上的结果，由高到低（您有权查看的）；按名次计分时即名次表 / "
            "The group's values under this indicator, best first: the table that rank points are read from"
        )
    )
    def in_group(self: Any, info: Info, first: First = None, after: After = None) -> Connection[IndicatorStanding]:
        own, other, indicator = aliased(tables.UnitResult), tables.UnitResult, aliased(tables.IndicatorResult)
        query = select(indicator).join(other, other.id == indicator.result_id)
        query = query.join(own, (own.period_id == other.period_id) & (own.group == other.group))
        query = query.where(own.id == self.result_id, indicator.code == self.code)
        caller = info.context.caller
        query = query.where(condition(other, caller), condition(other, caller, own))
        return page(query, [Key(indicator.points, descending=True), Key(indicator.id)])

    @sql(description="所属考核结果 / The result that it is part of")
    def result(self: Any) -> ResultOf | None:
        return answer(select(tables.UnitResult).where(tables.UnitResult.id == self.result_id))
