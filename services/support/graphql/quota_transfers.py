"""Transfers between quota accounts, the year's end, and corrections on record."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Select, or_, select

from services.chassis.graphql import Connection, Info, Performed, UserError, perform
from services.chassis.reads import Key, answer, fetch, page, sql, table
from services.chassis.reads.finding import whole
from services.support.graphql.arguments import COMMAND, After, Before, First, Last
from services.support.graphql.land_enums import TransferState
from services.support.graphql.quota import QuotaAccount, QuotaAccountPayload
from services.support.store import tables
from services.support.store.narrowing import in_order, narrowest, together
from services.support.usecases.quota.ask_transfer import AskTransfer, ask_transfer
from services.support.usecases.quota.close_year import CloseQuotaYear, close_year
from services.support.usecases.quota.correct_entry import CorrectEntry, correct_entry
from services.support.usecases.quota.decide_transfer import DecideTransfer, decide_transfer
from services.support.usecases.quota.withdraw_transfer import WithdrawTransfer, withdraw_transfer

KEY, SEEN = "幂等键 / Idempotency key", "所依据的版本 / The version that was seen"


@strawberry.type(
    description="指标调剂：同种指标的账户之间，一人申请、另一人批准 / A transfer between accounts of a kind (A15)"
)
@table(tables.QuotaTransfer)
class QuotaTransfer:
    id: UUID = strawberry.field(description="编号 / Id")
    version: int = strawberry.field(description="版本，供 expectedVersion / Version for expectedVersion")
    kind: str = strawberry.field(description="指标种类代码 / Code of the kind")
    amount: Decimal = strawberry.field(description="数量 / Amount")
    reason: str = strawberry.field(description="理由 / Reason")
    basis: str = strawberry.field(description="依据文件 / The document behind it")
    state: TransferState = strawberry.field(description="状态 / State")
    asked_at: datetime = strawberry.field(description="申请时间 / When it was asked for")
    asked_by_name: str = strawberry.field(description="申请人 / By whom")
    decided_at: datetime | None = strawberry.field(description="办结时间 / When it ended")
    decided_by_name: str | None = strawberry.field(description="审批人（撤回时为申请人）/ Who ended it")
    note: str | None = strawberry.field(description="审批意见或理由 / Note or reason")

    @sql(description="调出账户 / From")
    def from_account(self: Any) -> QuotaAccount | None:
        return answer(select(tables.QuotaAccount).where(tables.QuotaAccount.id == self.from_account_id))

    @sql(description="调入账户 / To")
    def to_account(self: Any) -> QuotaAccount | None:
        return answer(select(tables.QuotaAccount).where(tables.QuotaAccount.id == self.to_account_id))


@strawberry.type(description="调剂命令的结果 / Result of a command on a transfer")
class QuotaTransferPayload:
    transfer: QuotaTransfer | None = strawberry.field(description="操作后的调剂 / The transfer after it")
    user_errors: list[UserError] = strawberry.field(description="不予通过的理由 / Reasons of a refusal")


@strawberry.input(description="申请调剂 / Ask for a transfer")
class AskQuotaTransferInput:
    idempotency_key: str = strawberry.field(description=KEY)
    from_account_id: UUID = strawberry.field(description="调出账户 / From")
    to_account_id: UUID = strawberry.field(description="调入账户 / To")
    amount: Decimal = strawberry.field(description="数量，按账户单位 / Amount in the account's unit")
    reason: str = strawberry.field(description="理由 / Why")
    basis: str = strawberry.field(description="依据文件 / The document that allows it")


@strawberry.input(description="审批调剂，须为申请人以外的人员 / Decide a transfer, by another person")
class DecideQuotaTransferInput:
    idempotency_key: str = strawberry.field(description=KEY)
    transfer_id: UUID = strawberry.field(description="调剂 / Transfer")
    expected_version: int = strawberry.field(description=SEEN)
    approved: bool = strawberry.field(description="是否批准 / Whether it is approved")
    note: str | None = strawberry.field(default=None, description="意见；不予批准时必填 / Note; needed for a refusal")


@strawberry.input(description="撤回调剂申请 / Withdraw a transfer")
class WithdrawQuotaTransferInput:
    idempotency_key: str = strawberry.field(description=KEY)
    transfer_id: UUID = strawberry.field(description="调剂 / Transfer")
    expected_version: int = strawberry.field(description=SEEN)
    note: str | None = strawberry.field(default=None, description="理由 / Why")


@strawberry.input(description="年结 / Close a year's account")
class CloseQuotaYearInput:
    idempotency_key: str = strawberry.field(description=KEY)
    account_id: UUID = strawberry.field(description="账户 / Account")
    expected_version: int = strawberry.field(description=SEEN)
    basis: str | None = strawberry.field(
        default=None, description="同意结转的文件，按规则需要时必填 / The document that allows to carry over"
    )


@strawberry.input(description="冲销误记的下达或调减 / Reverse an allocation or a reduction booked by mistake")
class CorrectQuotaEntryInput:
    idempotency_key: str = strawberry.field(description=KEY)
    account_id: UUID = strawberry.field(description="账户 / Account")
    expected_version: int = strawberry.field(description=SEEN)
    seq: int = strawberry.field(description="误记的一笔的序号 / Number of the entry")
    reason: str = strawberry.field(description="理由 / Why")


@strawberry.input(description="调剂筛选 / Filter of transfers")
class QuotaTransferFilter:
    state: TransferState | None = strawberry.field(default=None, description="状态 / State")
    account_id: UUID | None = strawberry.field(default=None, description="调出或调入账户 / Either account")
    kind: str | None = strawberry.field(default=None, description="指标种类代码 / Code of the kind")


@strawberry.type
class QuotaTransferQuery:
    @sql(description="指标调剂，最近的在前 / Transfers, newest first")
    def quota_transfers(
        self: Any,
        filter: Annotated[QuotaTransferFilter | None, strawberry.argument(description="筛选 / Filter")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[QuotaTransfer]:
        wanted = filter or QuotaTransferFilter()
        transfer, query = narrowest(tables.QuotaTransfer, [_of_account(wanted.account_id)])
        if wanted.state is not None:
            query = query.where(transfer.state == wanted.state)
        if wanted.kind is not None:
            query = query.where(transfer.kind == wanted.kind)
        if wanted.account_id is not None:
            either = (transfer.from_account_id, transfer.to_account_id)
            query = query.where(or_(*(account == wanted.account_id for account in either)))
        if wanted.state is None and wanted.kind is None:
            query = query.where(whole(transfer))
        return page(query, [Key(transfer.id, descending=True)])


def _of_account(account: UUID | None) -> Select[Any] | None:
    """Return where the transfers of an account are found, which stand in two columns."""
    if account is None:
        return None
    transfer = tables.QuotaTransfer
    sides = (transfer.from_account_id, transfer.to_account_id)
    return together(*(in_order(transfer, side == account) for side in sides))


async def _transfer(info: Info, done: Performed) -> QuotaTransferPayload:
    return QuotaTransferPayload(transfer=await fetch(info, QuotaTransfer, done.id), user_errors=done.user_errors)


async def _account(info: Info, done: Performed) -> QuotaAccountPayload:
    return QuotaAccountPayload(account=await fetch(info, QuotaAccount, done.id), user_errors=done.user_errors)


@strawberry.type
class QuotaTransferMutation:
    @strawberry.mutation(description="申请在同种指标的账户间调剂（跨年度或跨区）/ Ask for a transfer (A15)")
    async def ask_quota_transfer(
        self, info: Info, input: Annotated[AskQuotaTransferInput, COMMAND]
    ) -> QuotaTransferPayload:
        command = AskTransfer(
            from_account_id=input.from_account_id,
            to_account_id=input.to_account_id,
            amount=input.amount,
            reason=input.reason,
            basis=input.basis,
        )
        return await _transfer(info, await perform(info, "askQuotaTransfer", input, command, ask_transfer))

    @strawberry.mutation(
        description="审批调剂；批准即在两本台账同时入账 / Decide a transfer; both ledgers at once (A15)"
    )
    async def decide_quota_transfer(
        self, info: Info, input: Annotated[DecideQuotaTransferInput, COMMAND]
    ) -> QuotaTransferPayload:
        command = DecideTransfer(
            transfer_id=input.transfer_id,
            expected_version=input.expected_version,
            approved=input.approved,
            note=input.note,
        )
        return await _transfer(info, await perform(info, "decideQuotaTransfer", input, command, decide_transfer))

    @strawberry.mutation(description="申请人撤回调剂 / Withdraw a transfer that is not decided")
    async def withdraw_quota_transfer(
        self, info: Info, input: Annotated[WithdrawQuotaTransferInput, COMMAND]
    ) -> QuotaTransferPayload:
        command = WithdrawTransfer(
            transfer_id=input.transfer_id, expected_version=input.expected_version, note=input.note
        )
        return await _transfer(info, await perform(info, "withdrawQuotaTransfer", input, command, withdraw_transfer))

    @strawberry.mutation(
        description="年结：余额按规则结转或失效，已预留的随之转入下年 / "
        "Close a year: what is left is carried over or lapses (A15)"
    )
    async def close_quota_year(self, info: Info, input: Annotated[CloseQuotaYearInput, COMMAND]) -> QuotaAccountPayload:
        command = CloseQuotaYear(
            account_id=input.account_id, expected_version=input.expected_version, basis=input.basis
        )
        return await _account(info, await perform(info, "closeQuotaYear", input, command, close_year))

    @strawberry.mutation(description="冲销误记的下达或调减，另记一笔并说明理由 / Correct on record (A15)")
    async def correct_quota_entry(
        self, info: Info, input: Annotated[CorrectQuotaEntryInput, COMMAND]
    ) -> QuotaAccountPayload:
        command = CorrectEntry(
            account_id=input.account_id,
            expected_version=input.expected_version,
            seq=input.seq,
            reason=input.reason,
        )
        return await _account(info, await perform(info, "correctQuotaEntry", input, command, correct_entry))
