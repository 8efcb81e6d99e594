"""Commands that end a unit's acting, let it act again, or join duplicates, in the API."""

from __future__ import annotations

from uuid import UUID

import strawberry

from services.chassis.graphql import Info, UserError, perform
from services.chassis.reads import fetch
from services.reserve.graphql.organization import Organization, OrganizationPayload
from services.reserve.usecases.directory.deactivate import DeactivateOrganization, deactivate
from services.reserve.usecases.directory.merge import MergeOrganizations, merge
from services.reserve.usecases.directory.reactivate import ReactivateOrganization, reactivate


@strawberry.input(description="停用单位 / Deactivate a unit")
class DeactivateOrganizationInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    organization_id: UUID = strawberry.field(description="单位 / Unit")
    expected_version: int = strawberry.field(description="所依据的版本 / Version that the caller saw")
    reason: str = strawberry.field(description="停用理由 / Why")


@strawberry.input(description="恢复使用单位 / Let a unit act again")
class ReactivateOrganizationInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    organization_id: UUID = strawberry.field(description="单位 / Unit")
    expected_version: int = strawberry.field(description="所依据的版本 / Version that the caller saw")
    reason: str = strawberry.field(description="恢复理由 / Why")


@strawberry.input(description="合并重复登记的单位 / Merge a unit that was entered twice")
class MergeOrganizationsInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    keep_id: UUID = strawberry.field(description="保留的单位 / The unit that is kept")
    keep_expected_version: int = strawberry.field(description="保留单位的版本 / Version of it that the caller saw")
    duplicate_id: UUID = strawberry.field(description="重复的单位 / Its duplicate")
    duplicate_expected_version: int = strawberry.field(description="重复单位的版本 / Version of it that the caller saw")
    reason: str = strawberry.field(description="合并理由 / Why")
    exception_reason: str | None = strawberry.field(
        default=None, description="信用代码不同时的例外理由 / Reason where the credit codes differ"
    )
    exception_approver: str | None = strawberry.field(
        default=None, description="例外批准人 / Approver of the exception"
    )


@strawberry.type(description="合并单位的结果 / Result of a merge")
class MergeOrganizationsPayload:
    organization: Organization | None = strawberry.field(description="保留的单位 / The unit that is kept, as it is now")
    duplicate: Organization | None = strawberry.field(description="并入的单位 / The duplicate, as it stays on record")
    user_errors: list[UserError] = strawberry.field(description="不予通过的全部理由 / All reasons of a refusal")


@strawberry.type
class DirectoryMutations:
    @strawberry.mutation(
        description="停用单位，须有理由，且无在库项目等依赖 / Deactivate a unit on which nothing depends, with a reason"
    )
    async def deactivate_organization(self, info: Info, input: DeactivateOrganizationInput) -> OrganizationPayload:
        command = DeactivateOrganization(
            organization_id=input.organization_id, expected_version=input.expected_version, reason=input.reason
        )
        done = await perform(info, "deactivateOrganization", input, command, deactivate)
        return OrganizationPayload(organization=await fetch(info, Organization, done.id), user_errors=done.user_errors)

    @strawberry.mutation(description="恢复使用单位，须有理由 / Let a unit act again, with a reason")
    async def reactivate_organization(self, info: Info, input: ReactivateOrganizationInput) -> OrganizationPayload:
        command = ReactivateOrganization(
            organization_id=input.organization_id, expected_version=input.expected_version, reason=input.reason
        )
        done = await perform(info, "reactivateOrganization", input, command, reactivate)
        return OrganizationPayload(organization=await fetch(info, Organization, done.id), user_errors=done.user_errors)

    @strawberry.mutation(
        description="合并重复单位，凡指向重复单位的改指保留单位 / Merge a duplicate; what names it names the kept unit"
    )
    async def merge_organizations(self, info: Info, input: MergeOrganizationsInput) -> MergeOrganizationsPayload:
        command = MergeOrganizations(
            keep_id=input.keep_id,
            keep_expected_version=input.keep_expected_version,
            duplicate_id=input.duplicate_id,
            duplicate_expected_version=input.duplicate_expected_version,
            reason=input.reason,
            exception_reason=input.exception_reason,
            exception_approver=input.exception_approver,
        )
        done = await perform(info, "mergeOrganizations", input, command, merge)
        kept = await fetch(info, Organization, done.id)
        duplicate = await fetch(info, Organization, input.duplicate_id if done.id else None)
        return MergeOrganizationsPayload(organization=kept, duplicate=duplicate, user_errors=done.user_errors)
