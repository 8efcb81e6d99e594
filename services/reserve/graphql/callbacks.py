"""What came from the provincial platform, and the callbacks to it, in the API (第三条（二）)."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.chassis.graphql import Connection, Info, Performed, UserError, perform
from services.chassis.reads import Key, answer, derived, fetch, page, sql, table
from services.chassis.reads.finding import first_few, found
from services.law.callbacks import CallbackStatus, TryOutcome
from services.reserve.domain.applications.terms import ApplicationStatus
from services.reserve.domain.exchange.terms import Action, CallbackKind
from services.reserve.graphql import exchange_terms
from services.reserve.graphql.applications import Application
from services.reserve.graphql.arguments import After, Before, First, Last
from services.reserve.store import tables
from services.reserve.store.own import on_own
from services.reserve.usecases.exchange.resend_callback import OnCallback, resend_or_give_up

__all__ = ["exchange_terms"]  # the enums, declared before the types that use them


@strawberry.type(description="省平台回执 / The receipt of an act of the provincial platform")
@table(tables.ProvincialReceipt)
class ProvincialReceipt:
    id: UUID = strawberry.field(description="回执号 / Number of the receipt")
    action: Action = strawberry.field(description="操作 / What was done")
    at: datetime = strawberry.field(description="时间 / When")
    status: ApplicationStatus = strawberry.field(description="办理后的状态 / Status after it")
    version: int = strawberry.field(description="办理后的申报版本 / Version of the application after it")
    content_digest: str = strawberry.field(description="内容的SM3杂凑值 / SM3 digest of what was sent")


@strawberry.type(
    description="省平台申报：省平台的申报号与本平台申报的对应 / An application under the province's number (A3.2)"
)
@table(tables.ProvincialFiling)
class ProvincialFiling:
    id: UUID = strawberry.field(description="标识 / Identifier")
    number: str = strawberry.field(description="省平台申报号 / The province's number")
    client: str = strawberry.field(description="客户端 / By which client it came")
    received_at: datetime = strawberry.field(description="收到时间 / When it came")
    project_registered: bool = strawberry.field(
        description="是否随申报登记了项目 / Whether its project was registered with it"
    )

    @sql(description="申报 / The application")
    def application(self: Any) -> Application | None:
        return answer(select(tables.Application).where(tables.Application.id == self.application_id))

    @sql(description="回执，旧的在前 / Receipts, the oldest first")
    def receipts(self: Any, first: First = None, after: After = None) -> Connection[ProvincialReceipt]:
        receipt = tables.ProvincialReceipt
        return page(select(receipt).where(receipt.filing_id == self.id), [Key(receipt.id)])


@strawberry.type(description="一次送达尝试 / One try to deliver a callback")
@table(tables.CallbackTry)
class CallbackTry:
    id: UUID = strawberry.field(description="标识 / Identifier")
    number: int = strawberry.field(description="第几次（重发后重新计数）/ The how manieth; counted anew after a resend")
    at: datetime = strawberry.field(description="时间 / When")
    outcome: TryOutcome = strawberry.field(description="结果 / How it ended")
    http_status: int | None = strawberry.field(description="HTTP状态码 / HTTP status")
    detail: str | None = strawberry.field(description="对方说明或故障 / What the other side said, or the fault")


@strawberry.type(description="对省平台的状态回调 / What the provincial platform is told of an application (A3.2)")
@table(tables.Callback)
class Callback:
    id: UUID = strawberry.field(description="送达号，对方按此去重 / Delivery, by which the other side tells repeats")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    number: str = strawberry.field(description="省平台申报号 / The province's number")
    client: str = strawberry.field(description="客户端 / The client that is told")
    sequence: int = strawberry.field(description="该申报的第几个回调，依次送达 / Place among those of the application")
    kind: CallbackKind = strawberry.field(description="事项 / What is told")
    status: CallbackStatus = strawberry.field(description="状态 / Where it stands")
    created_at: datetime = strawberry.field(description="产生时间 / When it came about")
    delivered_at: datetime | None = strawberry.field(description="送达时间 / When it arrived")
    last_error: str | None = strawberry.field(description="最近一次失败的原因 / Why the last try failed")
    given_up_reason: str | None = strawberry.field(description="放弃送达的理由 / Why it was given up")

    @derived("tries", description="已尝试次数（重发后重新计数）/ How many tries were made since it was last resent")
    def attempts(self: Any) -> int:
        return int(self.tries)

    @derived("status", "next_at", description="下次尝试时间，不再尝试为空 / When it is tried next; null when it is not")
    def next_try_at(self: Any) -> datetime | None:
        return self.next_at if self.status == CallbackStatus.PENDING else None

    @derived("body", description="正文（JSON）/ What is sent, as JSON")
    def content(self: Any) -> str:
        return json.dumps(self.body, ensure_ascii=False, sort_keys=True)

    @sql(description="申报（无权查看时为空）/ The application, null when it is not the caller's to see")
    def application(self: Any) -> Application | None:
        return answer(select(tables.Application).where(tables.Application.id == self.application_id))

    @sql(description="送达记录，新的在前 / Tries, the newest first")
    def tries(self: Any, first: First = None, after: After = None) -> Connection[CallbackTry]:
        tried = tables.CallbackTry
        return page(select(tried).where(tried.callback_id == self.id), [Key(tried.id, descending=True)])


@strawberry.input(description="回调筛选条件，同时满足 / Conditions on callbacks, all of which hold")
class CallbackFilter:
    statuses: list[CallbackStatus] | None = strawberry.field(default=None, description="状态之一 / Any of these")
    kinds: list[CallbackKind] | None = strawberry.field(default=None, description="事项之一 / Any of these kinds")
    number: str | None = strawberry.field(default=None, description="省平台申报号 / The province's number")
    application_id: UUID | None = strawberry.field(default=None, description="申报 / Application")


@strawberry.input(description="省平台申报筛选条件 / Conditions on what came from the province")
class ProvincialFilingFilter:
    number: str | None = strawberry.field(default=None, description="省平台申报号 / The province's number")
    application_id: UUID | None = strawberry.field(default=None, description="申报 / Application")


@strawberry.type
class CallbackQueries:
    @sql(description="对省平台的回调，新的在前 / Callbacks to the provincial platform, the newest first")
    def callbacks(
        self: Any,
        filter: Annotated[CallbackFilter | None, strawberry.argument(description="筛选 / Filter")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Callback]:
        callback, asked = tables.Callback, filter or CallbackFilter()
        query = select(callback)
        ways = [
            select(callback.id).where(column.in_(any_of)).order_by(column, callback.created_at)
            for column, any_of in ((callback.status, asked.statuses), (callback.kind, asked.kinds))
            if any_of is not None
        ]
        if ways:
            callback, few = found(callback, first_few(*ways))
            query = select(callback).where(few)
        if asked.statuses is not None:
            query = query.where(callback.status.in_(asked.statuses))
        if asked.kinds is not None:
            query = query.where(callback.kind.in_(asked.kinds))
        if asked.number is not None:
            query = query.where(callback.number == asked.number)
        if asked.application_id is not None:
            query = query.where(callback.application_id == asked.application_id)
        return page(query, [Key(callback.id, descending=True)])

    @sql(description="来自省平台的申报，新的在前 / What came from the provincial platform, the newest first (A3.2)")
    def provincial_filings(
        self: Any,
        info: Info,
        filter: Annotated[ProvincialFilingFilter | None, strawberry.argument(description="筛选 / Filter")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[ProvincialFiling]:
        filing, asked = tables.ProvincialFiling, filter or ProvincialFilingFilter()
        own = on_own(filing.id, filing.application_id, tables.Application, info.context.caller)
        query = select(filing)
        if own is not None:
            filing, few = found(filing, own, filing.received_at)
            query = select(filing).where(few)
        if asked.number is not None:
            query = query.where(filing.number == asked.number)
        if asked.application_id is not None:
            query = query.where(filing.application_id == asked.application_id)
        return page(query, [Key(filing.received_at, descending=True), Key(filing.id, descending=True)])


@strawberry.input(description="立即重发回调 / Have a callback sent again at once")
class ResendCallbackInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    callback_id: UUID = strawberry.field(description="回调 / Callback")
    expected_version: int = strawberry.field(description="所依据的版本 / Version that the caller saw")


@strawberry.input(description="放弃送达，其后的回调继续送达 / Let a dead letter be, so that what follows goes out")
class GiveUpCallbackInput(ResendCallbackInput):
    reason: str = strawberry.field(description="理由 / Why")


@strawberry.type(description="回调命令的结果 / Result of a command on a callback")
class CallbackPayload:
    callback: Callback | None = strawberry.field(description="变更后的回调 / The callback as it is now")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.type
class CallbackMutations:
    @strawberry.mutation(
        description="重发未送达的回调，重新计次 / Send what has not arrived again at once; tries are counted anew"
    )
    async def resend_callback(self, info: Info, input: ResendCallbackInput) -> CallbackPayload:
        command = OnCallback(callback_id=input.callback_id, expected_version=input.expected_version)
        return await _answer(info, await perform(info, "resendCallback", input, command, resend_or_give_up))

    @strawberry.mutation(
        description="放弃送达已停止重试的回调，理由留痕 / Give a dead letter up, with the reason on record"
    )
    async def give_up_callback(self, info: Info, input: GiveUpCallbackInput) -> CallbackPayload:
        command = OnCallback(
            callback_id=input.callback_id, expected_version=input.expected_version, give_up=input.reason
        )
        return await _answer(info, await perform(info, "giveUpCallback", input, command, resend_or_give_up))


async def _answer(info: Info, done: Performed) -> CallbackPayload:
    return CallbackPayload(callback=await fetch(info, Callback, done.id), user_errors=done.user_errors)
