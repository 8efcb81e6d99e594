"""Publishing a period and correcting what it says (A19, A21)."""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

import strawberry

from services.assessment.graphql.period_commands import PeriodPayload
from services.assessment.graphql.periods import AssessmentPeriod
from services.assessment.graphql.results import UnitResult
from services.assessment.graphql.words import GIVEN, KEY, REASONS
from services.assessment.usecases.period.announce import AnnouncePeriod, announce_period
from services.assessment.usecases.period.publish import PublishPeriod, publish_period
from services.assessment.usecases.score.correct import CorrectScore, correct_score
from services.chassis.graphql import Info, UserError, perform
from services.chassis.reads import fetch

QUARTER = "季度（1–4），不填为全年 / Quarter, 1 to 4; the whole year when absent"
INCOMPLETE = "事实未收齐仍继续的理由（记入公示记录）/ Why to go on although facts are missing; kept on record"


@strawberry.input(description="公示考核结果，供各单位提出异议（第十九条）/ Announce a period to its units (A19)")
class AnnouncePeriodInput:
    idempotency_key: str = strawberry.field(description=KEY)
    year: int = strawberry.field(description="年度 / Year")
    quarter: int | None = strawberry.field(default=None, description=QUARTER)
    expected_version: int = strawberry.field(description="所见版本 / Version seen")
    accept_incomplete: str | None = strawberry.field(default=None, description=INCOMPLETE)


@strawberry.input(description="发布考核结果（第十九条、第二十一条）/ Publish a period (A19, A21)")
class PublishPeriodInput:
    idempotency_key: str = strawberry.field(description=KEY)
    year: int = strawberry.field(description="年度 / Year")
    quarter: int | None = strawberry.field(default=None, description=QUARTER)
    expected_version: int = strawberry.field(description="所见版本 / Version seen")
    accept_incomplete: str | None = strawberry.field(default=None, description=INCOMPLETE)


@strawberry.input(description="更正得分 / Correct a score by hand")
class CorrectScoreInput:
    idempotency_key: str = strawberry.field(description=KEY)
    result_id: UUID = strawberry.field(description="考核结果标识 / The result")
    expected_version: int = strawberry.field(description="所见版本 / Version seen")
    score: Decimal = strawberry.field(
        description=(
            "更正后的得分；年度结果所计季度得分有更正而年度得分维持的，填原得分并写明理由 / The score that it shall be; of a "
            "year whose quarters were corrected, the same score with the reason why it stands"
        )
    )
    reason: str = strawberry.field(description="理由 / Reason")
    approver: str = strawberry.field(
        description="批准人姓名，不得是经办人本人 / Who approved it; not the one who records it"
    )
    objection_id: UUID | None = strawberry.field(
        default=None, description="据以更正的已采纳异议 / The accepted objection that this carries out"
    )


@strawberry.type(description="更正的结果 / Outcome of correctScore")
class ScorePayload:
    result: UnitResult | None = strawberry.field(description="更正后的结果 / The result as it is now")
    user_errors: list[UserError] = strawberry.field(description=REASONS)


@strawberry.type
class ReviewMutations:
    @strawberry.mutation(
        description="公示已结束一期的结果：各单位看到本单位的结果和依据，可在期限内提出异议 / "
        "Announce a period that is over: each unit sees its own result and why, and may object for some working days (A19)"
    )
    async def announce_period(self, info: Info, input: Annotated[AnnouncePeriodInput, GIVEN]) -> PeriodPayload:
        command = AnnouncePeriod(input.year, input.quarter, input.expected_version, input.accept_incomplete)
        done = await perform(info, "announcePeriod", input, command, announce_period)
        return PeriodPayload(period=await fetch(info, AssessmentPeriod, done.id), user_errors=done.user_errors)

    @strawberry.mutation(
        description="异议期满后发布结果，季度并依规发牌；发布后冻结 / "
        "Publish a period when its window is over; a quarter's cards are issued; it is frozen then (A21)"
    )
    async def publish_period(self, info: Info, input: Annotated[PublishPeriodInput, GIVEN]) -> PeriodPayload:
        command = PublishPeriod(input.year, input.quarter, input.expected_version, input.accept_incomplete)
        done = await perform(info, "publishPeriod", input, command, publish_period)
        return PeriodPayload(period=await fetch(info, AssessmentPeriod, done.id), user_errors=done.user_errors)

    @strawberry.mutation(
        description="人工更正得分：保留原分，重排名次，调整红黄牌 / Correct a score: the old is kept, ranks and cards follow"
    )
    async def correct_score(self, info: Info, input: Annotated[CorrectScoreInput, GIVEN]) -> ScorePayload:
        command = CorrectScore(
            input.result_id, input.expected_version, input.score, input.reason, input.approver, input.objection_id
        )
        done = await perform(info, "correctScore", input, command, correct_score)
        return ScorePayload(result=await fetch(info, UnitResult, done.id), user_errors=done.user_errors)
