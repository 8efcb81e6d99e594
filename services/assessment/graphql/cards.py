"""Yellow and red cards with their duties (A21)."""

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry

from services.assessment.domain.card.model import Colour, DutyKind
from services.assessment.graphql import entities
from services.assessment.graphql.arguments import After, Before, First, Last
from services.assessment.store import schemes, tables
from services.chassis.graphql import Connection, Info, Key, paged
from services.chassis.visibility import visible_select
from services.law.parties import UnitCategory

if TYPE_CHECKING:
    from services.assessment.graphql.entities import Organization

NEWEST_FIRST = [Key(tables.Card.issued_on, descending=True), Key(tables.Card.id, descending=True)]


@strawberry.type(description="预警单位的义务 / What a carded unit has to do (A21)")
class CardDuty:
    kind: DutyKind = strawberry.field(description="义务 / What")
    by: str = strawberry.field(description="由谁履行 / By whom")
    occasion: str = strawberry.field(description="场合 / On what occasion")
    bodies: list[str] = strawberry.field(description="报告对象 / To which bodies")

    @classmethod
    def of(cls, duty: dict[str, Any]) -> "CardDuty":
        return cls(kind=DutyKind(duty["kind"]), by=duty["by"], occasion=duty["occasion"], bodies=list(duty["bodies"]))


@strawberry.type(description="红黄牌 / A yellow or red card")
class Card:
    id: UUID = strawberry.field(description="标识 / Identity")
    division: str = strawberry.field(description="行政区划代码 / Division (GB/T 2260)")
    colour: Colour = strawberry.field(description="颜色 / Colour")
    year: int = strawberry.field(description="年度 / Year")
    quarter: int = strawberry.field(description="季度 / Quarter")
    group: UnitCategory = strawberry.field(description="考核组 / Assessed group")
    place: int = strawberry.field(description="倒数名次（1 为最后）/ Place from the bottom, 1 is the last")
    duties: list[CardDuty] = strawberry.field(description="应履行的义务 / Duties")
    bars_advanced_unit: bool = strawberry.field(
        description="是否不得获评年度先进单位 / Whether it bars the year's advanced unit"
    )
    issued_on: date = strawberry.field(description="发牌日期 / Day of issue")
    withdrawn_on: date | None = strawberry.field(description="撤销日期 / Day of withdrawal")
    withdrawn_reason: str | None = strawberry.field(description="撤销理由 / Why it was withdrawn")
    unit_id: strawberry.Private[UUID]
    quarter_id: strawberry.Private[UUID]

    @classmethod
    def of(cls, row: tables.Card) -> "Card":
        return cls(
            id=row.id,
            division=row.division,
            colour=row.colour,
            year=row.year,
            quarter=row.quarter,
            group=row.group,
            place=row.place,
            duties=[CardDuty.of(duty) for duty in row.duties],
            bars_advanced_unit=row.bars_advanced_unit,
            issued_on=row.issued_on,
            withdrawn_on=row.withdrawn_on,
            withdrawn_reason=row.withdrawn_reason,
            unit_id=row.unit_id,
            quarter_id=row.quarter_id,
        )

    @strawberry.field(description="单位 / The unit")
    def unit(self) -> Annotated["Organization", strawberry.lazy("services.assessment.graphql.entities")]:
        return entities.Organization(id=self.unit_id)

    @strawberry.field(description="该颜色的含义（见考核细则）/ What the colour means, from the scheme")
    async def meaning(self, info: Info) -> str | None:
        quarter = await info.context.load(tables.Quarter.id, self.quarter_id)
        row = await info.context.load(tables.Scheme.id, quarter.scheme_id) if quarter else None
        if row is None:
            return None
        scheme = schemes.state_of(row)
        return scheme.red_means if self.colour is Colour.RED else scheme.yellow_means


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
    @strawberry.field(description="红黄牌，最近的在前 / Cards, newest first")
    async def cards(
        self,
        info: Info,
        filter: Annotated[CardFilter | None, strawberry.argument(description="筛选 / Conditions")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Card]:
        card, query = tables.Card, visible_select(tables.Card, info.context.caller)
        asked = filter or CardFilter()
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
        return await paged(info, query, NEWEST_FIRST, Card.of, first=first, after=after, last=last, before=before)
