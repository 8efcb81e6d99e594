"""What cards ask of their units, and how the units did it (A21)."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.assessment.domain.card.model import OPEN_DUTY, DutyKind, DutyStatus
from services.assessment.graphql.arguments import After, Before, First, Last
from services.assessment.graphql.attachments import AssessmentAttachment, files_of
from services.assessment.store import tables
from services.assessment.store.tables.duties import FULFILMENT
from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, column, derived, page, refer, sql, table
from services.chassis.reads.finding import whole

if TYPE_CHECKING:
    from services.assessment.graphql.cards import Card
    from services.assessment.graphql.entities import Organization

OrganizationOf = Annotated["Organization", strawberry.lazy("services.assessment.graphql.entities")]
CardOf = Annotated["Card", strawberry.lazy("services.assessment.graphql.cards")]
FIRST_DUE = [Key(tables.CardDuty.due_on), Key(tables.CardDuty.id)]

strawberry.enum(
    DutyStatus,
    name="CardDutyStatus",
    description=(
        "义务状态：待履行、已履行待确认、退回重做、已确认、因撤牌终止 / "
        "Due, fulfilled and to be confirmed, returned, confirmed, lapsed with its card"
    ),
)


@strawberry.type(
    description="一次履行：本单位和考核、督查等部门可见 / How a duty was done; seen by the unit and the overseers"
)
@table(tables.DutyFulfilment)
class DutyFulfilment:
    id: UUID = strawberry.field(description="标识 / Identity")
    person: str = strawberry.field(description="表态人（签署人）/ Who spoke or signed")
    text: str = strawberry.field(description="内容 / What was said or written")
    at: datetime = strawberry.field(description="填报时间 / When")
    days_late: int = strawberry.field(description="逾期工作日数 / Working days after the limit")
    fulfilled_by: str = column("fulfilled_by_name", description="填报人 / Who wrote it down")
    judged_at: datetime | None = strawberry.field(description="确认或退回时间 / When it was confirmed or returned")
    judged_by: str | None = column("judged_by_name", description="确认或退回人 / By whom")
    returned_reason: str | None = strawberry.field(
        description="退回理由，未退回为空 / Why it was returned; null otherwise"
    )

    @sql(description="所附文件 / Its files")
    def files(self: Any) -> list[AssessmentAttachment]:
        return answer(files_of(FULFILMENT, self.id))


def _overdue(self: Any, info: Info) -> bool:
    return self.status in OPEN_DUTY and self.due_on < info.context.today


@strawberry.type(description="预警单位的义务 / What a carded unit has to do (A21)")
@table(tables.CardDuty)
class CardDuty:
    id: UUID = strawberry.field(description="标识 / Identity")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    year: int = strawberry.field(description="年度 / Year")
    quarter: int = strawberry.field(description="季度 / Quarter")
    kind: DutyKind = strawberry.field(description="义务 / What")
    by: str = strawberry.field(description="由谁履行 / By whom")
    occasion: str = strawberry.field(description="场合 / On what occasion")
    bodies: list[str] = strawberry.field(description="报告对象 / To which bodies")
    due_on: date = strawberry.field(description="期限 / Until when")
    status: DutyStatus = strawberry.field(description="状态 / How far it has come")
    fulfilled_on: date | None = strawberry.field(description="履行日期 / When it was done, the latest time")
    confirmed_on: date | None = strawberry.field(description="确认日期 / When it was confirmed")
    overdue: bool = derived("status", "due_on", description="是否逾期未履行 / Whether it is not done after its limit")(
        _overdue
    )

    @sql(description="单位 / The unit")
    def unit(self: Any) -> OrganizationOf:
        return refer(id=self.unit_id)

    @sql(description="红黄牌 / The card")
    def card(self: Any) -> CardOf | None:
        return answer(select(tables.Card).where(tables.Card.id == self.card_id))

    @sql(description="历次履行，最早的在前 / How it was done, each time, oldest first")
    def fulfilments(self: Any) -> list[DutyFulfilment]:
        done = tables.DutyFulfilment
        return answer(select(done).where(done.duty_id == self.id).order_by(done.at, done.id))


@strawberry.input(description="义务的筛选 / Which duties")
class CardDutyFilter:
    unit_id: UUID | None = strawberry.field(default=None, description="单位 / Unit")
    status: DutyStatus | None = strawberry.field(default=None, description="状态 / How far they have come")
    kind: DutyKind | None = strawberry.field(default=None, description="义务 / What")
    year: int | None = strawberry.field(default=None, description="年度 / Year")
    quarter: int | None = strawberry.field(default=None, description="季度 / Quarter")
    due_until: date | None = strawberry.field(default=None, description="期限在该日或之前 / Due on that day or before")


@strawberry.type
class DutyQueries:
    @sql(description="红黄牌义务，期限近的在前 / What cards ask, the first due first")
    def card_duties(
        self: Any,
        filter: Annotated[CardDutyFilter | None, strawberry.argument(description="筛选 / Conditions")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[CardDuty]:
        row, asked = tables.CardDuty, filter or CardDutyFilter()
        query = select(row)
        for its, value in (
            (row.unit_id, asked.unit_id),
            (row.status, asked.status),
            (row.kind, asked.kind),
            (row.year, asked.year),
            (row.quarter, asked.quarter),
        ):
            query = query if value is None else query.where(its == value)
        if asked.due_until is not None:
            query = query.where(row.due_on <= asked.due_until)
        if all(v is None for v in (asked.unit_id, asked.status, asked.kind, asked.year)):
            query = query.where(whole(row))
        return page(query, FIRST_DUE)
