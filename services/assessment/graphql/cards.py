"""Yellow and red cards with their duties (A21)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import and_, case, select

from services.assessment.domain.card.model import Colour, DutyKind
from services.assessment.graphql.arguments import After, Before, First, Last
from services.assessment.store import tables
from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, derived, page, refer, sql, table
from services.chassis.reads.finding import whole
from services.chassis.visibility import condition
from services.law.parties import UnitCategory

if TYPE_CHECKING:
    from services.assessment.graphql.entities import Organization

OrganizationOf = Annotated["Organization", strawberry.lazy("services.assessment.graphql.entities")]
NEWEST_FIRST = [Key(tables.Card.issued_on, descending=True), Key(tables.Card.id, descending=True)]


@strawberry.type(description="预警单位的义务 / What a carded unit has to do (A21)")
class CardDuty:
    kind: DutyKind = strawberry.field(description="义务 / What")
    by: str = strawberry.field(description="由谁履行 / By whom")
    occasion: str = strawberry.field(description="场合 / On what occasion")
    bodies: list[str] = strawberry.field(description="报告对象 / To which bodies")

    @classmethod
    def of(cls, duty: dict[str, Any]) -> CardDuty:
        return cls(kind=DutyKind(duty["kind"]), by=duty["by"], occasion=duty["occasion"], bodies=list(duty["bodies"]))


def _duties(self: Any) -> list[CardDuty]:
    return [CardDuty.of(duty) for duty in self.duties]


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
    duties: list[CardDuty] = derived("duties", description="应履行的义务 / Duties")(_duties)
    bars_advanced_unit: bool = strawberry.field(
        description="是否不得获评年度先进单位 / Whether it bars the year's advanced unit"
    )
    issued_on: date = strawberry.field(description="发牌日期 / Day of issue")
    withdrawn_on: date | None = strawberry.field(description="撤销日期 / Day of withdrawal")
    withdrawn_reason: str | None = strawberry.field(description="撤销理由 / Why it was withdrawn")

    @sql(description="单位 / The unit")
    def unit(self: Any) -> OrganizationOf:
        return refer(id=self.unit_id)

    @sql(description="该颜色的含义（见考核细则）/ What the colour means, from the scheme")
    def meaning(self: Any, info: Info) -> str | None:
        scheme, quarter, caller = tables.Scheme, tables.Quarter, info.context.caller
        said = case(
            (self.colour == Colour.RED, scheme.content["red_means"].as_string()),
            else_=scheme.content["yellow_means"].as_string(),
        )
        of_quarter = and_(scheme.id == quarter.scheme_id, condition(scheme, caller))
        means = select(said).select_from(quarter).join(scheme, of_quarter)
        return answer(means.where(quarter.id == self.quarter_id, condition(quarter, caller)).scalar_subquery())


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
