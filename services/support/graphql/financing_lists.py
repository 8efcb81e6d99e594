"""The list of financing demands as it is published: issues, what is due, the sheet (第十六条（二）)."""

from __future__ import annotations

import asyncio
from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.chassis.calendar import calendar
from services.chassis.documents.apart import turn
from services.chassis.documents.file import File
from services.chassis.documents.sheet import A4, MEDIA_TYPE, SheetFile
from services.chassis.graphql import ApiError, Connection, Info
from services.chassis.reads import Key, answer, page, sql, table
from services.chassis.visibility import visible_select
from services.support.domain.funds import publication
from services.support.graphql.arguments import After, Before, First, Last
from services.support.graphql.fund_statement import FundFile
from services.support.store import financing, tables


@strawberry.type(description="从已发布清单撤下的一项 / An item that was taken out of a published issue")
@table(tables.FinancingWithdrawal)
class FinancingWithdrawal:
    number: str = strawberry.field(description="需求编号 / Number of the demand")
    withdrawn_on: date = strawberry.field(description="撤下日期 / Day")
    reason: str = strawberry.field(description="撤下理由（不公开）/ Reason; never published")
    withdrawn_by_name: str = strawberry.field(description="经办人 / Who")


@strawberry.type(description="已发布清单的一项 / An item of a published issue")
@table(tables.FinancingIssueItem)
class FinancingIssueItem:
    position: int = strawberry.field(description="序号 / Position")
    number: str = strawberry.field(description="需求编号 / Number of the demand")
    demand_id: UUID = strawberry.field(description="融资需求 / The demand")


@strawberry.federation.type(
    keys=["id"], description="已发布的一期融资需求清单，内容不再变动 / An issue as it was published; it never changes"
)
@table(tables.FinancingIssue)
class FinancingIssue:
    id: UUID = strawberry.field(description="编号 / Id")
    number: str = strawberry.field(description="期号 / Number")
    year: int = strawberry.field(description="年度 / Year")
    ordinal: int = strawberry.field(description="当年第几期 / Ordinal in the year")
    published_on: date = strawberry.field(description="发布日期 / Day of publication")
    published_by_name: str = strawberry.field(description="发布人 / Who published it")
    due_on: date = strawberry.field(description="应发布日期 / Day by which it was due")
    demands: int = strawberry.field(description="项数 / Number of demands")
    total: Decimal = strawberry.field(description="融资需求合计（万元）/ Total asked for")
    content: str = strawberry.field(description="公开内容（JSON）/ The public content as JSON")
    content_sm3: str = strawberry.field(description="公开内容的SM3杂凑值 / SM3 digest of the content")

    @sql(description="是否逾期发布 / Whether it was published late")
    def late(self: Any) -> bool:
        return answer(self.published_on > self.due_on)

    @sql(description="各项 / Items")
    def items(self: Any) -> list[FinancingIssueItem]:
        row = tables.FinancingIssueItem
        return answer(select(row).where(row.issue_id == self.id).order_by(row.position))

    @sql(description="撤下的各项 / What was taken out since")
    def withdrawals(self: Any) -> list[FinancingWithdrawal]:
        row = tables.FinancingWithdrawal
        return answer(select(row).where(row.issue_id == self.id).order_by(row.number))


@strawberry.type(description="清单发布的期限情况 / What is due of the publication")
class FinancingPublication:
    last_issue: str | None = strawberry.field(description="最近一期 / The last issue")
    last_published_on: date | None = strawberry.field(description="最近一期发布日期 / Day of the last issue")
    period_from: date = strawberry.field(description="应发布的周期起始日 / First day of the period that is due")
    due_on: date = strawberry.field(description="应于何日前发布 / Day by which it is due")
    overdue: bool = strawberry.field(description="是否逾期未发布 / Whether it is overdue")
    working_days_late: int = strawberry.field(description="逾期工作日数 / Working days late")


Issue = Annotated[UUID, strawberry.argument(description="期 / Issue")]


@strawberry.type
class FinancingListQuery:
    @sql(description="已发布的清单，新的在前 / Published issues, newest first")
    def financing_issues(
        self: Any,
        year: Annotated[int | None, strawberry.argument(description="年度 / Year")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[FinancingIssue]:
        row = tables.FinancingIssue
        query = select(row) if year is None else select(row).where(row.year == year)
        return page(query, [Key(row.published_on, descending=True), Key(row.id, descending=True)])

    @sql(description="一期清单 / One issue")
    def financing_issue(self: Any, id: Issue) -> FinancingIssue | None:
        return answer(select(tables.FinancingIssue).where(tables.FinancingIssue.id == id))

    @strawberry.field(description="清单何时应发布、是否逾期 / When the list is due, and whether it is late")
    async def financing_publication(self, info: Info) -> FinancingPublication:
        today = info.context.today
        async with info.context.reading() as session:
            last = await financing.last_issue(session, info.context.caller.division, info.context.caller)
        due = publication.next_due(last.published_on if last else None, today, calendar())
        return FinancingPublication(
            last_issue=last.number if last else None,
            last_published_on=last.published_on if last else None,
            period_from=due.period_from,
            due_on=due.due_on,
            overdue=today > due.due_on,
            working_days_late=calendar().between(due.due_on, today) if today > due.due_on else 0,
        )

    @strawberry.field(description="导出一期清单（.xlsx）/ An issue as a sheet")
    async def export_financing_issue(self, info: Info, id: Issue) -> FundFile:
        async with turn(), info.context.reading() as session:
            row = tables.FinancingIssue
            issue = await session.scalar(visible_select(row, info.context.caller).where(row.id == id))
            if issue is None:
                raise ApiError("BAD_INPUT", "没有这一期清单 / no such issue", reason="ISSUE_UNKNOWN")
            gone = await financing.withdrawn_from(session, issue.id)
            return FundFile.of(await asyncio.to_thread(_sheet, issue, gone))


def _sheet(issue: tables.FinancingIssue, gone: dict[str, date]) -> File:
    withdrawn = {number: day.isoformat() for number, day in gone.items()}
    table_, lines = publication.sheet(issue.number, financing.items_of(issue), withdrawn)
    note = f"{issue.published_on.isoformat()} 发布　单位：万元　SM3 {issue.content_sm3}"
    file = SheetFile(table_, name="融资需求清单", note=note, paper=A4)
    file.write(lines)
    return File(f"{publication.TITLE}（{issue.number}）.xlsx", MEDIA_TYPE, file.close())
