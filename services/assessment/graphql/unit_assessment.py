"""A unit's own page of a year: results, what cost points, cards with duties, objections, awards (A19, A20, A21)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import case, select

from services.assessment.domain.period import WHOLE_YEAR
from services.assessment.domain.scheme.model import Formula, Measure
from services.assessment.graphql.arguments import After, First
from services.assessment.graphql.explanation import CountedFact
from services.assessment.store import tables
from services.assessment.store.tables.reports import cost_points
from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, labelled, page, sql, table
from services.chassis.visibility import condition

if TYPE_CHECKING:
    from services.assessment.graphql.awards import Award
    from services.assessment.graphql.cards import Card
    from services.assessment.graphql.duties import CardDuty
    from services.assessment.graphql.objections import Objection
    from services.assessment.graphql.results import UnitResult

ResultOf = Annotated["UnitResult", strawberry.lazy("services.assessment.graphql.results")]
CardOf = Annotated["Card", strawberry.lazy("services.assessment.graphql.cards")]
DutyOf = Annotated["CardDuty", strawberry.lazy("services.assessment.graphql.duties")]
ObjectionOf = Annotated["Objection", strawberry.lazy("services.assessment.graphql.objections")]
AwardOf = Annotated["Award", strawberry.lazy("services.assessment.graphql.awards")]


@strawberry.type(description="失分的指标及记录 / An indicator that cost points, and the records behind it")
@table(tables.LostPoints)
class LostPoints:
    indicator_id: UUID = strawberry.field(description="指标结果的标识 / Identity of the indicator's result")
    year: int = strawberry.field(description="年度 / Year")
    code: str = strawberry.field(description="指标代码 / Code in the scheme")
    name: str = strawberry.field(description="指标名称 / Name")
    measure: Measure = strawberry.field(description="考核内容 / What it looks at")
    formula: Formula = strawberry.field(description="公式 / Formula")
    weight: Decimal | None = strawberry.field(description="权重，加减分的为空 / Weight; null for points per event")
    points: Decimal = strawberry.field(description="得分 / Points")
    lost: Decimal = strawberry.field(
        description="失分：分摊后的权重减得分；减分的为所减之分 / Its worth, after idle weights are shared out, less its points"
    )
    words: str = strawberry.field(description="计算过程 / The sum in words")

    @sql(description="季度（1–4），全年为空 / Quarter, 1 to 4; null of the whole year")
    def quarter(self: Any) -> int | None:
        return answer(case((self.quarter == WHOLE_YEAR, None), else_=self.quarter))

    @sql(description="所属考核结果 / The result that it is part of")
    def result(self: Any) -> ResultOf | None:
        return answer(select(tables.UnitResult).where(tables.UnitResult.id == self.result_id))

    @sql(
        description="失分的记录：逾期、未达计划或减分的事实，最早的在前（您有权查看的） / "
        "The facts that cost points: late, short of the plan, or on record; oldest first, as far as the caller may see them"
    )
    def records(self: Any, info: Info, first: First = None, after: After = None) -> Connection[CountedFact]:
        fact, counted = tables.Fact, tables.Counted
        query = select(counted).join(fact, fact.id == counted.source_id).where(condition(fact, info.context.caller))
        query = query.where(counted.indicator_id == self.indicator_id, cost_points(counted))
        return page(query, [Key(fact.happened_on), Key(fact.id)])


@strawberry.type(description="单位的年度考核情况 / A unit's assessment in a year")
@labelled
class UnitAssessment:
    unit_id: UUID = strawberry.field(description="单位标识 / Identity of the unit")
    year: int = strawberry.field(description="年度 / Year")

    @sql(description="各季度和年度结果，按时间（年度在最后）/ Results of the quarters in order, the year's last")
    def results(self: Any) -> list[ResultOf]:
        row = tables.UnitResult
        of_year = select(row).where(row.unit_id == self.unit_id, row.year == self.year)
        return answer(of_year.order_by(row.quarter == WHOLE_YEAR, row.quarter, row.id))

    @sql(description="失分的指标，失分多的在前 / Indicators that cost points, the most first")
    def lost_points(self: Any, first: First = None, after: After = None) -> Connection[LostPoints]:
        row = tables.LostPoints
        query = select(row).where(row.unit_id == self.unit_id, row.year == self.year, row.lost > 0)
        return page(query, [Key(row.lost, descending=True), Key(row.indicator_id)])

    @sql(description="红黄牌，最早的在前（含已撤销的）/ Cards, oldest first, withdrawn ones included")
    def cards(self: Any) -> list[CardOf]:
        row = tables.Card
        of_year = select(row).where(row.unit_id == self.unit_id, row.year == self.year)
        return answer(of_year.order_by(row.quarter, row.issued_on, row.id))

    @sql(description="红黄牌要求的义务，期限近的在前 / What its cards ask, the first due first")
    def duties(self: Any) -> list[DutyOf]:
        row = tables.CardDuty
        of_year = select(row).where(row.unit_id == self.unit_id, row.year == self.year)
        return answer(of_year.order_by(row.due_on, row.id))

    @sql(
        description="提出的异议，最早的在前（您有权查看的）/ Objections, oldest first, as far as the caller may see them"
    )
    def objections(self: Any) -> list[ObjectionOf]:
        row = tables.Objection
        of_year = select(row).where(row.unit_id == self.unit_id, row.year == self.year)
        return answer(of_year.order_by(row.raised_at, row.id))

    @sql(description="该年度获得的表彰（含所属人员）/ Awards of the year, of the unit and of its people")
    def awards(self: Any) -> list[AwardOf]:
        row = tables.Award
        of_year = select(row).where(row.unit_id == self.unit_id, row.year == self.year)
        return answer(of_year.order_by(row.id))
