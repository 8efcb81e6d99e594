"""Results of units: score, rank, place among the last three, why, and how they were corrected."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry

from services.assessment.graphql import cards, entities, explanation
from services.assessment.store import tables
from services.chassis.graphql import Info
from services.law.parties import UnitCategory

if TYPE_CHECKING:
    from services.assessment.graphql.cards import Card
    from services.assessment.graphql.entities import Organization
    from services.assessment.graphql.explanation import IndicatorResult


@strawberry.type(description="人工更正记录 / A score corrected by hand; the old one is kept")
class ScoreCorrection:
    id: UUID = strawberry.field(description="标识 / Identity")
    score_before: Decimal = strawberry.field(description="更正前得分 / Score before")
    score_after: Decimal = strawberry.field(description="更正后得分 / Score after")
    rank_before: int = strawberry.field(description="更正前名次 / Rank before")
    rank_after: int = strawberry.field(description="更正后名次 / Rank after")
    reason: str = strawberry.field(description="理由 / Reason")
    approver: str = strawberry.field(description="批准人 / Who approved it")
    recorded_by: str = strawberry.field(description="经办人 / Who recorded it")
    at: datetime = strawberry.field(description="时间 / When")
    after_publication: bool = strawberry.field(description="是否在发布之后 / Whether the quarter was public already")
    discarded_at: datetime | None = strawberry.field(
        description="因草稿重算而失效的时间 / When a new computation of the draft set it aside"
    )

    @classmethod
    def of(cls, row: tables.Correction) -> "ScoreCorrection":
        return cls(
            id=row.id,
            score_before=row.score_before,
            score_after=row.score_after,
            rank_before=row.rank_before,
            rank_after=row.rank_after,
            reason=row.reason,
            approver=row.approver,
            recorded_by=row.recorded_by_name,
            at=row.at,
            after_publication=row.after_publication,
            discarded_at=row.discarded_at,
        )


@strawberry.type(description="单位的季度考核结果 / A unit's result in a quarter")
class UnitResult:
    id: UUID = strawberry.field(description="标识 / Identity")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    division: str = strawberry.field(description="行政区划代码 / Division (GB/T 2260)")
    year: int = strawberry.field(description="年度 / Year")
    quarter: int = strawberry.field(description="季度（1–4）/ Quarter, 1 to 4")
    published: bool = strawberry.field(description="是否已发布 / Whether it is public")
    group: UnitCategory = strawberry.field(description="考核组 / Assessed group")
    score: Decimal = strawberry.field(description="得分 / The score that counts")
    computed_score: Decimal = strawberry.field(
        description="由事实计算的得分 / What the facts gave, before any correction"
    )
    rank: int = strawberry.field(description="组内名次，同分同名次 / Rank in the group; equals share the better rank")
    last_place: int | None = strawberry.field(
        description="在末位三名中的位置（1 为最后），不在其中为空 / Place among the last three, 1 is the last; null outside (A21)"
    )
    words: str = strawberry.field(description="合计过程 / The sum in words")
    unit_id: strawberry.Private[UUID]
    quarter_id: strawberry.Private[UUID]

    @classmethod
    def of(cls, row: tables.UnitResult) -> "UnitResult":
        return cls(
            id=row.id,
            version=row.version,
            division=row.division,
            year=row.year,
            quarter=row.quarter,
            published=row.published,
            group=row.group,
            score=row.score,
            computed_score=row.computed_score,
            rank=row.rank,
            last_place=row.last,
            words=row.words,
            unit_id=row.unit_id,
            quarter_id=row.quarter_id,
        )

    @classmethod
    async def load(cls, info: Info, id: UUID | None) -> "UnitResult | None":
        row = await info.context.load(tables.UnitResult.id, id) if id else None
        return cls.of(row) if row else None

    @strawberry.field(description="单位 / The unit")
    def unit(self) -> Annotated["Organization", strawberry.lazy("services.assessment.graphql.entities")]:
        return entities.Organization(id=self.unit_id)

    @strawberry.field(
        description="得分依据：指标 → 公式与数字 → 事实 → 来源记录 / Why: indicator, formula, facts, source records"
    )
    async def explanation(
        self, info: Info
    ) -> list[Annotated["IndicatorResult", strawberry.lazy("services.assessment.graphql.explanation")]]:
        return await explanation.indicators_of_result(info, self.id)

    @strawberry.field(description="更正记录，最早的在前 / Corrections, oldest first")
    async def corrections(self, info: Info) -> list[ScoreCorrection]:
        row = tables.Correction
        rows = await info.context.load_many(row.quarter_id, self.quarter_id, row.at, row.id)
        return [ScoreCorrection.of(r) for r in rows if r.unit_id == self.unit_id]

    @strawberry.field(description="因该结果所得的红黄牌（含已撤销的）/ Cards for this result, withdrawn ones included")
    async def cards(self, info: Info) -> list[Annotated["Card", strawberry.lazy("services.assessment.graphql.cards")]]:
        row = tables.Card
        rows = await info.context.load_many(row.quarter_id, self.quarter_id, row.issued_on, row.id)
        return [cards.Card.of(r) for r in rows if r.unit_id == self.unit_id]
