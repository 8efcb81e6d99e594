"""What a scheme says, as readers see it: groups, indicators, tiers, awards (A18, A20)."""

from __future__ import annotations

from decimal import Decimal
from typing import Self

import strawberry

from services.assessment.domain.scheme import model
from services.assessment.domain.scheme.model import Formula, Measure, Outcome, ShareRounding, SmallGroupRule
from services.law.parties import UnitCategory


@strawberry.type(description="一个档次 / A tier of a ratio")
class IndicatorTier:
    since: Decimal = strawberry.field(description="自此比率起（含）/ From this ratio on")
    share: Decimal = strawberry.field(description="得权重的比例 / Share of the weight")


@strawberry.type(description="考核指标 / An indicator of a group")
class Indicator:
    code: str = strawberry.field(description="代码 / Code")
    name: str = strawberry.field(description="名称 / Name")
    measure: Measure = strawberry.field(description="考核内容 / What it looks at")
    formula: Formula = strawberry.field(description="公式 / Formula")
    weight: Decimal | None = strawberry.field(description="权重 / Weight")
    cap: Decimal | None = strawberry.field(description="上限：比率或分数 / Cap: of the ratio, or of the points in all")
    outcome: Outcome | None = strawberry.field(description="按哪种结果加减分 / Which outcome adds or deducts")
    points: Decimal | None = strawberry.field(description="每项加减分 / Points for each")
    target: int | None = strawberry.field(description="得全部权重的项数 / Items that give the whole weight")
    tiers: list[IndicatorTier] = strawberry.field(description="档次，逐档递增 / Tiers, ascending")
    floor: Decimal | None = strawberry.field(description="末位得分比例 / Share that the last of the group still has")
    only: list[str] = strawberry.field(
        description="只计这些类别的事项，空为全部 / Only items of these codes; empty: all"
    )

    @classmethod
    def of(cls, indicator: model.Indicator) -> Self:
        return cls(
            code=indicator.code,
            name=indicator.name,
            measure=indicator.measure,
            formula=indicator.formula,
            weight=indicator.weight,
            cap=indicator.cap,
            outcome=indicator.outcome,
            points=indicator.points,
            target=indicator.target,
            tiers=[IndicatorTier(since=tier.since, share=tier.share) for tier in indicator.tiers],
            floor=indicator.floor,
            only=list(indicator.only),
        )


@strawberry.type(description="考核组规则 / How a group is assessed")
class SchemeGroup:
    group: UnitCategory = strawberry.field(description="考核组 / Group")
    indicators: list[Indicator] = strawberry.field(description="季度指标 / Indicators of a quarter")
    small_group: SmallGroupRule = strawberry.field(
        description="三个及以下单位时的发牌规则 / Cards in groups of three or fewer"
    )
    tie_breakers: list[str] = strawberry.field(
        description="同分时依次比较的指标代码 / Indicators that part equal scores, in turn"
    )
    yearly: list[Indicator] = strawberry.field(
        description="年度指标，不设的为空 / Indicators of the whole year; empty where the year is not assessed"
    )
    yearly_tie_breakers: list[str] = strawberry.field(
        description="年度同分时依次比较的指标代码 / Indicators that part equal scores of the year"
    )

    @classmethod
    def of(cls, rule: model.GroupRule) -> Self:
        return cls(
            group=rule.group,
            indicators=[Indicator.of(i) for i in rule.indicators],
            small_group=rule.small_group,
            tie_breakers=list(rule.tie_breakers),
            yearly=[Indicator.of(i) for i in rule.yearly],
            yearly_tie_breakers=list(rule.yearly_tie_breakers),
        )


@strawberry.type(description="评选先进的比例和名额（第二十条）/ How many are distinguished (A20)")
class SchemeAwards:
    unit_share: Decimal = strawberry.field(description="先进单位占参加考核单位的比例 / Share of the assessed units")
    rounding: ShareRounding = strawberry.field(description="名额取整方法 / How the share becomes a number")
    per_group: bool = strawberry.field(description="是否按各考核组分别计算 / Whether of each group, or of all together")
    individuals: int = strawberry.field(description="区级先进个人名额 / Advanced individuals of the district")
    city_units: int = strawberry.field(description="推荐市级先进单位名额 / Units recommended to the city")
    city_individuals: int = strawberry.field(description="推荐市级先进个人名额 / Individuals recommended to the city")

    @classmethod
    def of(cls, awards: model.Awards) -> Self:
        return cls(
            unit_share=awards.unit_share,
            rounding=awards.rounding,
            per_group=awards.per_group,
            individuals=awards.individuals,
            city_units=awards.city_units,
            city_individuals=awards.city_individuals,
        )
