"""Schemes: what each group is assessed by in a year (A18)."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

import strawberry

from services.assessment.domain.scheme import model
from services.assessment.domain.scheme.model import Formula, IdleRule, Measure, Outcome, SmallGroupRule, TieRule
from services.assessment.domain.score.record import Status
from services.assessment.graphql.arguments import After, First, OfYear
from services.assessment.store import schemes, tables
from services.chassis.graphql import Connection, Info, Key, paged
from services.chassis.visibility import visible_select
from services.law.parties import UnitCategory


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


@strawberry.type(description="考核组规则 / How a group is assessed")
class SchemeGroup:
    group: UnitCategory = strawberry.field(description="考核组 / Group")
    indicators: list[Indicator] = strawberry.field(description="指标 / Indicators")
    small_group: SmallGroupRule = strawberry.field(
        description="三个及以下单位时的发牌规则 / Cards in groups of three or fewer"
    )
    tie_breakers: list[str] = strawberry.field(
        description="同分时依次比较的指标代码 / Indicators that part equal scores, in turn"
    )

    @classmethod
    def of(cls, rule: model.GroupRule) -> "SchemeGroup":
        return cls(
            group=rule.group,
            indicators=[
                Indicator(
                    code=i.code,
                    name=i.name,
                    measure=i.measure,
                    formula=i.formula,
                    weight=i.weight,
                    cap=i.cap,
                    outcome=i.outcome,
                    points=i.points,
                )
                for i in rule.indicators
            ],
            small_group=rule.small_group,
            tie_breakers=list(rule.tie_breakers),
        )


@strawberry.type(description="年度考核细则的一个版本 / A version of a year's scheme")
class Scheme:
    id: UUID = strawberry.field(description="标识 / Identity")
    division: str = strawberry.field(description="行政区划代码 / Division (GB/T 2260)")
    year: int = strawberry.field(description="年度 / Year")
    version: int = strawberry.field(description="版本 / Version")
    title: str = strawberry.field(description="名称 / Title")
    groups: list[SchemeGroup] = strawberry.field(description="各考核组规则 / Rules by group")
    places: int = strawberry.field(
        description="得分保留小数位数（四舍五入）/ Decimal places of scores, rounded half up"
    )
    highest: Decimal = strawberry.field(description="得分上限 / No score is above this")
    ties: TieRule = strawberry.field(description="末位线同分规则 / Ties across the line of the last three")
    idle: IdleRule = strawberry.field(description="本季度无任务的指标如何计分 / Indicators without any task")
    yellow_means: str = strawberry.field(description="黄牌含义 / What yellow means")
    red_means: str = strawberry.field(description="红牌含义 / What red means")
    adopted_at: datetime = strawberry.field(description="制定时间 / When it was adopted")
    adopted_by: str = strawberry.field(description="制定人 / Who adopted it")

    @classmethod
    def of(cls, row: tables.Scheme) -> "Scheme":
        scheme = schemes.state_of(row)
        return cls(
            id=row.id,
            division=row.division,
            year=row.year,
            version=row.version,
            title=row.title,
            groups=[SchemeGroup.of(rule) for rule in scheme.groups],
            places=scheme.places,
            highest=scheme.highest,
            ties=scheme.ties,
            idle=scheme.idle,
            yellow_means=scheme.yellow_means,
            red_means=scheme.red_means,
            adopted_at=row.adopted_at,
            adopted_by=row.adopted_by,
        )

    @classmethod
    async def load(cls, info: Info, id: UUID | None) -> "Scheme | None":
        row = await info.context.load(tables.Scheme.id, id) if id else None
        return cls.of(row) if row else None

    @strawberry.field(
        description="是否已有季度按此版本发布（即已冻结）/ Whether a quarter computed under it is published"
    )
    async def frozen(self, info: Info) -> bool:
        quarters = await info.context.load_many(tables.Quarter.scheme_id, self.id, tables.Quarter.id)
        return any(quarter.status is Status.PUBLISHED for quarter in quarters)


@strawberry.type
class SchemeQueries:
    @strawberry.field(description="考核细则，最新的在前 / Schemes, newest first")
    async def schemes(
        self, info: Info, year: OfYear = None, first: First = None, after: After = None
    ) -> Connection[Scheme]:
        row = tables.Scheme
        query = visible_select(row, info.context.caller)
        query = query if year is None else query.where(row.year == year)
        keys = [Key(row.year, descending=True), Key(row.version, descending=True), Key(row.id)]
        return await paged(info, query, keys, Scheme.of, first=first, after=after)
