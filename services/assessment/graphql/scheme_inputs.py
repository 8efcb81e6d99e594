"""What a scheme is written in, as commands take it (A18)."""

from decimal import Decimal

import strawberry

from services.assessment.domain.scheme import model
from services.assessment.domain.scheme.model import (
    Formula,
    IdleRule,
    Measure,
    Outcome,
    ShareRounding,
    SmallGroupRule,
    TieRule,
)
from services.law.parties import UnitCategory


@strawberry.input(description="一个档次：自某比率起得权重的多少 / A tier: from this ratio on, this share of the weight")
class IndicatorTierInput:
    since: Decimal = strawberry.field(description="自此比率起（含），第一档为 0 / From this ratio on, 0 in the first")
    share: Decimal = strawberry.field(description="得分比例，0–1 / Share of the weight, 0 to 1")


@strawberry.input(description="考核指标 / An indicator of a proposed scheme")
class IndicatorInput:
    code: str = strawberry.field(description="代码：大写字母、数字、下划线 / Code: capitals, digits, underscores")
    name: str = strawberry.field(description="名称 / Name")
    measure: Measure = strawberry.field(description="考核内容 / What it looks at")
    formula: Formula = strawberry.field(description="公式 / Formula")
    weight: Decimal | None = strawberry.field(default=None, description="权重（PER_EVENT 以外必填）/ Weight")
    cap: Decimal | None = strawberry.field(default=None, description="上限（CAPPED_LINEAR、PER_EVENT 必填）/ Cap")
    outcome: Outcome | None = strawberry.field(
        default=None, description="按哪种结果加减分（PER_EVENT 必填）/ Which outcome"
    )
    points: Decimal | None = strawberry.field(default=None, description="每项加减分（PER_EVENT 必填）/ Points for each")
    target: int | None = strawberry.field(
        default=None, description="得全部权重的项数（COUNT 必填）/ Items that give the whole weight"
    )
    tiers: list[IndicatorTierInput] = strawberry.field(
        default_factory=list, description="档次，逐档递增（TIERS 必填）/ Tiers, ascending"
    )
    floor: Decimal | None = strawberry.field(
        default=None, description="末位得分比例（RANK_POINTS 必填）/ Share that the last of the group still has"
    )
    only: list[str] = strawberry.field(
        default_factory=list, description="只计这些类别的事项，不填为全部 / Only items of these codes; all when empty"
    )

    def proposed(self) -> model.Indicator:
        return model.Indicator(
            self.code,
            self.name,
            self.measure,
            self.formula,
            self.weight,
            self.cap,
            self.outcome,
            self.points,
            self.target,
            tuple(model.Tier(tier.since, tier.share) for tier in self.tiers),
            self.floor,
            tuple(self.only),
        )


@strawberry.input(description="考核组规则 / How a group shall be assessed")
class SchemeGroupInput:
    group: UnitCategory = strawberry.field(description="考核组 / Group")
    indicators: list[IndicatorInput] = strawberry.field(
        description="季度指标，权重合计 100 / Indicators of a quarter; weights sum to 100"
    )
    small_group: SmallGroupRule = strawberry.field(
        description="三个及以下单位时的发牌规则 / Cards in groups of three or fewer"
    )
    tie_breakers: list[str] = strawberry.field(
        default_factory=list, description="同分时依次比较的指标代码 / Indicators that part equal scores"
    )
    yearly: list[IndicatorInput] = strawberry.field(
        default_factory=list,
        description="年度指标，权重合计 100；各组均设或均不设 / Indicators of the year; for all groups or none",
    )
    yearly_tie_breakers: list[str] = strawberry.field(
        default_factory=list, description="年度同分时依次比较的指标代码 / Indicators that part equal scores of the year"
    )

    def proposed(self) -> model.GroupRule:
        return model.GroupRule(
            self.group,
            tuple(indicator.proposed() for indicator in self.indicators),
            self.small_group,
            tuple(self.tie_breakers),
            tuple(indicator.proposed() for indicator in self.yearly),
            tuple(self.yearly_tie_breakers),
        )


@strawberry.input(description="评选先进的比例和名额（第二十条）/ How many are distinguished (A20)")
class SchemeAwardsInput:
    unit_share: Decimal = strawberry.field(
        description="先进单位占参加考核单位的比例，0.2 为五分之一 / Share of the assessed units; 0.2 is a fifth"
    )
    rounding: ShareRounding = strawberry.field(description="名额取整方法 / How the share becomes a number")
    per_group: bool = strawberry.field(description="是否按各考核组分别计算 / Whether of each group, or of all together")
    individuals: int = strawberry.field(description="区级先进个人名额 / Advanced individuals of the district")
    city_units: int = strawberry.field(description="推荐市级先进单位名额 / Units recommended to the city")
    city_individuals: int = strawberry.field(description="推荐市级先进个人名额 / Individuals recommended to the city")

    def proposed(self) -> model.Awards:
        return model.Awards(
            self.unit_share,
            self.rounding,
            self.per_group,
            self.individuals,
            self.city_units,
            self.city_individuals,
        )


@strawberry.input(description="细则的全部内容 / All that a scheme says")
class SchemeContentInput:
    year: int = strawberry.field(description="年度 / Year")
    title: str = strawberry.field(description="名称 / Title")
    groups: list[SchemeGroupInput] = strawberry.field(description="五个考核组的规则 / Rules of all five groups")
    places: int = strawberry.field(default=2, description="得分保留小数位数 / Decimal places of scores")
    highest: Decimal = strawberry.field(default=Decimal(100), description="得分上限 / No score is above this")
    ties: TieRule = strawberry.field(description="末位线同分规则 / Ties across the line of the last three")
    idle: IdleRule = strawberry.field(description="无任务的指标如何计分 / Indicators without any task")
    yellow_means: str = strawberry.field(description="黄牌含义 / What yellow means")
    red_means: str = strawberry.field(description="红牌含义 / What red means")
    awards: SchemeAwardsInput | None = strawberry.field(
        default=None, description="评选先进，不填为本年度不评 / Awards; none in the year when absent"
    )

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
            awards=self.awards.proposed() if self.awards else None,
        )
