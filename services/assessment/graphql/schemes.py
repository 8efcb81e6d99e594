"""Schemes: what each group is assessed by in a year (A18)."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import strawberry
from sqlalchemy import ColumnElement, Numeric, cast, select

from services.assessment.domain.scheme import model
from services.assessment.domain.scheme.model import Formula, IdleRule, Measure, Outcome, SmallGroupRule, TieRule
from services.assessment.domain.score.record import Status
from services.assessment.graphql.arguments import After, First, OfYear
from services.assessment.store import schemes, tables
from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, derived, page, sql, table
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
    def of(cls, rule: model.GroupRule) -> SchemeGroup:
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


def _said(scheme: Any, name: str) -> ColumnElement[str]:
    """What a scheme says under this name, as text."""
    said: ColumnElement[str] = scheme.content[name].as_string()
    return said


def _ties(scheme: Any, _info: Info) -> ColumnElement[str]:
    return _said(scheme, "ties")


def _idle(scheme: Any, _info: Info) -> ColumnElement[str]:
    return _said(scheme, "idle")


@strawberry.type(description="年度考核细则的一个版本 / A version of a year's scheme")
@table(tables.Scheme)
class Scheme:
    id: UUID = strawberry.field(description="标识 / Identity")
    division: str = strawberry.field(description="行政区划代码 / Division (GB/T 2260)")
    year: int = strawberry.field(description="年度 / Year")
    version: int = strawberry.field(description="版本 / Version")
    title: str = strawberry.field(description="名称 / Title")

    @derived("content", description="各考核组规则 / Rules by group")
    def groups(self: Any) -> list[SchemeGroup]:
        return [SchemeGroup.of(rule) for rule in schemes.state_of(self).groups]

    @sql(description="得分保留小数位数（四舍五入）/ Decimal places of scores, rounded half up")
    def places(self: Any) -> int:
        return answer(self.content["places"].as_integer())

    @sql(description="得分上限 / No score is above this")
    def highest(self: Any) -> Decimal:
        return answer(cast(_said(self, "highest"), Numeric()))

    @derived(rule=_ties, description="末位线同分规则 / Ties across the line of the last three")
    def ties(self: Any) -> TieRule:
        return TieRule(self.rule)

    @derived(rule=_idle, description="本季度无任务的指标如何计分 / Indicators without any task")
    def idle(self: Any) -> IdleRule:
        return IdleRule(self.rule)

    @sql(description="黄牌含义 / What yellow means")
    def yellow_means(self: Any) -> str:
        return answer(_said(self, "yellow_means"))

    @sql(description="红牌含义 / What red means")
    def red_means(self: Any) -> str:
        return answer(_said(self, "red_means"))

    @sql(description="制定时间 / When it was adopted")
    def adopted_at(self: Any) -> datetime:
        return answer(self.adopted_at)

    @sql(description="制定人 / Who adopted it")
    def adopted_by(self: Any) -> str:
        return answer(self.adopted_by)

    @sql(description="是否已有季度按此版本发布（即已冻结）/ Whether a quarter computed under it is published")
    def frozen(self: Any, info: Info) -> bool:
        quarter = tables.Quarter
        under_it = visible_select(quarter, info.context.caller).where(quarter.scheme_id == self.id)
        return answer(under_it.where(quarter.status == Status.PUBLISHED).exists())


@strawberry.type
class SchemeQueries:
    @sql(description="考核细则，最新的在前 / Schemes, newest first")
    def schemes(self: Any, year: OfYear = None, first: First = None, after: After = None) -> Connection[Scheme]:
        row = tables.Scheme
        query = select(row) if year is None else select(row).where(row.year == year)
        return page(query, [Key(row.year, descending=True), Key(row.version, descending=True), Key(row.id)])
