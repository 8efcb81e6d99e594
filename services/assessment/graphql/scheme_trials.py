"""Schemes tried on facts, and two of them compared (A18). Only the authority that assesses sees any of it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Self
from uuid import UUID

import strawberry
from sqlalchemy import Integer, func, select

from services.assessment.domain.card.model import Colour
from services.assessment.domain.scheme.model import Formula, Measure
from services.assessment.graphql.arguments import After, First, OfYear
from services.assessment.graphql.schemes import Scheme
from services.assessment.store import tables
from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, column, derived, page, refer, sql, table
from services.chassis.reads.finding import whole
from services.law.parties import UnitCategory

if TYPE_CHECKING:
    from services.assessment.graphql.entities import Organization

OrganizationOf = Annotated["Organization", strawberry.lazy("services.assessment.graphql.entities")]
OfGroup = Annotated[UnitCategory | None, strawberry.argument(description="考核组，不填为全部 / Group; all when absent")]
QUARTER = "季度（1–4），0 为全年 / Quarter, 1 to 4; 0 is the whole year"


@strawberry.type(description="试算中一项指标的得分 / What one indicator would have given")
class TrialIndicator:
    code: str = strawberry.field(description="指标代码 / Code")
    name: str = strawberry.field(description="指标名称 / Name")
    measure: Measure = strawberry.field(description="考核内容 / What it looks at")
    formula: Formula = strawberry.field(description="公式 / Formula")
    weight: Decimal | None = strawberry.field(description="权重 / Weight")
    value: Decimal | None = strawberry.field(description="公式结果，无任务时为空 / Value; null without any task")
    points: Decimal = strawberry.field(description="得分 / Points")
    words: str = strawberry.field(description="计算过程 / The sum in words")

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Self:
        return cls(
            code=kept["code"],
            name=kept["name"],
            measure=Measure(kept["measure"]),
            formula=Formula(kept["formula"]),
            weight=None if kept["weight"] is None else Decimal(kept["weight"]),
            value=None if kept["value"] is None else Decimal(kept["value"]),
            points=Decimal(kept["points"]),
            words=kept["words"],
        )


@strawberry.type(description="某单位的试算结果 / What a unit would have got")
@table(tables.TrialResult)
class TrialResult:
    group: UnitCategory = strawberry.field(description="考核组 / Group")
    score: Decimal = strawberry.field(description="得分 / Score")
    rank: int = strawberry.field(description="组内名次 / Rank in the group")
    last_place: int | None = column("last", description="末位三名中的位置 / Place among the last three; null outside")
    colour: Colour | None = strawberry.field(
        description="将得的牌：黄牌，或连上此前已发布的季度为红牌 / The card that would have been due"
    )
    words: str = strawberry.field(description="合计过程 / The sum in words")

    @sql(description="单位 / The unit")
    def unit(self: Any) -> OrganizationOf:
        return refer(id=self.unit_id)

    @derived("indicators", description="得分依据 / Why")
    def explanation(self: Any) -> list[TrialIndicator]:
        return [TrialIndicator.of(kept) for kept in self.indicators]


@strawberry.type(
    description="以某细则对某期的一次试算 / A scheme tried on the facts of a period; nothing follows from it"
)
@table(tables.SchemeTrial)
class SchemeTrial:
    id: UUID = strawberry.field(description="标识 / Identity")
    year: int = strawberry.field(description="年度 / Year")
    quarter: int = strawberry.field(description=QUARTER)
    revision: int = strawberry.field(description="所试细则的修订号 / Revision of the scheme that was tried")
    digest: str = strawberry.field(description="计算摘要（SHA-256）/ Digest of the computation")
    through: date = strawberry.field(description="计算所看的最后一日 / The last day that was looked at")
    ranked: int = strawberry.field(description="参加排名的单位数 / How many units would have been ranked")
    at: datetime = strawberry.field(description="时间 / When")
    by: str = column("by_name", description="试算人 / Who")
    discarded_at: datetime | None = strawberry.field(
        description="作废时间 / When it was discarded; null while it stands"
    )
    discarded_by: str | None = column("discarded_by_name", description="作废人 / Who discarded it")
    discard_reason: str | None = strawberry.field(description="作废的理由 / Why it was discarded")

    @sql(description="所试的细则 / The scheme")
    def scheme(self: Any) -> Scheme | None:
        return answer(select(tables.Scheme).where(tables.Scheme.id == self.scheme_id))

    @sql(description="无任务、不参加排名的单位数 / How many units had nothing to do")
    def idle(self: Any) -> int:
        return answer(func.json_array_length(self.idle, type_=Integer()))

    @sql(description="责任单位不属于任何考核组的事实数 / How many facts belong to no assessed group")
    def unplaced(self: Any) -> int:
        return answer(func.json_array_length(self.unplaced, type_=Integer()))

    @sql(description="各单位的试算结果，按组和名次 / The units' results, by group and rank")
    def units(self: Any, group: OfGroup = None, first: First = None, after: After = None) -> Connection[TrialResult]:
        row = tables.TrialResult
        query = select(row).where(row.trial_id == self.id)
        query = query if group is None else query.where(row.group == group)
        return page(query, [Key(row.position), Key(row.unit_id)])


@strawberry.type(
    description="某单位在两个细则下的结果 / A unit under two schemes; null where it would not have been ranked"
)
@table(tables.ComparedUnit)
class ComparedUnit:
    group: UnitCategory = strawberry.field(description="考核组 / Group")
    changed: bool = strawberry.field(description="得分、名次或牌是否不同 / Whether score, rank or card differ")
    first_score: Decimal | None = strawberry.field(description="第一个细则下的得分 / Score under the first")
    first_rank: int | None = strawberry.field(description="第一个细则下的名次 / Rank under the first")
    first_colour: Colour | None = strawberry.field(description="第一个细则下的牌 / Card under the first")
    second_score: Decimal | None = strawberry.field(description="第二个细则下的得分 / Score under the second")
    second_rank: int | None = strawberry.field(description="第二个细则下的名次 / Rank under the second")
    second_colour: Colour | None = strawberry.field(description="第二个细则下的牌 / Card under the second")
    score_change: Decimal | None = strawberry.field(description="得分之差（后减前）/ Second score less the first")
    rank_change: int | None = strawberry.field(description="名次之差，负为上升 / Change of rank; negative is better")

    @sql(description="单位 / The unit")
    def unit(self: Any) -> OrganizationOf:
        return refer(id=self.unit_id)


@strawberry.type(description="两个细则在同一期事实上的比较 / Two schemes tried on the same facts")
@table(tables.SchemeComparison)
class SchemeComparison:
    id: UUID = strawberry.field(description="标识 / Identity")
    year: int = strawberry.field(description="年度 / Year")
    quarter: int = strawberry.field(description=QUARTER)
    compared: int = column("units", description="比较的单位数 / How many units were compared")
    changed: int = strawberry.field(description="得分、名次或牌不同的单位数 / How many of them differ")
    at: datetime = strawberry.field(description="时间 / When")
    by: str = column("by_name", description="经办人 / Who")

    @sql(description="第一个细则的试算 / The trial of the first scheme")
    def first_trial(self: Any) -> SchemeTrial | None:
        return answer(select(tables.SchemeTrial).where(tables.SchemeTrial.id == self.first_id))

    @sql(description="第二个细则的试算 / The trial of the second scheme")
    def second_trial(self: Any) -> SchemeTrial | None:
        return answer(select(tables.SchemeTrial).where(tables.SchemeTrial.id == self.second_id))

    @sql(description="逐单位比较，按第二个细则的组和名次 / Unit by unit, by group and rank under the second")
    def units(
        self: Any,
        group: OfGroup = None,
        changed_only: Annotated[bool, strawberry.argument(description="只列不同的 / Only those that differ")] = False,
        first: First = None,
        after: After = None,
    ) -> Connection[ComparedUnit]:
        row = tables.ComparedUnit
        query = select(row).where(row.comparison_id == self.id)
        query = query if group is None else query.where(row.group == group)
        query = query.where(row.changed) if changed_only else query
        return page(query, [Key(row.position)])


@strawberry.type
class SchemeTrialQueries:
    @sql(description="一次试算 / One trial")
    def scheme_trial(
        self: Any, id: Annotated[UUID, strawberry.argument(description="试算标识 / The trial")]
    ) -> SchemeTrial | None:
        return answer(select(tables.SchemeTrial).where(tables.SchemeTrial.id == id))

    @sql(description="一次比较 / One comparison")
    def scheme_comparison(
        self: Any, id: Annotated[UUID, strawberry.argument(description="比较标识 / The comparison")]
    ) -> SchemeComparison | None:
        return answer(select(tables.SchemeComparison).where(tables.SchemeComparison.id == id))

    @sql(description="历次比较，最近的在前 / Comparisons, newest first")
    def scheme_comparisons(
        self: Any, info: Info, year: OfYear = None, first: First = None, after: After = None
    ) -> Connection[SchemeComparison]:
        row = tables.SchemeComparison
        query = select(row).where(whole(row) if year is None else row.year == year)
        return page(query, [Key(row.at, descending=True), Key(row.id, descending=True)])
