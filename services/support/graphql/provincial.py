"""What came from the provincial platform, and the callbacks to it, in the API (第十四条、第十七条)."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.chassis.exchange import shown
from services.chassis.graphql import Connection, Info, Performed, UserError, perform
from services.chassis.graphql.enums import named_enum
from services.chassis.reads import Key, answer, derived, fetch, page, sql, table
from services.law.callbacks import CallbackStatus, TryOutcome
from services.support.domain.provincial import KIND_NAMES, Action, CallbackKind
from services.support.graphql.arguments import COMMAND, After, Before, First, Last
from services.support.graphql.enums import State
from services.support.graphql.requests import SupportRequest
from services.support.store import tables
from services.support.store.narrowing import concerning, in_order, narrowest, of_requests
from services.support.usecases.provincial.resend_callback import OnCallback, resend_or_give_up

__all__ = ["shown"]  # the enums of callbacks, declared before the types that use them
named_enum(
    Action,
    "ProvincialRequestAction",
    "省平台的操作 / What the province does",
    {
        Action.SUBMIT: "提交 / Hands a request in",
        Action.RESUBMIT: "补正后重报 / Hands it in again after correction",
        Action.WITHDRAW: "撤回 / Withdraws it",
    },
)
_KINDS = {
    CallbackKind.RECEIVED: "Received",
    CallbackKind.RETURNED: "Returned for correction",
    CallbackKind.ACCEPTED: "Accepted",
    CallbackKind.NOT_ACCEPTED: "Not taken on",
    CallbackKind.SUSPENDED: "A special procedure has begun",
    CallbackKind.RESUMED: "The special procedure is over",
    CallbackKind.DECIDED: "Decided",
    CallbackKind.DELIVERED: "The document was delivered",
    CallbackKind.REVIEWED: "The review was decided",
    CallbackKind.CORRECTED: "The document was corrected",
    CallbackKind.WITHDRAWN: "Withdrawn",
}
named_enum(
    CallbackKind,
    "ProvincialCallbackKind",
    "回调事项 / What the province is told",
    {kind: f"{name} / {_KINDS[kind]}" for kind, name in KIND_NAMES.items()},
)


@strawberry.type(description="省平台回执 / The receipt of an act of the provincial platform")
@table(tables.ProvincialRequestReceipt)
class ProvincialRequestReceipt:
    id: UUID = strawberry.field(description="回执号 / Number of the receipt")
    action: Action = strawberry.field(description="操作 / What was done")
    at: datetime = strawberry.field(description="时间 / When")
    state: State = strawberry.field(description="办理后的状态 / State after it")
    version: int = strawberry.field(description="办理后的申请版本 / Version of the request after it")
    content_digest: str = strawberry.field(description="内容的SM3杂凑值 / SM3 digest of what was sent")


@strawberry.type(
    description="省平台保存的文件的信息；文件本身不在本平台 / What is known of a file that the province keeps"
)
class ProvincialFile:
    name: str = strawberry.field(description="文件名 / Name")
    size: Decimal | None = strawberry.field(description="字节数 / Bytes")
    sm3: str | None = strawberry.field(
        description="内容的SM3杂凑值，供核对 / SM3 digest of the content, to compare with"
    )
    title: str | None = strawberry.field(description="材料名称 / What it is")
    form_field: str | None = strawberry.field(description="所属的表单字段代码 / Code of the form's field of files")


@strawberry.type(description="来自省平台的申请 / A request under the province's number (A14)")
@table(tables.ProvincialRequest)
class ProvincialRequest:
    id: UUID = strawberry.field(description="标识 / Identifier")
    number: str = strawberry.field(description="省平台申报号 / The province's number")
    client: str = strawberry.field(description="客户端 / By which client it came")
    received_at: datetime = strawberry.field(description="收到时间 / When it came")

    @derived("attachments", description="附件信息（JSON）/ Facts of the files that the province keeps, as JSON")
    def attachments(self: Any) -> str:
        return json.dumps(self.attachments, ensure_ascii=False, sort_keys=True)

    @derived("attachments", description="省平台保存的文件 / Files that the province keeps, as facts")
    def files(self: Any) -> list[ProvincialFile]:
        return [
            ProvincialFile(
                name=fact["name"],
                size=Decimal(fact["size"]) if "size" in fact else None,
                sm3=fact.get("sm3"),
                title=fact.get("title"),
                form_field=fact.get("field"),
            )
            for fact in self.attachments
        ]

    @sql(description="申请 / The request")
    def request(self: Any) -> SupportRequest | None:
        return answer(select(tables.Request).where(tables.Request.id == self.request_id))

    @sql(description="回执，旧的在前 / Receipts, the oldest first")
    def receipts(self: Any, first: First = None, after: After = None) -> Connection[ProvincialRequestReceipt]:
        receipt = tables.ProvincialRequestReceipt
        return page(select(receipt).where(receipt.filing_id == self.id), [Key(receipt.id)])


@strawberry.type(description="一次送达尝试 / One try to deliver a callback")
@table(tables.ProvincialCallbackTry)
class ProvincialCallbackTry:
    id: UUID = strawberry.field(description="标识 / Identifier")
    number: int = strawberry.field(description="第几次（重发后重新计数）/ The how manieth; counted anew after a resend")
    at: datetime = strawberry.field(description="时间 / When")
    outcome: TryOutcome = strawberry.field(description="结果 / How it ended")
    http_status: int | None = strawberry.field(description="HTTP状态码 / HTTP status")
    detail: str | None = strawberry.field(description="对方说明或故障 / What the other side said, or the fault")


@strawberry.type(description="对省平台的状态回调 / What the provincial platform is told of a request (A14)")
@table(tables.ProvincialCallback)
class ProvincialCallback:
    id: UUID = strawberry.field(description="送达号，对方按此去重 / Delivery, by which the other side tells repeats")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    number: str = strawberry.field(description="省平台申报号 / The province's number")
    client: str = strawberry.field(description="客户端 / The client that is told")
    sequence: int = strawberry.field(description="该申请的第几个回调，依次送达 / Place among those of the request")
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

    @sql(description="申请（无权查看时为空）/ The request, null when it is not the caller's to see")
    def request(self: Any) -> SupportRequest | None:
        return answer(select(tables.Request).where(tables.Request.id == self.request_id))

    @sql(description="送达记录，新的在前 / Tries, the newest first")
    def tries(self: Any, first: First = None, after: After = None) -> Connection[ProvincialCallbackTry]:
        tried = tables.ProvincialCallbackTry
        return page(select(tried).where(tried.callback_id == self.id), [Key(tried.id, descending=True)])


@strawberry.input(description="回调筛选条件，同时满足 / Conditions on callbacks, all of which hold")
class ProvincialCallbackFilter:
    statuses: list[CallbackStatus] | None = strawberry.field(default=None, description="状态之一 / Any of these")
    kinds: list[CallbackKind] | None = strawberry.field(default=None, description="事项之一 / Any of these kinds")
    number: str | None = strawberry.field(default=None, description="省平台申报号 / The province's number")
    request_id: UUID | None = strawberry.field(default=None, description="申请 / Request")


Filter = Annotated[ProvincialCallbackFilter | None, strawberry.argument(description="筛选 / Filter")]
OfNumber = Annotated[str | None, strawberry.argument(description="省平台申报号 / The province's number")]


@strawberry.type
class ProvincialQuery:
    @sql(description="对省平台的回调，新的在前 / Callbacks to the provincial platform, the newest first")
    def provincial_callbacks(
        self: Any,
        filter: Filter = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[ProvincialCallback]:
        by, row = filter or ProvincialCallbackFilter(), tables.ProvincialCallback
        ways = [
            in_order(row, column.in_(members), by=(column,))
            for column, members in ((row.status, by.statuses), (row.kind, by.kinds))
            if members is not None and len(members) != 1
        ]
        callback, query = narrowest(row, ways)
        for column, members in ((callback.status, by.statuses), (callback.kind, by.kinds)):
            if members is not None:
                query = query.where(column.in_(members))
        if by.number is not None:
            query = query.where(callback.number == by.number)
        if by.request_id is not None:
            query = query.where(callback.request_id == by.request_id)
        return page(query, [Key(callback.id, descending=True)])

    @sql(description="来自省平台的申请，新的在前 / What came from the provincial platform, the newest first (A14)")
    def provincial_requests(
        self: Any,
        info: Info,
        number: OfNumber = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[ProvincialRequest]:
        row = tables.ProvincialRequest
        own = of_requests(row, concerning(info.context.caller))
        filing, query = narrowest(row, [own] if number is None else [], row.received_at)
        query = query if number is None else query.where(filing.number == number)
        return page(query, [Key(filing.received_at, descending=True), Key(filing.id, descending=True)])


@strawberry.input(description="立即重发回调 / Have a callback sent again at once")
class ResendProvincialCallbackInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    callback_id: UUID = strawberry.field(description="回调 / Callback")
    expected_version: int = strawberry.field(description="所依据的版本 / Version that the caller saw")


@strawberry.input(description="放弃送达，其后的回调继续送达 / Let a dead letter be, so that what follows goes out")
class GiveUpProvincialCallbackInput(ResendProvincialCallbackInput):
    reason: str = strawberry.field(description="理由 / Why")


@strawberry.type(description="回调命令的结果 / Result of a command on a callback")
class ProvincialCallbackPayload:
    callback: ProvincialCallback | None = strawberry.field(description="变更后的回调 / The callback as it is now")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.type
class ProvincialMutation:
    @strawberry.mutation(
        description="重发未送达的回调，重新计次 / Send what has not arrived again at once; tries are counted anew"
    )
    async def resend_provincial_callback(
        self, info: Info, input: Annotated[ResendProvincialCallbackInput, COMMAND]
    ) -> ProvincialCallbackPayload:
        command = OnCallback(callback_id=input.callback_id, expected_version=input.expected_version)
        done = await perform(info, "resendProvincialCallback", input, command, resend_or_give_up)
        return await _answer(info, done)

    @strawberry.mutation(
        description="放弃送达已停止重试的回调，理由留痕 / Give a dead letter up, with the reason on record"
    )
    async def give_up_provincial_callback(
        self, info: Info, input: Annotated[GiveUpProvincialCallbackInput, COMMAND]
    ) -> ProvincialCallbackPayload:
        command = OnCallback(
            callback_id=input.callback_id, expected_version=input.expected_version, give_up=input.reason
        )
        done = await perform(info, "giveUpProvincialCallback", input, command, resend_or_give_up)
        return await _answer(info, done)


async def _answer(info: Info, done: Performed) -> ProvincialCallbackPayload:
    shown_ = await fetch(info, ProvincialCallback, done.id)
    return ProvincialCallbackPayload(callback=shown_, user_errors=done.user_errors)
