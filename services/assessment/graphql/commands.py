"""The commands: adopt a scheme, compute a quarter, publish it, correct a score."""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

import strawberry

from services.assessment.domain.scheme import model
from services.assessment.domain.scheme.model import Formula, IdleRule, Measure, Outcome, SmallGroupRule, TieRule
from services.assessment.graphql.quarters import AssessmentQuarter
from services.assessment.graphql.results import UnitResult
from services.assessment.graphql.schemes import Scheme
from services.assessment.usecases.quarter.compute import ComputeQuarter, compute_quarter
from services.assessment.usecases.quarter.publish import PublishQuarter, publish_quarter
from services.assessment.usecases.scheme.adopt import AdoptScheme, adopt_scheme
from services.assessment.usecases.score.correct import CorrectScore, correct_score
from services.chassis.graphql import Info, UserError, perform
from services.chassis.reads import fetch
from services.law.parties import UnitCategory

GIVEN = strawberry.argument(description="命令 / The command")
KEY = "幂等键 / Idempotency key"
REASONS = "不予通过的全部理由 / All reasons of a refusal"


@strawberry.input(description="考核指标 / An indicator of a proposed scheme")
class IndicatorInput:
    code: str = strawberry.field(description="代码：大写字母、数字、下划线 / Code: capitals, digits, underscores")
    name: str = strawberry.field(description="名称 / Name")
    measure: Measure = strawberry.field(description="考核内容 / What it looks at")
    formula: Formula = strawberry.field(description="公式 / Formula")
    weight: Decimal | None = strawberry.field(default=None, description="权重（RATIO、CAPPED_LINEAR 必填）/ Weight")
    cap: Decimal | None = strawberry.field(default=None, description="上限（CAPPED_LINEAR、PER_EVENT 必填）/ Cap")
    outcome: Outcome | None = strawberry.field(
        default=None, description="按哪种结果加减分（PER_EVENT 必填）/ Which outcome"
    )
    points: Decimal | None = strawberry.field(default=None, description="每项加减分（PER_EVENT 必填）/ Points for each")

    def proposed(self) -> model.Indicator:
        return model.Indicator(
            self.code, self.name, self.measure, self.formula, self.weight, self.cap, self.outcome, self.points
        )


@strawberry.input(description="考核组规则 / How a group shall be assessed")
class SchemeGroupInput:
    group: UnitCategory = strawberry.field(description="考核组 / Group")
    indicators: list[IndicatorInput] = strawberry.field(
        description="指标，权重合计 100 / Indicators; weights sum to 100"
    )
    small_group: SmallGroupRule = strawberry.field(
        description="三个及以下单位时的发牌规则 / Cards in groups of three or fewer"
    )
    tie_breakers: list[str] = strawberry.field(
        default_factory=list, description="同分时依次比较的指标代码 / Indicators that part equal scores"
    )

    def proposed(self) -> model.GroupRule:
        indicators = tuple(indicator.proposed() for indicator in self.indicators)
        return model.GroupRule(self.group, indicators, self.small_group, tuple(self.tie_breakers))


@strawberry.input(description="制定年度考核细则（第十八条）/ Adopt a scheme (A18)")
class AdoptSchemeInput:
    idempotency_key: str = strawberry.field(description=KEY)
    expected_version: int = strawberry.field(
        description="所见该年度最新版本，尚无为 0 / Newest version seen, 0 for none"
    )
    year: int = strawberry.field(description="年度 / Year")
    title: str = strawberry.field(description="名称 / Title")
    groups: list[SchemeGroupInput] = strawberry.field(description="五个考核组的规则 / Rules of all five groups")
    places: int = strawberry.field(default=2, description="得分保留小数位数 / Decimal places of scores")
    highest: Decimal = strawberry.field(default=Decimal(100), description="得分上限 / No score is above this")
    ties: TieRule = strawberry.field(description="末位线同分规则 / Ties across the line of the last three")
    idle: IdleRule = strawberry.field(description="无任务的指标如何计分 / Indicators without any task")
    yellow_means: str = strawberry.field(description="黄牌含义 / What yellow means")
    red_means: str = strawberry.field(description="红牌含义 / What red means")

    def proposed(self) -> model.Scheme:
        return model.Scheme(
            year=self.year,
            version=0,
            title=self.title,
            groups=tuple(group.proposed() for group in self.groups),
            places=self.places,
            highest=self.highest,
            ties=self.ties,
            idle=self.idle,
            yellow_means=self.yellow_means,
            red_means=self.red_means,
        )


@strawberry.input(description="计算季度考核（第十九条）/ Compute a quarter (A19)")
class ComputeQuarterInput:
    idempotency_key: str = strawberry.field(description=KEY)
    year: int = strawberry.field(description="年度 / Year")
    quarter: int = strawberry.field(description="季度（1–4）/ Quarter, 1 to 4")
    expected_version: int = strawberry.field(
        default=0, description="所见草稿版本，尚未计算为 0 / Version seen, 0 for none"
    )
    discard_corrections: bool = strawberry.field(
        default=False, description="重算时放弃草稿上的人工更正 / Give up corrections made to the draft"
    )


@strawberry.input(description="发布季度考核（第十九条、第二十一条）/ Publish a quarter (A19, A21)")
class PublishQuarterInput:
    idempotency_key: str = strawberry.field(description=KEY)
    year: int = strawberry.field(description="年度 / Year")
    quarter: int = strawberry.field(description="季度（1–4）/ Quarter, 1 to 4")
    expected_version: int = strawberry.field(description="所见版本 / Version seen")


@strawberry.input(description="更正得分 / Correct a score by hand")
class CorrectScoreInput:
    idempotency_key: str = strawberry.field(description=KEY)
    result_id: UUID = strawberry.field(description="考核结果标识 / The result")
    expected_version: int = strawberry.field(description="所见版本 / Version seen")
    score: Decimal = strawberry.field(description="更正后的得分 / The score that it shall be")
    reason: str = strawberry.field(description="理由 / Reason")
    approver: str = strawberry.field(
        description="批准人姓名，不得是经办人本人 / Who approved it; not the one who records it"
    )


@strawberry.type(description="制定细则的结果 / Outcome of adoptScheme")
class SchemePayload:
    scheme: Scheme | None = strawberry.field(description="制定的细则 / The scheme")
    user_errors: list[UserError] = strawberry.field(description=REASONS)


@strawberry.type(description="计算或发布的结果 / Outcome of computeQuarter and publishQuarter")
class QuarterPayload:
    quarter: AssessmentQuarter | None = strawberry.field(description="该季度 / The quarter")
    user_errors: list[UserError] = strawberry.field(description=REASONS)


@strawberry.type(description="更正的结果 / Outcome of correctScore")
class ScorePayload:
    result: UnitResult | None = strawberry.field(description="更正后的结果 / The result as it is now")
    user_errors: list[UserError] = strawberry.field(description=REASONS)


@strawberry.type
class Mutation:
    @strawberry.mutation(
        description="制定年度考核细则的新版本；有季度已发布则不得再改 / Adopt the next version of a year's scheme (A18)"
    )
    async def adopt_scheme(self, info: Info, input: Annotated[AdoptSchemeInput, GIVEN]) -> SchemePayload:
        command = AdoptScheme(input.proposed(), input.expected_version)
        done = await perform(info, "adoptScheme", input, command, adopt_scheme)
        return SchemePayload(scheme=await fetch(info, Scheme, done.id), user_errors=done.user_errors)

    @strawberry.mutation(
        description="计算（或重算草稿）本区划某季度所有考核组 / Compute all groups of a quarter, or its draft again (A19)"
    )
    async def compute_quarter(self, info: Info, input: Annotated[ComputeQuarterInput, GIVEN]) -> QuarterPayload:
        command = ComputeQuarter(input.year, input.quarter, input.expected_version, input.discard_corrections)
        done = await perform(info, "computeQuarter", input, command, compute_quarter)
        return QuarterPayload(quarter=await fetch(info, AssessmentQuarter, done.id), user_errors=done.user_errors)

    @strawberry.mutation(
        description="发布季度结果并依规发牌；发布后冻结 / Publish a quarter and issue its cards; it is frozen then (A21)"
    )
    async def publish_quarter(self, info: Info, input: Annotated[PublishQuarterInput, GIVEN]) -> QuarterPayload:
        command = PublishQuarter(input.year, input.quarter, input.expected_version)
        done = await perform(info, "publishQuarter", input, command, publish_quarter)
        return QuarterPayload(quarter=await fetch(info, AssessmentQuarter, done.id), user_errors=done.user_errors)

    @strawberry.mutation(
        description="人工更正得分：保留原分，重排名次，调整红黄牌 / Correct a score: the old is kept, ranks and cards follow"
    )
    async def correct_score(self, info: Info, input: Annotated[CorrectScoreInput, GIVEN]) -> ScorePayload:
        command = CorrectScore(input.result_id, input.expected_version, input.score, input.reason, input.approver)
        done = await perform(info, "correctScore", input, command, correct_score)
        return ScorePayload(result=await fetch(info, UnitResult, done.id), user_errors=done.user_errors)
