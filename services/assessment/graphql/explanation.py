"""Why a score is what it is: indicator → formula with numbers → facts → source records, and back."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.assessment.domain.scheme.model import Formula, Measure, Outcome
from services.assessment.graphql.arguments import After, First
from services.assessment.graphql.facts import Fact
from services.assessment.store import tables
from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, page, sql, table
from services.chassis.visibility import condition

if TYPE_CHECKING:
    from services.assessment.graphql.results import UnitResult

ResultOf = Annotated["UnitResult", strawberry.lazy("services.assessment.graphql.results")]


@strawberry.type(description="计入指标的一项事实 / A fact that entered an indicator")
@table(tables.Counted)
class CountedFact:
    outcome: Outcome | None = strawberry.field(
        description="按时或逾期；按数额计的为空 / On time or late; null where amounts count"
    )

    @sql(description="事实 / The fact")
    def fact(self: Any) -> Fact | None:
        return answer(select(tables.Fact).where(tables.Fact.id == self.fact_id))


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

    @sql(description="计入的事实（您有权查看的）/ The facts that counted, as far as the caller may see them")
    def facts(self: Any, info: Info, first: First = None, after: After = None) -> Connection[CountedFact]:
        fact, counted = tables.Fact, tables.Counted
        seen = select(counted).join(fact, fact.id == counted.fact_id).where(condition(fact, info.context.caller))
        return page(seen.where(counted.indicator_id == self.id), [Key(fact.happened_on), Key(fact.id)])

    @sql(description="所属考核结果 / The result that it is part of")
    def result(self: Any) -> ResultOf | None:
        return answer(select(tables.UnitResult).where(tables.UnitResult.id == self.result_id))
