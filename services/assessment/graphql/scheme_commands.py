"""Commands on schemes (A18): drafted, revised, copied, approved, withdrawn; adopted in one step."""

from typing import Annotated
from uuid import UUID

import strawberry

from services.assessment.graphql.scheme_inputs import SchemeContentInput
from services.assessment.graphql.schemes import Scheme
from services.assessment.graphql.words import GIVEN, KEY, REASONS
from services.assessment.usecases.scheme.adopt import AdoptScheme, adopt_scheme
from services.assessment.usecases.scheme.approve import ApproveScheme, approve_scheme
from services.assessment.usecases.scheme.copy import CopyScheme, copy_scheme
from services.assessment.usecases.scheme.draft import DraftScheme, draft_scheme
from services.assessment.usecases.scheme.revise import ReviseScheme, revise_scheme
from services.assessment.usecases.scheme.withdraw import WithdrawScheme, withdraw_scheme
from services.chassis.graphql import Info, Performed, UserError, perform
from services.chassis.reads import fetch

SCHEME = "细则标识 / The scheme"
SEEN = "所见修订号（revision）/ Revision seen"
APPROVER = "批准人姓名，不得是经办人本人 / Who approved it; not the one who records it"
DOCUMENT = "批准文件（文号或会议纪要）/ The document of the approval"
NOTE = "说明 / A word on it"


@strawberry.input(description="起草并批准年度考核细则（第十八条）/ Draft and approve a scheme in one step (A18)")
class AdoptSchemeInput(SchemeContentInput):
    idempotency_key: str = strawberry.field(description=KEY)
    expected_version: int = strawberry.field(
        description="所见该年度最新版本，尚无为 0 / Newest version seen, 0 for none"
    )
    approver: str = strawberry.field(description=APPROVER)
    document: str = strawberry.field(description=DOCUMENT)


@strawberry.input(description="起草年度考核细则（第十八条）/ Draft a scheme (A18)")
class DraftSchemeInput(SchemeContentInput):
    idempotency_key: str = strawberry.field(description=KEY)
    note: str = strawberry.field(default="", description=NOTE)


@strawberry.input(
    description="修改草案：以所给内容整体替换 / Revise a draft: what is given takes the place of all it says"
)
class ReviseSchemeInput(SchemeContentInput):
    idempotency_key: str = strawberry.field(description=KEY)
    scheme_id: UUID = strawberry.field(description=SCHEME)
    expected_version: int = strawberry.field(description=SEEN)
    note: str = strawberry.field(default="", description=NOTE)


@strawberry.input(description="由其他细则复制起草，如上年度的 / Draft a scheme from another, as last year's")
class CopySchemeInput:
    idempotency_key: str = strawberry.field(description=KEY)
    scheme_id: UUID = strawberry.field(description="被复制的细则 / The scheme to copy")
    year: int = strawberry.field(description="新草案的年度 / Year of the draft")
    title: str = strawberry.field(description="新草案的名称 / Title of the draft")


@strawberry.input(description="批准草案 / Approve a draft")
class ApproveSchemeInput:
    idempotency_key: str = strawberry.field(description=KEY)
    scheme_id: UUID = strawberry.field(description=SCHEME)
    expected_version: int = strawberry.field(description=SEEN)
    approver: str = strawberry.field(description=APPROVER)
    document: str = strawberry.field(description=DOCUMENT)


@strawberry.input(description="撤回草案，或尚无结果按其发布的细则 / Withdraw a scheme that nothing is published under")
class WithdrawSchemeInput:
    idempotency_key: str = strawberry.field(description=KEY)
    scheme_id: UUID = strawberry.field(description=SCHEME)
    expected_version: int = strawberry.field(description=SEEN)
    reason: str = strawberry.field(description="理由 / Why")


@strawberry.type(description="办理细则的结果 / Outcome of a command on a scheme")
class SchemePayload:
    scheme: Scheme | None = strawberry.field(description="细则 / The scheme")
    user_errors: list[UserError] = strawberry.field(description=REASONS)


async def _told(info: Info, done: Performed) -> SchemePayload:
    return SchemePayload(scheme=await fetch(info, Scheme, done.id), user_errors=done.user_errors)


@strawberry.type
class SchemeMutations:
    @strawberry.mutation(
        description=(
            "起草并批准年度考核细则的新版本，一步完成；已有结果发布的年度不得再改 / "
            "Draft and approve the next version of a year's scheme (A18)"
        )
    )
    async def adopt_scheme(self, info: Info, input: Annotated[AdoptSchemeInput, GIVEN]) -> SchemePayload:
        command = AdoptScheme(input.proposed(), input.expected_version, input.approver, input.document)
        return await _told(info, await perform(info, "adoptScheme", input, command, adopt_scheme))

    @strawberry.mutation(
        description="起草年度考核细则的新版本；批准前不用于计算 / Draft the next version of a year's scheme (A18)"
    )
    async def draft_scheme(self, info: Info, input: Annotated[DraftSchemeInput, GIVEN]) -> SchemePayload:
        command = DraftScheme(input.proposed(), input.note)
        return await _told(info, await perform(info, "draftScheme", input, command, draft_scheme))

    @strawberry.mutation(description="修改草案，原内容留存 / Revise a draft; what it said is kept (A18)")
    async def revise_scheme(self, info: Info, input: Annotated[ReviseSchemeInput, GIVEN]) -> SchemePayload:
        command = ReviseScheme(input.scheme_id, input.expected_version, input.proposed(), input.note)
        return await _told(info, await perform(info, "reviseScheme", input, command, revise_scheme))

    @strawberry.mutation(description="由其他细则复制起草 / Draft a scheme from another (A18)")
    async def copy_scheme(self, info: Info, input: Annotated[CopySchemeInput, GIVEN]) -> SchemePayload:
        command = CopyScheme(input.scheme_id, input.year, input.title)
        return await _told(info, await perform(info, "copyScheme", input, command, copy_scheme))

    @strawberry.mutation(
        description="批准草案，取代该年度原有细则；已有结果发布的年度不得再改 / Approve a draft for its year (A18)"
    )
    async def approve_scheme(self, info: Info, input: Annotated[ApproveSchemeInput, GIVEN]) -> SchemePayload:
        command = ApproveScheme(input.scheme_id, input.expected_version, input.approver, input.document)
        return await _told(info, await perform(info, "approveScheme", input, command, approve_scheme))

    @strawberry.mutation(
        description="撤回草案，或尚无结果按其发布的细则；记录留存 / Withdraw a scheme that nothing is published under (A18)"
    )
    async def withdraw_scheme(self, info: Info, input: Annotated[WithdrawSchemeInput, GIVEN]) -> SchemePayload:
        command = WithdrawScheme(input.scheme_id, input.expected_version, input.reason)
        return await _told(info, await perform(info, "withdrawScheme", input, command, withdraw_scheme))
