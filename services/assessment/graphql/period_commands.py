"""Computing a period and verifying it (A19)."""

from typing import Annotated

import strawberry

from services.assessment.graphql.periods import AssessmentPeriod
from services.assessment.graphql.verifications import PeriodVerification
from services.assessment.graphql.words import GIVEN, KEY, REASONS
from services.assessment.usecases.period.compute import ComputePeriod, compute_period
from services.assessment.usecases.period.verify import VerifyPeriod, verify_period
from services.chassis.graphql import Info, UserError, perform
from services.chassis.reads import fetch


@strawberry.input(description="计算季度考核（第十九条）/ Compute a quarter (A19)")
class ComputePeriodInput:
    idempotency_key: str = strawberry.field(description=KEY)
    year: int = strawberry.field(description="年度 / Year")
    quarter: int | None = strawberry.field(
        default=None, description="季度（1–4），不填为全年 / Quarter, 1 to 4; the whole year when absent"
    )
    expected_version: int = strawberry.field(
        default=0, description="所见草稿版本，尚未计算为 0 / Version seen, 0 for none"
    )
    discard_corrections: bool = strawberry.field(
        default=False, description="重算时放弃草稿上的人工更正 / Give up corrections made to the draft"
    )
    reason: str | None = strawberry.field(
        default=None,
        description="重算理由，已公示的必填 / Why it is computed again; asked for once it was announced",
    )


@strawberry.type(description="计算或发布的结果 / Outcome of computePeriod and publishPeriod")
class PeriodPayload:
    period: AssessmentPeriod | None = strawberry.field(description="该季度 / The quarter")
    user_errors: list[UserError] = strawberry.field(description=REASONS)


@strawberry.input(description="核验已发布的考核 / Verify a published period")
class VerifyPeriodInput:
    idempotency_key: str = strawberry.field(description=KEY)
    year: int = strawberry.field(description="年度 / Year")
    quarter: int | None = strawberry.field(
        default=None, description="季度（1–4），不填为全年 / Quarter, 1 to 4; the whole year when absent"
    )


@strawberry.type(description="核验的结果 / Outcome of verifyPeriod")
class VerificationPayload:
    verification: PeriodVerification | None = strawberry.field(description="核验 / The verification")
    user_errors: list[UserError] = strawberry.field(description=REASONS)


@strawberry.type
class PeriodMutations:
    @strawberry.mutation(
        description="计算（或重算草稿）本区划某季度或全年的考核 / Compute all groups of a period, or its draft again (A19, A20)"
    )
    async def compute_period(self, info: Info, input: Annotated[ComputePeriodInput, GIVEN]) -> PeriodPayload:
        command = ComputePeriod(
            input.year, input.quarter, input.expected_version, input.discard_corrections, input.reason
        )
        done = await perform(info, "computePeriod", input, command, compute_period)
        return PeriodPayload(period=await fetch(info, AssessmentPeriod, done.id), user_errors=done.user_errors)

    @strawberry.mutation(
        description=(
            "核验已发布的考核：按当时的细则、单位和事实重新计算，比对摘要 / "
            "Compute a published period again from the scheme, units and facts of then, and compare the digests (A19)"
        )
    )
    async def verify_period(self, info: Info, input: Annotated[VerifyPeriodInput, GIVEN]) -> VerificationPayload:
        command = VerifyPeriod(input.year, input.quarter)
        done = await perform(info, "verifyPeriod", input, command, verify_period)
        return VerificationPayload(
            verification=await fetch(info, PeriodVerification, done.id), user_errors=done.user_errors
        )
