"""Trying schemes and comparing them (A18)."""

from typing import Annotated
from uuid import UUID

import strawberry

from services.assessment.graphql.scheme_trials import SchemeComparison, SchemeTrial
from services.assessment.graphql.words import GIVEN, KEY, REASONS
from services.assessment.usecases.scheme.compare import CompareSchemes, compare_schemes
from services.assessment.usecases.scheme.discard_trial import DiscardTrial, discard_trial
from services.assessment.usecases.scheme.try_out import TryScheme, try_scheme
from services.chassis.graphql import Info, UserError, perform
from services.chassis.reads import fetch

YEAR = "年度，可以是细则年度以外的 / Year; it may be another than the scheme's"
QUARTER = "季度（1–4），不填为全年 / Quarter, 1 to 4; the whole year when absent"


@strawberry.input(description="以某细则试算某期 / Try a scheme on the facts of a period")
class TrySchemeOnInput:
    idempotency_key: str = strawberry.field(description=KEY)
    scheme_id: UUID = strawberry.field(description="细则，草案亦可 / The scheme; a draft as well")
    year: int = strawberry.field(description=YEAR)
    quarter: int | None = strawberry.field(default=None, description=QUARTER)


@strawberry.input(description="在同一期事实上比较两个细则 / Compare two schemes on the same facts")
class CompareSchemesInput:
    idempotency_key: str = strawberry.field(description=KEY)
    first_id: UUID = strawberry.field(description="第一个细则 / The first scheme")
    second_id: UUID = strawberry.field(description="第二个细则 / The second scheme")
    year: int = strawberry.field(description=YEAR)
    quarter: int | None = strawberry.field(default=None, description=QUARTER)


@strawberry.input(description="作废一次试算 / Discard a trial")
class DiscardTrialInput:
    idempotency_key: str = strawberry.field(description=KEY)
    trial_id: UUID = strawberry.field(description="试算 / The trial")
    reason: str = strawberry.field(description="理由 / Reason")


@strawberry.type(description="试算的结果 / Outcome of trySchemeOn and discardTrial")
class SchemeTrialPayload:
    trial: SchemeTrial | None = strawberry.field(description="试算 / The trial")
    user_errors: list[UserError] = strawberry.field(description=REASONS)


@strawberry.type(description="比较的结果 / Outcome of compareSchemes")
class SchemeComparisonPayload:
    comparison: SchemeComparison | None = strawberry.field(description="比较 / The comparison")
    user_errors: list[UserError] = strawberry.field(description=REASONS)


@strawberry.type
class SchemeTrialMutations:
    @strawberry.mutation(
        description="以某细则试算某期：谁会得多少分、第几名、什么牌；不影响任何结果 / Try a scheme: who would have got what (A18)"
    )
    async def try_scheme_on(self, info: Info, input: Annotated[TrySchemeOnInput, GIVEN]) -> SchemeTrialPayload:
        command = TryScheme(input.scheme_id, input.year, input.quarter)
        done = await perform(info, "trySchemeOn", input, command, try_scheme)
        return SchemeTrialPayload(trial=await fetch(info, SchemeTrial, done.id), user_errors=done.user_errors)

    @strawberry.mutation(
        description="在同一期事实上比较两个细则：逐单位的得分、名次、牌及其差 / Compare two schemes unit by unit (A18)"
    )
    async def compare_schemes(
        self, info: Info, input: Annotated[CompareSchemesInput, GIVEN]
    ) -> SchemeComparisonPayload:
        command = CompareSchemes(input.first_id, input.second_id, input.year, input.quarter)
        done = await perform(info, "compareSchemes", input, command, compare_schemes)
        compared = await fetch(info, SchemeComparison, done.id)
        return SchemeComparisonPayload(comparison=compared, user_errors=done.user_errors)

    @strawberry.mutation(
        description="作废一次试算：不再列出，仍留档，用它作的比较不变 / "
        "Discard a trial: lists leave it out, it stays on record, and so do comparisons that it is a side of (A18)"
    )
    async def discard_trial(self, info: Info, input: Annotated[DiscardTrialInput, GIVEN]) -> SchemeTrialPayload:
        command = DiscardTrial(input.trial_id, input.reason)
        done = await perform(info, "discardTrial", input, command, discard_trial)
        return SchemeTrialPayload(trial=await fetch(info, SchemeTrial, done.id), user_errors=done.user_errors)
