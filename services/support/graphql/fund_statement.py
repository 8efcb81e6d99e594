"""The statement of a special fund, shown and as a sheet."""

from __future__ import annotations

import base64
from datetime import date
from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

import strawberry

from services.chassis.digest import sm3
from services.chassis.documents.apart import turn
from services.chassis.documents.file import File
from services.chassis.graphql import ApiError, Info
from services.support.domain.funds.balance import Balance
from services.support.domain.funds.statement import Statement, Told
from services.support.domain.funds.terms import FundEntryKind
from services.support.graphql import fund_terms  # noqa: F401 - names the enums before they are used
from services.support.usecases.funds.special.statement import statement_file, statement_of


@strawberry.type(description="余额（万元）/ A balance")
class FundBalance:
    budgeted: Decimal = strawberry.field(description="预算 / Budget in all")
    committed: Decimal = strawberry.field(description="已安排 / Committed")
    paid: Decimal = strawberry.field(description="已支付 / Paid")
    available: Decimal = strawberry.field(description="可安排 / What can still be committed")

    @classmethod
    def of(cls, balance: Balance) -> Self:
        return cls(
            budgeted=balance.budgeted,
            committed=balance.committed,
            paid=balance.paid,
            available=balance.available,
        )


@strawberry.type(description="台账的一笔 / One line of a statement")
class FundStatementLine:
    seq: int = strawberry.field(description="序号 / Number")
    posted_on: date = strawberry.field(description="日期 / Day")
    kind: FundEntryKind = strawberry.field(description="种类 / Kind")
    project: str | None = strawberry.field(description="项目名称 / Name of the project")
    document: str | None = strawberry.field(description="文件或凭证 / Document or voucher")
    reason: str | None = strawberry.field(description="理由 / Reason")
    amount: Decimal = strawberry.field(description="金额 / Amount")
    after: FundBalance = strawberry.field(description="此后余额 / Balance after it")

    @classmethod
    def of(cls, told: Told) -> Self:
        return cls(
            seq=told.seq,
            posted_on=told.posted_on,
            kind=told.kind,
            project=told.project,
            document=told.document,
            reason=told.reason,
            amount=told.amount,
            after=FundBalance.of(told.after),
        )


@strawberry.type(description="专项资金对账单 / The statement of a special fund")
class FundStatement:
    title: str = strawberry.field(description="名称 / Title")
    opening: FundBalance = strawberry.field(description="期初余额 / Opening balance")
    closing: FundBalance = strawberry.field(description="期末余额 / Closing balance")
    lines: list[FundStatementLine] = strawberry.field(description="各笔，先后为序 / Lines, in order")
    proven: bool = strawberry.field(
        description="台账自第一笔起逐笔相符，且与账面余额一致 / Whether every balance follows from the one before"
    )
    first_fault: int | None = strawberry.field(
        description="首笔不符的序号，0 为账面余额不符 / The first line that does not follow; 0: the budget itself"
    )

    @classmethod
    def of(cls, statement: Statement) -> Self:
        return cls(
            title=statement.budget.title,
            opening=FundBalance.of(statement.opening),
            closing=FundBalance.of(statement.closing),
            lines=[FundStatementLine.of(told) for told in statement.entries],
            proven=statement.fault is None,
            first_fault=statement.fault,
        )


@strawberry.type(description="资金方面导出的文件 / A file about money")
class FundFile:
    file_name: str = strawberry.field(description="文件名 / Name of the file")
    media_type: str = strawberry.field(description="媒体类型 / Media type")
    content_base64: str = strawberry.field(description="文件内容（Base64）/ The file in base64")
    size: int = strawberry.field(description="字节数 / Bytes")
    sm3: str = strawberry.field(description="SM3杂凑值 / SM3 digest of the file")

    @classmethod
    def of(cls, file: File) -> Self:
        return cls(
            file_name=file.name,
            media_type=file.media_type,
            content_base64=base64.b64encode(file.content).decode(),
            size=len(file.content),
            sm3=sm3(file.content),
        )


Budget = Annotated[UUID, strawberry.argument(description="预算 / Budget")]
Since = Annotated[date | None, strawberry.argument(description="自此日起 / From this day on")]
Until = Annotated[date | None, strawberry.argument(description="至此日止 / Up to this day")]


@strawberry.type
class FundStatementQuery:
    @strawberry.field(description="专项资金对账单 / The statement of a fund; null when it is not there for the caller")
    async def fund_statement(
        self, info: Info, budget_id: Budget, since: Since = None, until: Until = None
    ) -> FundStatement | None:
        async with info.context.reading() as session:
            found = await statement_of(session, info.context.caller, budget_id, since, until)
        return FundStatement.of(found) if found else None

    @strawberry.field(description="导出专项资金台账（.xlsx）/ The statement of a fund as a sheet")
    async def export_fund_statement(
        self, info: Info, budget_id: Budget, since: Since = None, until: Until = None
    ) -> FundFile:
        async with turn(), info.context.reading() as session:
            found = await statement_of(session, info.context.caller, budget_id, since, until)
            if found is None:
                raise ApiError("BAD_INPUT", "没有这项专项资金预算 / no such budget", reason="BUDGET_UNKNOWN")
            return FundFile.of(await statement_file(found, info.context.today))
