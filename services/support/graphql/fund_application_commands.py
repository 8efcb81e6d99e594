"""The commands on applications for budget funds and bonds (第十六条（三）)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import strawberry

from services.chassis.graphql import Info, Performed, UserError, perform
from services.chassis.reads import fetch
from services.support.domain.funds.application import Opening, Step
from services.support.domain.funds.terms import ApplicationKind, Booking, Stage
from services.support.graphql.arguments import COMMAND
from services.support.graphql.fund_applications import FundApplication
from services.support.usecases.funds.applications.advance import AdvanceFundApplication, advance
from services.support.usecases.funds.applications.book import BookFundApplication, book
from services.support.usecases.funds.applications.end import EndFundApplication, end
from services.support.usecases.funds.applications.open_application import OpenFundApplication, open_application
from services.support.usecases.funds.applications.send_back import ReturnFundApplication, send_back

_KEY = "幂等键 / Idempotency key"
_VERSION = "所依据的版本 / The version that was seen"


@strawberry.type(description="申报操作结果 / Result of a command on an application")
class FundApplicationPayload:
    application: FundApplication | None = strawberry.field(description="操作后的申报 / The application after it")
    user_errors: list[UserError] = strawberry.field(description="不予通过的理由 / Reasons of a refusal")


@strawberry.input(description="建立申报 / Begin an application")
class OpenFundApplicationInput:
    idempotency_key: str = strawberry.field(description=_KEY)
    project_id: UUID = strawberry.field(description="项目 / Project")
    kind: ApplicationKind = strawberry.field(description="种类 / Kind")
    year: int = strawberry.field(description="申报年度 / Year")
    title: str = strawberry.field(description="申报名称 / Title")
    authority: str = strawberry.field(description="受理机关 / Authority")
    asked: Decimal = strawberry.field(description="申请金额（万元）/ Amount asked for")
    note: str | None = strawberry.field(default=None, description="说明 / Note")


@strawberry.input(description="进入下一环节 / Go on to the next stage")
class AdvanceFundApplicationInput:
    idempotency_key: str = strawberry.field(description=_KEY)
    application_id: UUID = strawberry.field(description="申报 / Application")
    expected_version: int = strawberry.field(description=_VERSION)
    to: Stage = strawberry.field(description="下一环节 / The next stage")
    on: date = strawberry.field(description="日期 / Day")
    amount: Decimal | None = strawberry.field(
        default=None, description="批准或首笔到位金额（万元）/ Amount granted, or first arrived"
    )
    document: str | None = strawberry.field(default=None, description="文件或凭证 / Document or voucher")
    reason: str | None = strawberry.field(default=None, description="说明 / Note")


@strawberry.input(
    description="登记到位、支付，或凭文件调整申请、批准金额 / Book an arrival or payment, or raise an amount"
)
class BookFundApplicationInput:
    idempotency_key: str = strawberry.field(description=_KEY)
    application_id: UUID = strawberry.field(description="申报 / Application")
    expected_version: int = strawberry.field(description=_VERSION)
    what: Booking = strawberry.field(description="哪项金额 / Which amount")
    on: date = strawberry.field(description="日期 / Day")
    amount: Decimal = strawberry.field(description="变动金额（万元），负数为更正 / Change; a negative one corrects")
    document: str = strawberry.field(description="文件或凭证 / Document or voucher")
    reason: str | None = strawberry.field(default=None, description="理由；调整和更正必填 / Reason of a change")


@strawberry.input(description="登记申报被退回 / The authority returns it for correction")
class ReturnFundApplicationInput:
    idempotency_key: str = strawberry.field(description=_KEY)
    application_id: UUID = strawberry.field(description="申报 / Application")
    expected_version: int = strawberry.field(description=_VERSION)
    on: date = strawberry.field(description="日期 / Day")
    reason: str = strawberry.field(description="退回原因 / Why")
    document: str | None = strawberry.field(default=None, description="文件 / Document")


@strawberry.input(description="登记未获批准，或撤回申报 / The authority refuses it, or it is withdrawn")
class EndFundApplicationInput:
    idempotency_key: str = strawberry.field(description=_KEY)
    application_id: UUID = strawberry.field(description="申报 / Application")
    expected_version: int = strawberry.field(description=_VERSION)
    refused: bool = strawberry.field(description="是否未获批准；否则为撤回 / Refused by the authority; else withdrawn")
    on: date = strawberry.field(description="日期 / Day")
    reason: str = strawberry.field(description="原因 / Reason")
    document: str | None = strawberry.field(default=None, description="文件，未获批准时必填 / Document of a refusal")


async def _payload(info: Info, done: Performed) -> FundApplicationPayload:
    return FundApplicationPayload(application=await fetch(info, FundApplication, done.id), user_errors=done.user_errors)


def _step(input: Any) -> Step:
    return Step(on=input.on, amount=getattr(input, "amount", None), document=input.document, reason=input.reason)


@strawberry.type
class FundApplicationMutation:
    @strawberry.mutation(description="建立申报 / Begin an application (A16.3)")
    async def open_fund_application(
        self, info: Info, input: Annotated[OpenFundApplicationInput, COMMAND]
    ) -> FundApplicationPayload:
        opening = Opening(
            kind=input.kind,
            year=input.year,
            title=input.title,
            authority=input.authority,
            asked=input.asked,
            note=input.note,
        )
        command = OpenFundApplication(project_id=input.project_id, opening=opening)
        return await _payload(info, await perform(info, "openFundApplication", input, command, open_application))

    @strawberry.mutation(description="进入下一环节 / Go on to the next stage (A16.3)")
    async def advance_fund_application(
        self, info: Info, input: Annotated[AdvanceFundApplicationInput, COMMAND]
    ) -> FundApplicationPayload:
        command = AdvanceFundApplication(
            application_id=input.application_id,
            expected_version=input.expected_version,
            to=input.to,
            step=_step(input),
        )
        return await _payload(info, await perform(info, "advanceFundApplication", input, command, advance))

    @strawberry.mutation(description="登记金额 / Book an arrival, a payment or a changed amount (A16.3)")
    async def book_fund_application(
        self, info: Info, input: Annotated[BookFundApplicationInput, COMMAND]
    ) -> FundApplicationPayload:
        command = BookFundApplication(
            application_id=input.application_id,
            expected_version=input.expected_version,
            what=input.what,
            step=_step(input),
        )
        return await _payload(info, await perform(info, "bookFundApplication", input, command, book))

    @strawberry.mutation(description="登记被退回 / Book that the authority returned it (A16.3)")
    async def return_fund_application(
        self, info: Info, input: Annotated[ReturnFundApplicationInput, COMMAND]
    ) -> FundApplicationPayload:
        command = ReturnFundApplication(
            application_id=input.application_id, expected_version=input.expected_version, step=_step(input)
        )
        return await _payload(info, await perform(info, "returnFundApplication", input, command, send_back))

    @strawberry.mutation(description="登记未获批准，或撤回 / Book a refusal, or withdraw (A16.3)")
    async def end_fund_application(
        self, info: Info, input: Annotated[EndFundApplicationInput, COMMAND]
    ) -> FundApplicationPayload:
        command = EndFundApplication(
            application_id=input.application_id,
            expected_version=input.expected_version,
            refused=input.refused,
            step=_step(input),
        )
        return await _payload(info, await perform(info, "endFundApplication", input, command, end))
