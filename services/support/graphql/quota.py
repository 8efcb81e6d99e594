"""Quota accounts with their ledgers, and the commands of the bureau that keeps them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.chassis.graphql import Connection, Info, UserError, perform
from services.chassis.reads import Key, answer, derived, fetch, page, sql, table
from services.support.domain.kinds.model import ACCOUNT_KINDS
from services.support.graphql.arguments import COMMAND, After, Before, First, Last
from services.support.graphql.enums import EntryKind
from services.support.graphql.quota_statement import LedgerOfAccount
from services.support.store import tables
from services.support.usecases.quota.allocate import AllocateQuota, allocate
from services.support.usecases.quota.open_account import OpenQuotaAccount, open_account


def _available(self: Any) -> Decimal:
    return answer(self.allocated - self.reserved - self.committed)


@strawberry.type(description="指标台账的一笔及其后的余额 / One line of the ledger with the balances after it")
@table(tables.QuotaEntry)
class QuotaEntry:
    seq: int = strawberry.field(description="序号 / Number within the account")
    kind: EntryKind = strawberry.field(description="种类 / Kind")
    amount: Decimal = strawberry.field(description="数量（恒为正）/ Amount, always positive")
    basis: str | None = strawberry.field(description="依据文件 / The document behind it")
    request_id: UUID | None = strawberry.field(description="所属申请 / The request behind it")
    allocated: Decimal = strawberry.field(description="此后已下达 / Allocated after it")
    reserved: Decimal = strawberry.field(description="此后已预留 / Reserved after it")
    committed: Decimal = strawberry.field(description="此后已核销 / Committed after it")
    available: Decimal = sql(_available, description="此后可用 / Available after it")
    at: datetime = strawberry.field(description="时间 / When")
    actor_name: str = strawberry.field(description="经办人 / Who")
    other_account_id: UUID | None = strawberry.field(description="对方账户（调剂、结转）/ The other account")
    transfer_id: UUID | None = strawberry.field(description="所属调剂 / The transfer behind it")
    reverses: int | None = strawberry.field(description="冲销哪一笔 / Number of the entry that it reverses")
    reason: str | None = strawberry.field(description="理由 / Reason")


@strawberry.federation.type(
    keys=["id"], description="年度指标账户，不得透支 / A year's quota account; never overdrawn (A15)"
)
@table(tables.QuotaAccount)
class QuotaAccount(LedgerOfAccount):
    id: UUID = strawberry.field(description="账户编号 / Id")
    version: int = strawberry.field(description="版本，供 expectedVersion / Version for expectedVersion")
    division: str = strawberry.field(description="区划代码 / Division")
    kind: str = strawberry.field(description="指标种类代码 / Code of the kind")
    year: int = strawberry.field(description="年度 / Year")
    allocated: Decimal = strawberry.field(description="已下达 / Allocated")
    reserved: Decimal = strawberry.field(description="已预留 / Reserved for accepted requests")
    committed: Decimal = strawberry.field(description="已核销 / Committed by grants")
    available: Decimal = sql(_available, description="可用 / What can still be promised")
    closed_on: date | None = strawberry.field(description="年结日；未年结为空 / Day of the year's closing")

    @derived("kind", description="指标名称 / Name of the quota")
    def kind_name(self: Any) -> str:
        return ACCOUNT_KINDS[self.kind].name

    @derived("kind", description="计量单位代码 / Code of the unit of measure")
    def unit(self: Any) -> str:
        return ACCOUNT_KINDS[self.kind].unit.code

    @derived("kind", description="计量单位 / Unit of measure in Chinese")
    def unit_name(self: Any) -> str:
        return ACCOUNT_KINDS[self.kind].unit.name

    @sql(description="台账，最近的在前 / The ledger, newest first")
    def entries(
        self: Any,
        first: Annotated[int | None, strawberry.argument(description="取几项 / How many")] = None,
        after: After = None,
    ) -> Connection[QuotaEntry]:
        entry = tables.QuotaEntry
        return page(select(entry).where(entry.account_id == self.id), [Key(entry.seq, descending=True)])


@strawberry.type(description="指标账户操作结果 / Result of a command on a quota account")
class QuotaAccountPayload:
    account: QuotaAccount | None = strawberry.field(description="操作后的账户 / The account after it")
    user_errors: list[UserError] = strawberry.field(description="不予通过的理由 / Reasons of a refusal")


@strawberry.input(description="开立年度指标账户 / Open a year's quota account")
class OpenQuotaAccountInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    kind: str = strawberry.field(description="指标种类代码，如 NEW_CONSTRUCTION_LAND / Code of the kind")
    year: int = strawberry.field(description="年度 / Year")


@strawberry.input(
    description="登记指标下达（正数）或调减（负数）/ Book an allocation (positive) or a reduction (negative)"
)
class AllocateQuotaInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    account_id: UUID = strawberry.field(description="账户 / Account")
    expected_version: int = strawberry.field(description="所依据的版本 / The version that was seen")
    amount: Decimal = strawberry.field(description="数量，按账户单位；负数为调减 / Amount in the account's unit")
    basis: str = strawberry.field(description="依据文件 / The document that says so")


@strawberry.input(description="指标账户筛选 / Filter of quota accounts")
class QuotaAccountFilter:
    year: int | None = strawberry.field(default=None, description="年度 / Year")
    kind: str | None = strawberry.field(default=None, description="指标种类代码 / Code of the kind")
    division: str | None = strawberry.field(default=None, description="区划代码 / Division")


@strawberry.type
class QuotaQuery:
    @sql(description="指标账户，新年度在前 / Quota accounts, newest year first")
    def quota_accounts(
        self: Any,
        filter: Annotated[QuotaAccountFilter | None, strawberry.argument(description="筛选 / Filter")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[QuotaAccount]:
        account, wanted = tables.QuotaAccount, filter or QuotaAccountFilter()
        asked = ((account.year, wanted.year), (account.kind, wanted.kind), (account.division, wanted.division))
        query = select(account).where(*(c == v for c, v in asked if v is not None))
        keys = [Key(account.year, descending=True), Key(account.kind), Key(account.division), Key(account.id)]
        return page(query, keys)


@strawberry.type
class QuotaMutation:
    @strawberry.mutation(description="开立年度指标账户 / Open a year's quota account (A15)")
    async def open_quota_account(
        self, info: Info, input: Annotated[OpenQuotaAccountInput, COMMAND]
    ) -> QuotaAccountPayload:
        command = OpenQuotaAccount(kind=input.kind, year=input.year)
        done = await perform(info, "openQuotaAccount", input, command, open_account)
        return QuotaAccountPayload(account=await fetch(info, QuotaAccount, done.id), user_errors=done.user_errors)

    @strawberry.mutation(description="登记指标下达或调减 / Book an allocation or a reduction of quota (A15)")
    async def allocate_quota(self, info: Info, input: Annotated[AllocateQuotaInput, COMMAND]) -> QuotaAccountPayload:
        command = AllocateQuota(
            account_id=input.account_id,
            expected_version=input.expected_version,
            amount=input.amount,
            basis=input.basis,
        )
        done = await perform(info, "allocateQuota", input, command, allocate)
        return QuotaAccountPayload(account=await fetch(info, QuotaAccount, done.id), user_errors=done.user_errors)
