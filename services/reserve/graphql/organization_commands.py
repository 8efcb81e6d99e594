"""Commands on the directory in the API."""

from uuid import UUID

import strawberry

from services.chassis.graphql import Info, perform
from services.chassis.reads import fetch
from services.law.parties import Role, UnitCategory
from services.reserve.graphql.organization import Organization, OrganizationPayload
from services.reserve.usecases.directory.change import ChangeOrganization, change
from services.reserve.usecases.directory.register import RegisterOrganization, register


@strawberry.input(description="登记单位 / Enter a unit into the directory")
class RegisterOrganizationInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    name: str = strawberry.field(description="单位名称 / Name")
    category: UnitCategory = strawberry.field(description="单位类别 / Category")
    credit_code: str = strawberry.field(description="统一社会信用代码 / Unified social credit code")
    roles: list[Role] = strawberry.field(
        description="职责身份，业主须含 OWNER / Roles; an owner of projects needs OWNER"
    )
    parent_id: UUID | None = strawberry.field(default=None, description="上级单位 / Parent unit")
    exception_reason: str | None = strawberry.field(
        default=None, description="代码校验不符时的例外理由 / Reason where the check character does not hold"
    )
    exception_approver: str | None = strawberry.field(
        default=None, description="例外批准人 / Approver of the exception"
    )


@strawberry.input(description="变更单位信息（给出全部内容）/ Change a unit; the whole entry as it is to be")
class ChangeOrganizationInput(RegisterOrganizationInput):
    organization_id: UUID = strawberry.field(description="单位 / Unit")
    expected_version: int = strawberry.field(description="所依据的版本 / Version that the caller saw")
    reason: str | None = strawberry.field(
        default=None, description="变更理由，变更名称或信用代码时必填 / Why; needed where name or credit code change"
    )


@strawberry.type
class OrganizationMutations:
    @strawberry.mutation(description="登记单位（区投资主管部门）/ Enter a unit into the directory")
    async def register_organization(self, info: Info, input: RegisterOrganizationInput) -> OrganizationPayload:
        command = RegisterOrganization(
            name=input.name,
            category=input.category,
            credit_code=input.credit_code,
            roles=tuple(input.roles),
            parent_id=input.parent_id,
            exception_reason=input.exception_reason,
            exception_approver=input.exception_approver,
        )
        done = await perform(info, "registerOrganization", input, command, register)
        return OrganizationPayload(organization=await fetch(info, Organization, done.id), user_errors=done.user_errors)

    @strawberry.mutation(description="变更单位信息（区投资主管部门）/ Change a unit of the directory")
    async def change_organization(self, info: Info, input: ChangeOrganizationInput) -> OrganizationPayload:
        command = ChangeOrganization(
            organization_id=input.organization_id,
            expected_version=input.expected_version,
            name=input.name,
            category=input.category,
            credit_code=input.credit_code,
            roles=tuple(input.roles),
            parent_id=input.parent_id,
            exception_reason=input.exception_reason,
            exception_approver=input.exception_approver,
            reason=input.reason,
        )
        done = await perform(info, "changeOrganization", input, command, change)
        return OrganizationPayload(organization=await fetch(info, Organization, done.id), user_errors=done.user_errors)
