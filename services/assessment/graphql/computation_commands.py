"""Having computed in the background what takes longer than a request may (A18, A19)."""

from typing import Annotated

import strawberry

from services.assessment.graphql.computations import PeriodComputation
from services.assessment.graphql.period_commands import ComputePeriodInput, VerifyPeriodInput
from services.assessment.graphql.scheme_trial_commands import CompareSchemesInput, TrySchemeOnInput
from services.assessment.graphql.words import GIVEN, REASONS
from services.assessment.usecases.period.compute import ComputePeriod
from services.assessment.usecases.period.start import (
    start_computation,
    start_scheme_comparison,
    start_scheme_trial,
    start_verification,
)
from services.assessment.usecases.period.verify import VerifyPeriod
from services.assessment.usecases.scheme.compare import CompareSchemes
from services.assessment.usecases.scheme.try_out import TryScheme
from services.chassis.graphql import Info, UserError, perform
from services.chassis.graphql.commands import Performed
from services.chassis.reads import fetch


@strawberry.input(
    description="后台计算季度或年度考核（第十九条）/ Have a period computed in the background (A19)",
)
class StartComputationInput(ComputePeriodInput):
    pass


@strawberry.input(
    description="后台核验已发布的考核（第十九条）/ Have a published period verified in the background (A19)"
)
class StartVerificationInput(VerifyPeriodInput):
    pass


@strawberry.input(description="后台试算细则（第十八条）/ Have a scheme tried in the background (A18)")
class StartSchemeTrialInput(TrySchemeOnInput):
    pass


@strawberry.input(description="后台比较细则（第十八条）/ Have two schemes compared in the background (A18)")
class StartSchemeComparisonInput(CompareSchemesInput):
    pass


@strawberry.type(description="要求后台计算的结果 / Outcome of startComputation and its like")
class ComputationPayload:
    computation: PeriodComputation | None = strawberry.field(description="该次计算 / The computation")
    user_errors: list[UserError] = strawberry.field(description=REASONS)


async def _payload(info: Info, done: Performed) -> ComputationPayload:
    return ComputationPayload(computation=await fetch(info, PeriodComputation, done.id), user_errors=done.user_errors)


@strawberry.type
class ComputationMutations:
    @strawberry.mutation(
        description=(
            "后台计算（或重算草稿）某季度或全年的考核：事实很多、一次请求内算不完时用；以 computation 查看进展 / "
            "Compute all groups of a period in the background, where there are more facts than one request has time for; "
            "`computation` tells how far it has come (A19, A20)"
        )
    )
    async def start_computation(self, info: Info, input: Annotated[StartComputationInput, GIVEN]) -> ComputationPayload:
        command = ComputePeriod(
            input.year, input.quarter, input.expected_version, input.discard_corrections, input.reason
        )
        return await _payload(info, await perform(info, "startComputation", input, command, start_computation))

    @strawberry.mutation(
        description="后台核验已发布的考核，同 verifyPeriod；以 computation 查看进展 / "
        "What verifyPeriod does, in the background; `computation` tells how far it has come (A19)"
    )
    async def start_verification(
        self, info: Info, input: Annotated[StartVerificationInput, GIVEN]
    ) -> ComputationPayload:
        command = VerifyPeriod(input.year, input.quarter)
        return await _payload(info, await perform(info, "startVerification", input, command, start_verification))

    @strawberry.mutation(
        description="后台试算细则，同 trySchemeOn；以 computation 查看进展 / "
        "What trySchemeOn does, in the background; `computation` tells how far it has come (A18)"
    )
    async def start_scheme_trial(
        self, info: Info, input: Annotated[StartSchemeTrialInput, GIVEN]
    ) -> ComputationPayload:
        command = TryScheme(input.scheme_id, input.year, input.quarter)
        return await _payload(info, await perform(info, "startSchemeTrial", input, command, start_scheme_trial))

    @strawberry.mutation(
        description="后台比较两个细则，同 compareSchemes；以 computation 查看进展 / "
        "What compareSchemes does, in the background; `computation` tells how far it has come (A18)"
    )
    async def start_scheme_comparison(
        self, info: Info, input: Annotated[StartSchemeComparisonInput, GIVEN]
    ) -> ComputationPayload:
        command = CompareSchemes(input.first_id, input.second_id, input.year, input.quarter)
        done = await perform(info, "startSchemeComparison", input, command, start_scheme_comparison)
        return await _payload(info, done)
