"""Commands that put on record what came of a service (第十七条（三）（六）)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, TypeVar
from uuid import UUID

import strawberry

from services.chassis.graphql import Info, perform
from services.chassis.graphql.commands import Keyed
from services.chassis.reads import fetch
from services.chassis.work import Work
from services.law.breach import Refusal
from services.support.domain.outcome import Contact, Payment
from services.support.graphql.arguments import COMMAND
from services.support.graphql.inputs import SupportRequestPayload
from services.support.graphql.requests import SupportRequest
from services.support.graphql.services_terms import KEY
from services.support.usecases.outcome.record import (
    LogCityContact,
    RecordPermittedPeriod,
    RecordRefund,
    log_city_contact,
    record_permitted_period,
    record_refund,
)

C = TypeVar("C")
_REQUEST = "申请 / Request"


@strawberry.input(description="登记一笔退付 / Record a sum that was paid back")
class RecordRefundInput:
    idempotency_key: str = strawberry.field(description=KEY)
    request_id: UUID = strawberry.field(description=_REQUEST)
    amount: Decimal = strawberry.field(
        description="金额（万元）；冲销误记填负数 / Amount; negative to take back a mistake"
    )
    paid_on: date = strawberry.field(description="退付日 / Day on which it was paid")
    voucher: str = strawberry.field(description="凭证号 / Number of the voucher")
    note: str | None = strawberry.field(
        default=None, description="说明；冲销误记须写理由 / Note; the reason, where a mistake is taken back"
    )


@strawberry.input(description="登记一次对接 / Log a contact with a bureau of the city")
class LogCityContactInput:
    idempotency_key: str = strawberry.field(description=KEY)
    request_id: UUID = strawberry.field(description=_REQUEST)
    contacted_on: date = strawberry.field(description="对接日期 / Day")
    contacted: str = strawberry.field(description="对接部门；写部门和科室，不写姓名 / Bureau and section; no names")
    text: str = strawberry.field(description="对接情况 / What was said")
    next_on: date | None = strawberry.field(default=None, description="下次对接日期 / Day of the next contact")


@strawberry.input(description="登记批准期限 / Record the period that is permitted")
class RecordPermittedPeriodInput:
    idempotency_key: str = strawberry.field(description=KEY)
    request_id: UUID = strawberry.field(description=_REQUEST)
    since: date = strawberry.field(description="起 / First day")
    until: date = strawberry.field(description="止 / Last day")
    note: str | None = strawberry.field(default=None, description="说明 / Note")


async def done(
    info: Info, operation: str, input: Keyed, command: C, usecase: Callable[[Work, C], Awaitable[UUID | Refusal]]
) -> SupportRequestPayload:
    """Carry out a command and answer with the request."""
    performed = await perform(info, operation, input, command, usecase)
    request = await fetch(info, SupportRequest, performed.id)
    return SupportRequestPayload(request=request, user_errors=performed.user_errors)


@strawberry.type
class OutcomeMutation:
    @strawberry.mutation(description="登记费用退付，不超过准予金额 / Record a refund, within what was granted (A17.6)")
    async def record_refund(self, info: Info, input: Annotated[RecordRefundInput, COMMAND]) -> SupportRequestPayload:
        payment = Payment(amount=input.amount, paid_on=input.paid_on, voucher=input.voucher, note=input.note or "")
        command = RecordRefund(request_id=input.request_id, payment=payment)
        return await done(info, "recordRefund", input, command, record_refund)

    @strawberry.mutation(description="登记与市直部门的对接 / Log a contact with a bureau of the city (A17.6)")
    async def log_city_contact(
        self, info: Info, input: Annotated[LogCityContactInput, COMMAND]
    ) -> SupportRequestPayload:
        contact = Contact(on=input.contacted_on, with_=input.contacted, said=input.text, next_on=input.next_on)
        command = LogCityContact(request_id=input.request_id, contact=contact)
        return await done(info, "logCityContact", input, command, log_city_contact)

    @strawberry.mutation(description="登记批准的占用、挖掘期限 / Record the period that a grant permits (A17.3)")
    async def record_permitted_period(
        self, info: Info, input: Annotated[RecordPermittedPeriodInput, COMMAND]
    ) -> SupportRequestPayload:
        command = RecordPermittedPeriod(
            request_id=input.request_id, since=input.since, until=input.until, note=input.note
        )
        return await done(info, "recordPermittedPeriod", input, command, record_permitted_period)
