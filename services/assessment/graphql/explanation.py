"""Why a score is what it is: indicator → formula with numbers → facts → source records, and back."""

import asyncio
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.assessment.domain.scheme.model import Formula, Measure, Outcome
from services.assessment.graphql import facts, results
from services.assessment.graphql.arguments import After, First
from services.assessment.store import tables
from services.chassis.graphql import Connection, Info, Key, paged
from services.chassis.visibility import condition

if TYPE_CHECKING:
    from services.assessment.graphql.facts import Fact
    from services.assessment.graphql.results import UnitResult


@strawberry.type(description="计入指标的一项事实 / A fact that entered an indicator")
class CountedFact:
    outcome: Outcome | None = strawberry.field(
        description="按时或逾期；按数额计的为空 / On time or late; null where amounts count"
    )
    fact_id: strawberry.Private[UUID]

    @classmethod
    def of(cls, row: tables.Counted) -> "CountedFact":
        return cls(outcome=row.outcome, fact_id=row.fact_id)

    @strawberry.field(description="事实 / The fact")
    async def fact(self, info: Info) -> Annotated["Fact", strawberry.lazy("services.assessment.graphql.facts")] | None:
        return await facts.Fact.load(info, self.fact_id)


@strawberry.type(description="一项指标的得分及依据 / What one indicator gave, and why")
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
    result_id: strawberry.Private[UUID]

    @classmethod
    def of(cls, row: tables.IndicatorResult) -> "IndicatorResult":
        return cls(
            id=row.id,
            code=row.code,
            name=row.name,
            measure=row.measure,
            formula=row.formula,
            weight=row.weight,
            value=row.value,
            points=row.points,
            words=row.words,
            result_id=row.result_id,
        )

    @strawberry.field(
        description="计入的事实（您有权查看的）/ The facts that counted, as far as the caller may see them"
    )
    async def facts(self, info: Info, first: First = None, after: After = None) -> Connection[CountedFact]:
        fact, counted = tables.Fact, tables.Counted
        query = (
            select(counted)
            .join(fact, fact.id == counted.fact_id)
            .where(counted.indicator_id == self.id, condition(fact, info.context.caller))
        )
        keys = [Key(fact.happened_on), Key(fact.id)]
        return await paged(info, query, keys, CountedFact.of, first=first, after=after)

    @strawberry.field(description="所属考核结果 / The result that it is part of")
    async def result(
        self, info: Info
    ) -> Annotated["UnitResult", strawberry.lazy("services.assessment.graphql.results")] | None:
        return await results.UnitResult.load(info, self.result_id)


async def indicators_of_result(info: Info, result_id: UUID) -> list[IndicatorResult]:
    """The parts of a result in the order of the scheme."""
    row = tables.IndicatorResult
    return [IndicatorResult.of(r) for r in await info.context.load_many(row.result_id, result_id, row.place)]


async def indicators_of_fact(info: Info, fact_id: UUID) -> list[IndicatorResult]:
    """The indicators that a fact entered, as far as the caller may see them."""
    counted = await info.context.load_many(tables.Counted.fact_id, fact_id, tables.Counted.indicator_id)
    rows = await asyncio.gather(*(info.context.load(tables.IndicatorResult.id, c.indicator_id) for c in counted))
    return [IndicatorResult.of(row) for row in rows if row]
