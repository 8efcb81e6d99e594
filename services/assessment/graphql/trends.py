"""How groups, units and indicators went over the years (A19)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated
from uuid import UUID

import strawberry

from services.assessment.domain.card.model import Colour
from services.assessment.domain.period import Period, Year, period_of
from services.assessment.domain.report import rulebook
from services.assessment.domain.report.trend import Ranked, Trends, trends
from services.assessment.graphql.periods import Group
from services.assessment.store.trends import ranked
from services.chassis.graphql import ApiError, Info
from services.law.parties import UnitCategory

FromYear = Annotated[int, strawberry.argument(description="起始年度 / First year")]
ToYear = Annotated[int, strawberry.argument(description="截止年度（含）/ Last year, included")]
OF_YEAR = "年度 / Year"
OF_QUARTER = "季度（1–4），全年为空 / Quarter, 1 to 4; null of the whole year"


@strawberry.type(description="考核组在一期的总体情况 / How a group stood in a period")
class GroupTrendPoint:
    year: int = strawberry.field(description=OF_YEAR)
    quarter: int | None = strawberry.field(description=OF_QUARTER)
    units: int = strawberry.field(description="参加排名的单位数 / How many units were ranked")
    average: Decimal = strawberry.field(description="平均得分 / Average score, rounded half up")
    highest: Decimal = strawberry.field(description="最高得分 / Highest score")
    lowest: Decimal = strawberry.field(description="最低得分 / Lowest score")


@strawberry.type(description="单位在一期的结果 / A unit's result in a period")
class UnitTrendPoint:
    year: int = strawberry.field(description=OF_YEAR)
    quarter: int | None = strawberry.field(description=OF_QUARTER)
    result_id: UUID = strawberry.field(description="考核结果的标识 / Identity of the result")
    score: Decimal = strawberry.field(description="得分 / Score")
    rank: int = strawberry.field(description="组内名次 / Rank in the group")
    last_place: int | None = strawberry.field(
        description="末位名次，不在其中为空 / Place among the last three, or null"
    )
    card: Colour | None = strawberry.field(description="有效的红黄牌 / The card in force, if any")


@strawberry.type(description="一个单位的走势 / A unit over time")
class UnitTrend:
    unit_id: UUID = strawberry.field(description="单位标识 / Identity of the unit")
    unit_name: str = strawberry.field(description="单位名称 / Its name")
    results: list[UnitTrendPoint] = strawberry.field(description="各期结果，最早的在前 / Results, oldest first")


@strawberry.type(description="考核组在一期一项指标上的情况 / How a group did under an indicator in a period")
class IndicatorTrendPoint:
    year: int = strawberry.field(description=OF_YEAR)
    quarter: int | None = strawberry.field(description=OF_QUARTER)
    code: str = strawberry.field(description="指标代码 / Code in the scheme")
    name: str = strawberry.field(description="指标名称 / Name")
    units: int = strawberry.field(description="单位数 / How many units")
    average: Decimal = strawberry.field(description="平均得分 / Average points, rounded half up")
    highest: Decimal = strawberry.field(description="最高得分 / Highest")
    lowest: Decimal = strawberry.field(description="最低得分 / Lowest")


@strawberry.type(description="考核组的走势，只计已发布的结果 / A group over time, by published results only")
class AssessmentTrends:
    group: UnitCategory = strawberry.field(description="考核组 / Group")
    periods: list[GroupTrendPoint] = strawberry.field(
        description="各期总体，最早的在前，年度在其各季度之后 / The group by period, oldest first"
    )
    units: list[UnitTrend] = strawberry.field(description="各单位，按名称 / Its units by name")
    indicators: list[IndicatorTrendPoint] = strawberry.field(description="各指标，按期 / Its indicators by period")


@strawberry.type
class TrendQueries:
    @strawberry.field(
        description="一个考核组历年的得分、名次、红黄牌和各指标走势（本区划，已发布的结果） / "
        "Scores, ranks, cards and indicators of a group over the years, of the caller's division, by published results (A19)"
    )
    async def assessment_trends(
        self, info: Info, group: Group, from_year: FromYear, to_year: ToYear
    ) -> AssessmentTrends:
        most = rulebook.TREND_YEARS.on(info.context.today)
        if not 0 <= to_year - from_year < most:
            message = f"起止年度应由早到晚，一次至多{most}个年度 / from the earlier to the later year, {most} at most"
            raise ApiError("BAD_USER_INPUT", message)
        asked: list[Period] = [period_of(year, n) for year in range(from_year, to_year + 1) for n in range(5)]
        async with info.context.reading() as session:
            found = await ranked(
                session, info.context.caller.division, asked, group, points=True, actor=info.context.caller
            )
        return _trends(trends(group, found.get(group, [])))


def _quarter(period: Period) -> int | None:
    return None if isinstance(period, Year) else period.number


def _trends(found: Trends) -> AssessmentTrends:
    return AssessmentTrends(
        group=found.group,
        periods=[
            GroupTrendPoint(
                year=p.year,
                quarter=_quarter(p),
                units=s.units,
                average=s.average,
                highest=s.highest,
                lowest=s.lowest,
            )
            for p, s in found.standings
        ],
        units=[
            UnitTrend(unit_id=u.unit_id, unit_name=u.unit, results=[_point(r) for r in u.results]) for u in found.units
        ],
        indicators=[
            IndicatorTrendPoint(
                year=i.period.year,
                quarter=_quarter(i.period),
                code=i.code,
                name=i.name,
                units=i.units,
                average=i.average,
                highest=i.highest,
                lowest=i.lowest,
            )
            for i in found.indicators
        ],
    )


def _point(result: Ranked) -> UnitTrendPoint:
    return UnitTrendPoint(
        year=result.period.year,
        quarter=_quarter(result.period),
        result_id=result.result_id,
        score=result.score,
        rank=result.rank,
        last_place=result.last,
        card=result.colour,
    )
