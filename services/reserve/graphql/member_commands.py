"""Commands on memberships in the API."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import strawberry

from services.chassis.graphql import Info, Performed, perform
from services.chassis.reads import fetch
from services.law.parties import Role
from services.reserve.graphql.members import Member, MemberPayload
from services.reserve.usecases.members.add import AddMember, add
from services.reserve.usecases.members.change import ChangeMember, change
from services.reserve.usecases.members.end import EndMember, end


@strawberry.input(description="登记单位人员任职 / Let a person act for a unit")
class AddMemberInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    organization_id: UUID = strawberry.field(description="单位 / Unit")
    person: str = strawberry.field(description="人员标识（身份提供方）/ Subject of the identity provider")
    name: str = strawberry.field(description="姓名 / Name")
    roles: list[Role] = strawberry.field(description="职责身份，须为单位所有 / Roles, of those that the unit has")
    from_on: date = strawberry.field(description="任职开始日 / First day")
    until_on: date | None = strawberry.field(default=None, description="任职最后一日 / Last day")
    phone: str | None = strawberry.field(default=None, description="联系电话 / Phone")


@strawberry.input(description="变更任职（给出全部内容）/ Change a membership; the whole of it as it is to be")
class ChangeMemberInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    member_id: UUID = strawberry.field(description="任职 / Membership")
    expected_version: int = strawberry.field(description="所依据的版本 / Version that the caller saw")
    reason: str = strawberry.field(description="变更理由 / Why")
    name: str = strawberry.field(description="姓名 / Name")
    roles: list[Role] = strawberry.field(description="职责身份，须为单位所有 / Roles, of those that the unit has")
    from_on: date = strawberry.field(description="任职开始日 / First day")
    until_on: date | None = strawberry.field(default=None, description="任职最后一日 / Last day")
    phone: str | None = strawberry.field(default=None, description="联系电话 / Phone")


@strawberry.input(description="结束任职 / End a membership")
class EndMemberInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    member_id: UUID = strawberry.field(description="任职 / Membership")
    expected_version: int = strawberry.field(description="所依据的版本 / Version that the caller saw")
    until_on: date = strawberry.field(description="任职最后一日 / Last day")
    reason: str = strawberry.field(description="结束理由 / Why")


async def _answer(info: Info, done: Performed) -> MemberPayload:
    return MemberPayload(member=await fetch(info, Member, done.id), user_errors=done.user_errors)


@strawberry.type
class MemberMutations:
    @strawberry.mutation(
        description="登记单位人员任职（区投资主管部门，或本单位人员）/ Let a person act for a unit (A4)"
    )
    async def add_member(self, info: Info, input: AddMemberInput) -> MemberPayload:
        command = AddMember(
            organization_id=input.organization_id,
            person=input.person,
            name=input.name,
            roles=tuple(input.roles),
            from_on=input.from_on,
            until_on=input.until_on,
            phone=input.phone,
        )
        return await _answer(info, await perform(info, "addMember", input, command, add))

    @strawberry.mutation(description="变更任职，须有理由 / Change a membership, with a reason (A4)")
    async def change_member(self, info: Info, input: ChangeMemberInput) -> MemberPayload:
        command = ChangeMember(
            member_id=input.member_id,
            expected_version=input.expected_version,
            reason=input.reason,
            name=input.name,
            roles=tuple(input.roles),
            from_on=input.from_on,
            until_on=input.until_on,
            phone=input.phone,
        )
        return await _answer(info, await perform(info, "changeMember", input, command, change))

    @strawberry.mutation(
        description="结束任职，须有理由；记录保留 / End a membership, with a reason; it stays on record"
    )
    async def end_member(self, info: Info, input: EndMemberInput) -> MemberPayload:
        command = EndMember(
            member_id=input.member_id,
            expected_version=input.expected_version,
            until_on=input.until_on,
            reason=input.reason,
        )
        return await _answer(info, await perform(info, "endMember", input, command, end))
