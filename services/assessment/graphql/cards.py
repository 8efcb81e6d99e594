"""Yellow and red cards with their duties (A21)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import and_, case, select

from services.assessment.domain.card.model import Colour
from services.assessment.graphql.arguments import After, Before, First, Last
from services.assessment.graphql.duties import CardDuty
from services.assessment.store import tables
from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, derived, page, refer, sql, table
from services.chassis.reads.finding import whole
from services.chassis.visibility import condition
from services.law.parties import UnitCategory

if TYPE_CHECKING:
    from services.assessment.graphql.entities import Organization
    from services.assessment.graphql.results import UnitResult

ResultOf = Annotated["UnitResult", strawberry.lazy("services.assessment.graphql.results")]
OrganizationOf = Annotated["Organization", strawberry.lazy("services.assessment.graphql.entities")]
NEWEST_FIRST = [Key(tables.Card.issued_on, descending=True), Key(tables.Card.id, descending=True)]


def _bar_reason(self: Any) -> str | None:
    if not self.bars_advanced_unit or self.withdrawn_on is not None:
        return None
    name = "红牌" if self.colour is Colour.RED else "黄牌"
    return f"{self.year}年第{self.quarter}季度{name}预警，不得获评市、区两级年度先进单位（第二十一条）"


@strawberry.type(description="红黄牌 / A yellow or red card")
@table(tables.Card)
class Card:
    id: UUID = strawberry.field(description="标识 / Identity")
    division: str = strawberry.field(description="行政区划代码 / Division (GB/T 2260)")
    colour: Colour = strawberry.field(description="颜色 / Colour")
    year: int = strawberry.field(description="年度 / Year")
    quarter: int = strawberry.field(description="季度 / Quarter")
    group: UnitCategory = strawberry.field(description="考核组 / Assessed group")
    place: int = strawberry.field(description="倒数名次（1 为最后）/ Place from the bottom, 1 is the last")
    bars_advanced_unit: bool = strawberry.field(
        description="是否不得获评年度先进单位 / Whether it bars the year's advanced unit"
    )
    bar_reason: str | None = derived(
        "bars_advanced_unit",
        "withdrawn_on",
        "colour",
        "year",
        "quarter",
        description="不得获评的理由，不受限为空 / Why it bars the year's advanced unit; null when it does not",
    )(_bar_reason)
    issued_on: date = strawberry.field(description="发牌日期 / Day of issue")
    withdrawn_on: date | None = strawberry.field(description="撤销日期 / Day of withdrawal")
    withdrawn_reason: str | None = strawberry.field(description="撤销理由 / Why it was withdrawn")

    @sql(description="单位 / The unit")
    def unit(self: Any) -> OrganizationOf:
        return refer(id=self.unit_id)

    @sql(description="发牌所依据的考核结果 / The result that brought it")
    def result(self: Any) -> ResultOf | None:
        result = tables.UnitResult
        return answer(select(result).where(result.period_id == self.period_id, result.unit_id == self.unit_id))

    @sql(description="应履行的义务 / Duties")
    def duties(self: Any) -> list[CardDuty]:
        row = tables.CardDuty
        return answer(select(row).where(row.card_id == self.id).order_by(row.position))

    @sql(description="该颜色的含义（见考核细则）/ What the colour means, from the scheme")
    def meaning(self: Any, info: Info) -> str | None:
        scheme, quarter, caller = tables.Scheme, tables.Period, info.context.caller
        said = case(
            (self.colour == Colour.RED, scheme.content["red_means"].as_string()),
            else_=scheme.content["yellow_means"].as_string(),
        )
        of_quarter = and_(scheme.id == quarter.scheme_id, condition(scheme, caller))
        means = select(said).select_from(quarter).join(scheme, of_quarter)
        return answer(means.where(quarter.id == self.period_id, condition(quarter, caller)).scalar_subquery())


@strawberry.input(description="红黄牌的筛选 / Which cards")
class CardFilter:
    unit_id: UUID | None = strawberry.field(default=None, description="单位 / Unit")
    group: UnitCategory | None = strawberry.field(default=None, description="考核组 / Group")
    colour: Colour | None = strawberry.field(default=None, description="颜色 / Colour")
    year: int | None = strawberry.field(default=None, description="年度 / Year")
    quarter: int | None = strawberry.field(default=None, description="季度 / Quarter")
    in_force: bool | None = strawberry.field(default=None, description="是否有效（未撤销）/ Whether it is in force")


@strawberry.type
class CardQueries:
    @sql(description="红黄牌，最近的在前 / Cards, newest first")
    def cards(
        self: Any,
        filter: Annotated[CardFilter | None, strawberry.argument(description="筛选 / Conditions")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Card]:
        card, asked = tables.Card, filter or CardFilter()
        query = select(card)
        for column, value in (
            (card.unit_id, asked.unit_id),
            (card.group, asked.group),
            (card.colour, asked.colour),
            (card.year, asked.year),
            (card.quarter, asked.quarter),
        ):
            query = query if value is None else query.where(column == value)
        if asked.in_force is not None:
            query = query.where(card.withdrawn_on.is_(None) if asked.in_force else card.withdrawn_on.is_not(None))
        if _all(asked):
            query = query.where(whole(card))
        return page(query, NEWEST_FIRST)


def _all(by: CardFilter) -> bool:
    """Whether no condition has an index of its own."""
    return all(v is None for v in (by.unit_id, by.group, by.colour, by.year)) and by.in_force is not False
