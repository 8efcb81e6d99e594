"""Commands on facts: who answers for a record, and what does not count (A18)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

import strawberry

from services.assessment.graphql.fact_decisions import FactDecision
from services.assessment.graphql.words import GIVEN, KEY, REASONS
from services.assessment.usecases.fact.exempt import ExemptRecord, exempt_record
from services.assessment.usecases.fact.revoke import RevokeExemption, revoke_exemption
from services.assessment.usecases.fact.share import ShareResponsibility, share_responsibility
from services.chassis.graphql import Info, UserError, perform
from services.chassis.reads import fetch

APPROVER = "批准人姓名，不得是经办人本人 / Who approved it; not the one who records it"
RECORD = (
    "来源记录：节点、问题、申请、协调服务事项或项目 / The record: a node, an issue, a request, a service, or a project"
)


@strawberry.input(description="一家单位的分担比例 / The share of a unit")
class ResponsibilityShareInput:
    unit_id: UUID = strawberry.field(description="单位 / The unit")
    share: Decimal = strawberry.field(description="比例，合计为 1（如 0.6）/ Its share; together 1")


@strawberry.input(description="责任分担：由几家按比例分担一条记录 / Who answers for a record, by which shares (A18)")
class ShareResponsibilityInput:
    idempotency_key: str = strawberry.field(description=KEY)
    record_id: UUID = strawberry.field(description=RECORD)
    shares: list[ResponsibilityShareInput] = strawberry.field(description="各单位及比例 / The units with their shares")
    reason: str = strawberry.field(description="理由 / Why")
    approver: str = strawberry.field(description=APPROVER)
    document: str = strawberry.field(description="依据文件（名称、文号）/ The document")


@strawberry.input(description="免予考核：因不可抗力等 / A record does not count, for force majeure or the like (A18)")
class ExemptRecordInput:
    idempotency_key: str = strawberry.field(description=KEY)
    record_id: UUID = strawberry.field(description=RECORD)
    since: date | None = strawberry.field(
        default=None,
        description="自何日起，不填为今日；整个项目只免此后到期的 / From which day on; of a project what falls due from then",
    )
    until: date | None = strawberry.field(
        default=None, description="至何日止，仅整个项目可填 / Until when; of a whole project only"
    )
    reason: str = strawberry.field(description="理由 / Why")
    approver: str = strawberry.field(description=APPROVER)
    document: str = strawberry.field(description="依据文件（名称、文号）/ The document")


@strawberry.input(description="撤销免予考核的决定 / Revoke an exemption")
class RevokeExemptionInput:
    idempotency_key: str = strawberry.field(description=KEY)
    decision_id: UUID = strawberry.field(description="免予考核的决定 / The decision")
    expected_version: int = strawberry.field(description="所见版本 / Version seen")
    reason: str = strawberry.field(description="撤销理由 / Why")
    approver: str = strawberry.field(description=APPROVER)


@strawberry.type(description="考核决定命令的结果 / Outcome of a command on facts")
class FactDecisionPayload:
    decision: FactDecision | None = strawberry.field(description="决定 / The decision")
    user_errors: list[UserError] = strawberry.field(description=REASONS)


@strawberry.type
class FactMutations:
    @strawberry.mutation(
        description="责任分担：一条记录由几家按比例计入考核；再作一次即取代前次 / "
        "Let several units answer for a record, each by its share; decided anew it replaces what was decided (A18)"
    )
    async def share_responsibility(
        self, info: Info, input: Annotated[ShareResponsibilityInput, GIVEN]
    ) -> FactDecisionPayload:
        shares = tuple((share.unit_id, share.share) for share in input.shares)
        command = ShareResponsibility(input.record_id, shares, input.reason, input.approver, input.document)
        done = await perform(info, "shareResponsibility", input, command, share_responsibility)
        return FactDecisionPayload(decision=await fetch(info, FactDecision, done.id), user_errors=done.user_errors)

    @strawberry.mutation(
        description="免予考核：一条记录（或某项目一段时间内到期的）不计入任何单位 / "
        "Let a record, or what falls due of a project in some days, count for nobody (A18)"
    )
    async def exempt_record(self, info: Info, input: Annotated[ExemptRecordInput, GIVEN]) -> FactDecisionPayload:
        command = ExemptRecord(input.record_id, input.since, input.until, input.reason, input.approver, input.document)
        done = await perform(info, "exemptRecord", input, command, exempt_record)
        return FactDecisionPayload(decision=await fetch(info, FactDecision, done.id), user_errors=done.user_errors)

    @strawberry.mutation(
        description="撤销免予考核的决定，恢复考核 / Revoke an exemption: the record counts again (A18)"
    )
    async def revoke_exemption(self, info: Info, input: Annotated[RevokeExemptionInput, GIVEN]) -> FactDecisionPayload:
        command = RevokeExemption(input.decision_id, input.expected_version, input.reason, input.approver)
        done = await perform(info, "revokeExemption", input, command, revoke_exemption)
        return FactDecisionPayload(decision=await fetch(info, FactDecision, done.id), user_errors=done.user_errors)
