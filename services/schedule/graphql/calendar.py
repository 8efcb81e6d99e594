"""Addresses of calendars in the API (第八条): made, listed and revoked by whose they are."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.chassis import clock
from services.chassis.calendar_feed import digest_of
from services.chassis.graphql import SIGNED_IN, Connection, Info, Rules, UserError, perform
from services.chassis.reads import Key, derived, fetch, page, sql, table
from services.schedule.domain.todo.address import CreateAddress, RevokeAddress
from services.schedule.graphql.arguments import COMMAND, After, First
from services.schedule.store import tables
from services.schedule.usecases.todo.create_address import create_address
from services.schedule.usecases.todo.revoke_address import revoke_address

CALENDAR_PERMISSIONS: Rules = {
    "Query.calendarAddresses": SIGNED_IN,
    "Mutation.createCalendarAddress": SIGNED_IN,
    "Mutation.revokeCalendarAddress": SIGNED_IN,
    "CalendarAddress": SIGNED_IN,
}


@strawberry.type(description="日历订阅地址；密钥只在创建时给出一次 / An address of a calendar; its secret is told once")
@table(tables.CalendarAddress)
class CalendarAddress:
    id: UUID = strawberry.field(description="标识 / Identity")
    version: int = strawberry.field(description="版本 / Version")
    label: str = strawberry.field(description="名称，如“手机” / What its owner calls it")
    created_at: datetime = strawberry.field(description="创建时间 / When it was made")
    expires_on: date = strawberry.field(description="有效至（含） / The last day on which it can be used")
    revoked_on: date | None = strawberry.field(description="撤销日期 / The day on which it was revoked")
    last_used_on: date | None = strawberry.field(description="最近使用日期 / The last day on which it was used")

    @derived("expires_on", "revoked_on", description="现在是否可用 / Whether it can be used today")
    def in_force(self: Any, info: Info) -> bool:
        return self.revoked_on is None and self.expires_on >= info.context.today


@strawberry.input(description="创建日历订阅地址 / Make an address of a calendar (A8)")
class CreateCalendarAddressInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    label: str = strawberry.field(description="名称，如“手机” / What to call it")


@strawberry.input(description="撤销日历订阅地址 / Revoke an address of a calendar (A8)")
class RevokeCalendarAddressInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    address_id: UUID = strawberry.field(description="地址 / The address")
    expected_version: int = strawberry.field(description="所见版本 / The version that was seen")


@strawberry.type(description="创建、撤销的结果 / Result of making or revoking")
class CalendarAddressPayload:
    calendar_address: CalendarAddress | None = strawberry.field(description="地址 / The address")
    path: str | None = strawberry.field(
        description="订阅路径，含密钥，只给出这一次，重复提交不再给出 / "
        "Path of the feed with its secret, told this once and to no repetition"
    )
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.type
class CalendarQuery:
    @sql(description="本人的日历订阅地址，新的在前 / The caller's own addresses, the newest first")
    def calendar_addresses(self: Any, first: First = None, after: After = None) -> Connection[CalendarAddress]:
        row = tables.CalendarAddress
        return page(select(row), [Key(row.created_at, descending=True), Key(row.id)])


@strawberry.type
class CalendarMutation:
    @strawberry.mutation(
        description="创建日历订阅地址：按创建时的身份和单位提供本人的待办期限，可随时撤销 / "
        "Make an address under which a calendar program reads the caller's limits, as the roles and unit of now may see them (A8)"
    )
    async def create_calendar_address(
        self, info: Info, input: Annotated[CreateCalendarAddressInput, COMMAND]
    ) -> CalendarAddressPayload:
        secret = clock.new_secret()
        command = CreateAddress(label=input.label, digest=digest_of(secret))
        done = await perform(info, "createCalendarAddress", input, command, create_address)
        return CalendarAddressPayload(
            calendar_address=await fetch(info, CalendarAddress, done.id),
            path=None if done.id is None or done.replayed else f"/calendar/{secret}.ics",
            user_errors=done.user_errors,
        )

    @strawberry.mutation(description="撤销日历订阅地址，立即失效 / Revoke an address; it is of no use from now on (A8)")
    async def revoke_calendar_address(
        self, info: Info, input: Annotated[RevokeCalendarAddressInput, COMMAND]
    ) -> CalendarAddressPayload:
        command = RevokeAddress(address_id=input.address_id, expected_version=input.expected_version)
        done = await perform(info, "revokeCalendarAddress", input, command, revoke_address)
        shown = await fetch(info, CalendarAddress, done.id)
        return CalendarAddressPayload(calendar_address=shown, path=None, user_errors=done.user_errors)
