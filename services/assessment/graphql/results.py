"""Results of units: score, rank, place among the last three, why, and how they were corrected."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Integer, func, select
from sqlalchemy.orm import aliased

from services.assessment.domain.period import WHOLE_YEAR
from services.assessment.graphql.cards import Card
from services.assessment.graphql.explanation import IndicatorResult
from services.assessment.graphql.objections import Objection
from services.assessment.store import tables
from services.assessment.store.tables.results import overtaking
from services.chassis.reads import answer, column, refer, sql, table
from services.law.parties import UnitCategory

if TYPE_CHECKING:
    from services.assessment.graphql.entities import Organization

OrganizationOf = Annotated["Organization", strawberry.lazy("services.assessment.graphql.entities")]
ResultOf = Annotated["UnitResult", strawberry.lazy("services.assessment.graphql.results")]
CorrectionOf = Annotated["ScoreCorrection", strawberry.lazy("services.assessment.graphql.results")]


@strawberry.type(description="人工更正记录 / A score corrected by hand; the old one is kept")
@table(tables.Correction)
class ScoreCorrection:
    id: UUID = strawberry.field(description="标识 / Identity")
    score_before: Decimal = strawberry.field(description="更正前得分 / Score before")
    score_after: Decimal = strawberry.field(description="更正后得分 / Score after")
    rank_before: int = strawberry.field(description="更正前名次 / Rank before")
    rank_after: int = strawberry.field(description="更正后名次 / Rank after")
    reason: str = strawberry.field(description="理由 / Reason")
    approver: str = strawberry.field(description="批准人 / Who approved it")
    recorded_by: str = column("recorded_by_name", description="经办人 / Who recorded it")
    at: datetime = strawberry.field(description="时间 / When")
    after_publication: bool = strawberry.field(description="是否在发布之后 / Whether the quarter was public already")
    discarded_at: datetime | None = strawberry.field(
        description="因草稿重算而失效的时间 / When a new computation of the draft set it aside"
    )

    @sql(description="所更正的考核结果 / The result that was corrected")
    def result(self: Any) -> ResultOf | None:
        row = tables.UnitResult
        return answer(select(row).where(row.period_id == self.period_id, row.unit_id == self.unit_id))

    @sql(
        description="更正季度得分时已发布、以更正前得分计入该季度的年度结果，无则为空 / "
        "The published result of the whole year that had counted the quarter's score of before (A20)"
    )
    def overtakes(self: Any) -> ResultOf | None:
        return answer(select(tables.UnitResult).where(tables.UnitResult.id == self.overtakes_id))

    @sql(
        description="对该年度结果作出核定的更正（或使季度得分恢复原值的更正），尚无则为空 / "
        "The correction of that year's result, or of the quarter back to what the year counted, that settled it"
    )
    def answered_by(self: Any) -> CorrectionOf | None:
        other = aliased(tables.Correction, name="answer")
        return answer(select(other).where(other.id == self.answered_by_id))


@strawberry.type(description="单位的季度考核结果 / A unit's result in a quarter")
@table(tables.UnitResult)
class UnitResult:
    id: UUID = strawberry.field(description="标识 / Identity")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    division: str = strawberry.field(description="行政区划代码 / Division (GB/T 2260)")
    year: int = strawberry.field(description="年度 / Year")
    published: bool = strawberry.field(description="是否已发布 / Whether it is public")
    group: UnitCategory = strawberry.field(description="考核组 / Assessed group")
    score: Decimal = strawberry.field(description="得分 / The score that counts")
    computed_score: Decimal = strawberry.field(
        description="由事实计算的得分 / What the facts gave, before any correction"
    )
    rank: int = strawberry.field(
        description=(
            "组内名次，同分同名次；经人工更正的得分与同分者不再细分 / "
            "Rank in the group; equals share the better rank, and nothing parts a score corrected by hand from them"
        )
    )
    last_place: int | None = column(
        "last",
        description=(
            "在末位三名中的位置（1 为最后），不在其中为空 / "
            "Place among the last three, 1 is the last; null outside (A21)"
        ),
    )
    words: str = strawberry.field(description="合计过程 / The sum in words")

    digest: str = strawberry.field(
        description="该单位得分及依据的摘要（SHA-256）/ Digest of the unit's score and of all that it is made of"
    )

    @sql(description="季度（1–4），全年为空 / Quarter, 1 to 4; null of the whole year")
    def quarter(self: Any) -> int | None:
        return answer(func.nullif(self.quarter, WHOLE_YEAR, type_=Integer()))

    @sql(description="本组参加排名的单位数 / How many units were ranked in the group")
    def group_size(self: Any) -> int:
        # counted for whoever sees one of them: a unit is told of how many it is the third, before the others are shown
        other = aliased(tables.UnitResult, name="ranked_results")
        ranked = select(func.count()).where(other.period_id == self.period_id, other.group == self.group)
        return answer(ranked.scalar_subquery())

    @sql(description="单位 / The unit")
    def unit(self: Any) -> OrganizationOf:
        return refer(id=self.unit_id)

    @sql(description="得分依据：指标 → 公式与数字 → 事实 → 来源记录 / Why: indicator, formula, facts, source records")
    def explanation(self: Any) -> list[IndicatorResult]:
        indicator = tables.IndicatorResult
        return answer(select(indicator).where(indicator.result_id == self.id).order_by(indicator.place))

    @sql(description="更正记录，最早的在前 / Corrections, oldest first")
    def corrections(self: Any) -> list[ScoreCorrection]:
        row = tables.Correction
        of_unit = (row.period_id == self.period_id, row.unit_id == self.unit_id)
        return answer(select(row).where(*of_unit).order_by(row.at, row.id))

    @sql(
        description="年度结果发布后对其所计季度得分所作、年度结果尚未据以核定的更正，最早的在前 / "
        "Of a published year: corrections of its quarters that came after it and that it has not followed yet, oldest first. "
        "correctScore settles them: by another score, or by the same one with the reason why it stands (A20)"
    )
    def overtaken_by(self: Any) -> list[ScoreCorrection]:
        row = tables.Correction
        return answer(select(row).where(overtaking(row), row.overtakes_id == self.id).order_by(row.at, row.id))

    @sql(description="对该结果的异议，最早的在前 / Objections to it, oldest first")
    def objections(self: Any) -> list[Objection]:
        row = tables.Objection
        return answer(select(row).where(row.result_id == self.id).order_by(row.raised_at, row.id))

    @sql(description="因该结果所得的红黄牌（含已撤销的）/ Cards for this result, withdrawn ones included")
    def cards(self: Any) -> list[Card]:
        row = tables.Card
        of_unit = (row.period_id == self.period_id, row.unit_id == self.unit_id)
        return answer(select(row).where(*of_unit).order_by(row.issued_on, row.id))
