"""Addresses of calendars as every service shows them (第八条): made, listed, renewed and revoked by whose they are.

No annotations as text here: those of the functions that are made for a service name classes made beside them.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.chassis import clock
from services.chassis.calendar_addresses import Addresses
from services.chassis.calendar_feed import digest_of
from services.chassis.graphql.commands import perform
from services.chassis.graphql.context import Info
from services.chassis.graphql.errors import UserError
from services.chassis.graphql.notices import COMMAND, After, First
from services.chassis.graphql.permissions import SIGNED_IN, Rules
from services.chassis.reads.connection import Connection
from services.chassis.reads.declare import derived, page, sql, table
from services.chassis.reads.page import Key
from services.chassis.reads.walk import fetch
from services.law.subscription import ChangeAddress, CreateAddress


@strawberry.input(description="创建日历订阅地址 / Make an address of a calendar (A8)")
class CreateCalendarAddressInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    label: str = strawberry.field(description="名称，如“手机” / What to call it")


@strawberry.input(description="续期日历订阅地址 / Let an address of a calendar hold on (A8)")
class RenewCalendarAddressInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    address_id: UUID = strawberry.field(description="地址 / The address")
    expected_version: int = strawberry.field(description="所见版本 / The version that was seen")


@strawberry.input(description="撤销日历订阅地址 / Revoke an address of a calendar (A8)")
class RevokeCalendarAddressInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Made by the caller, once a click")
    address_id: UUID = strawberry.field(description="地址 / The address")
    expected_version: int = strawberry.field(description="所见版本 / The version that was seen")


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressFields:
    """The fields of a service's addresses, which its root types take under names that carry the service's.

    rules: who may ask them: everybody, for each sees only the own ones.
    """

    addresses: Any
    create: Any
    renew: Any
    revoke: Any
    rules: Rules


def address_fields(kept: Addresses, prefix: str) -> AddressFields:
    """Make the fields of a service. prefix: "" or the service's name, as types carry it."""
    shown = _address(kept, prefix)
    payload = _payload(shown, prefix)
    name = f"{prefix}CalendarAddress"
    listed = f"{name[:1].lower()}{name[1:]}es"
    commands = (f"Mutation.{verb}{name}" for verb in ("create", "renew", "revoke"))
    return AddressFields(
        addresses=_listing(kept, shown),
        create=_creating(kept, shown, payload, f"create{name}"),
        renew=_renewing(kept, shown, payload, f"renew{name}"),
        revoke=_revoking(kept, shown, payload, f"revoke{name}"),
        rules=dict.fromkeys((f"Query.{listed}", *commands, name), SIGNED_IN),
    )


def _address(kept: Addresses, prefix: str) -> Any:
    @strawberry.type(
        name=f"{prefix}CalendarAddress",
        description="日历订阅地址；密钥只在创建时给出一次 / An address of a calendar; its secret is told once",
    )
    @table(kept.table)
    class CalendarAddress:
        id: UUID = strawberry.field(description="标识 / Identity")
        version: int = strawberry.field(description="版本 / Version")
        label: str = strawberry.field(description="名称，如“手机” / What its owner calls it")
        created_at: datetime = strawberry.field(description="创建时间 / When it was made")
        expires_on: date = strawberry.field(
            description="有效至（含），此前可续期 / The last day; it can be renewed until then"
        )
        revoked_on: date | None = strawberry.field(description="撤销日期 / The day on which it was revoked")
        last_used_on: date | None = strawberry.field(description="最近使用日期 / The last day on which it was used")

        @derived("expires_on", "revoked_on", description="现在是否可用 / Whether it can be used today")
        def in_force(self: Any, info: Info) -> bool:
            in_force: bool = self.revoked_on is None and self.expires_on >= info.context.today
            return in_force

    return CalendarAddress


def _payload(shown: Any, prefix: str) -> Any:
    @strawberry.type(
        name=f"{prefix}CalendarAddressPayload",
        description="创建、续期、撤销的结果 / Result of making, renewing or revoking",
    )
    class CalendarAddressPayload:
        calendar_address: shown | None = strawberry.field(description="地址 / The address")
        path: str | None = strawberry.field(
            description="订阅路径，含密钥，只给出这一次，重复提交不再给出 / "
            "Path of the feed with its secret, told this once and to no repetition"
        )
        user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")

    return CalendarAddressPayload


def _listing(kept: Addresses, shown: Any) -> Any:
    def addresses(self: Any, first: First = None, after: After = None) -> Connection[shown]:  # noqa: ARG001 - the engine's
        row = kept.table
        return page(select(row), [Key(row.created_at, descending=True), Key(row.id)])

    return sql(addresses, description="本人的日历订阅地址，新的在前 / The caller's own addresses, the newest first")


def _creating(kept: Addresses, shown: Any, payload: Any, operation: str) -> Any:
    async def create(info: Info, input: Annotated[CreateCalendarAddressInput, COMMAND]) -> payload:
        secret = clock.new_secret()
        command = CreateAddress(label=input.label, digest=digest_of(secret))
        done = await perform(info, operation, input, command, kept.create)
        return payload(
            calendar_address=await fetch(info, shown, done.id),
            path=None if done.id is None or done.replayed else f"/calendar/{secret}.ics",
            user_errors=done.user_errors,
        )

    return strawberry.mutation(
        resolver=create,
        description="创建日历订阅地址：按创建时的身份和单位提供本人的待办期限，可随时撤销 / "
        "Make an address under which a calendar program reads the caller's limits, as roles and unit of now may see them (A8)",
    )


def _renewing(kept: Addresses, shown: Any, payload: Any, operation: str) -> Any:
    async def renew(info: Info, input: Annotated[RenewCalendarAddressInput, COMMAND]) -> payload:
        command = ChangeAddress(address_id=input.address_id, expected_version=input.expected_version)
        done = await perform(info, operation, input, command, kept.renew)
        seen = await fetch(info, shown, done.id)
        return payload(calendar_address=seen, path=None, user_errors=done.user_errors)

    return strawberry.mutation(
        resolver=renew,
        description="续期日历订阅地址，路径不变，此后按现在的身份和单位提供 / "
        "Let an address hold on under the same path, with the roles and the unit of now (A8)",
    )


def _revoking(kept: Addresses, shown: Any, payload: Any, operation: str) -> Any:
    async def revoke(info: Info, input: Annotated[RevokeCalendarAddressInput, COMMAND]) -> payload:
        command = ChangeAddress(address_id=input.address_id, expected_version=input.expected_version)
        done = await perform(info, operation, input, command, kept.revoke)
        seen = await fetch(info, shown, done.id)
        return payload(calendar_address=seen, path=None, user_errors=done.user_errors)

    return strawberry.mutation(
        resolver=revoke,
        description="撤销日历订阅地址，立即失效 / Revoke an address; it is of no use from now on (A8)",
    )
