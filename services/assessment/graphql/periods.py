"""Quarters: drafts and published results by group (A19)."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import ARRAY, Integer, Select, Uuid, cast, func, select

from services.assessment.domain.period import WHOLE_YEAR
from services.assessment.domain.score.record import Status
from services.assessment.graphql.announcements import PeriodAnnouncement
from services.assessment.graphql.arguments import After, Division, First, OfQuarter, OfYear, Year
from services.assessment.graphql.facts import Fact, late_facts, newest_first
from services.assessment.graphql.results import UnitResult
from services.assessment.graphql.schemes import Scheme
from services.assessment.graphql.verifications import PeriodVerification
from services.assessment.store import tables
from services.assessment.store.tables.results import overtaken
from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, page, sql, table
from services.chassis.visibility import condition
from services.law.parties import UnitCategory

if TYPE_CHECKING:
    from services.assessment.graphql.entities import Organization


MOST = 100  # verifications shown
Group = Annotated[UnitCategory, strawberry.argument(description="考核组 / Group")]
OrganizationOf = Annotated["Organization", strawberry.lazy("services.assessment.graphql.entities")]


@strawberry.type(description="一个考核组的考核结果 / A group's results in a period")
@table(tables.PeriodGroup)
class GroupResult:
    group: UnitCategory = strawberry.field(description="考核组 / Group")
    year: int = strawberry.field(description="年度 / Year")
    status: Status = strawberry.field(description="状态 / How far the period has come")

    @sql(description="季度（1–4），全年为空 / Quarter, 1 to 4; null of the whole year")
    def quarter(self: Any) -> int | None:
        return answer(_quarter(self))

    @sql(description="各单位结果，按名次 / The units' results by rank")
    def units(self: Any, first: First = None, after: After = None) -> Connection[UnitResult]:
        row = tables.UnitResult
        query = select(row).where(row.period_id == self.period_id, row.group == self.group)
        return page(query, [Key(row.rank), Key(row.unit_id)])


@strawberry.type(description="一个季度或全年的考核 / The assessment of a quarter, or of the whole year")
@table(tables.Period)
class AssessmentPeriod:
    id: UUID = strawberry.field(description="标识 / Identity")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    division: str = strawberry.field(description="行政区划代码 / Division (GB/T 2260)")
    year: int = strawberry.field(description="年度 / Year")
    status: Status = strawberry.field(description="状态 / How far it has come")
    digest: str = strawberry.field(
        description="计算摘要（SHA-256）/ Digest: the same for the same facts, units and scheme"
    )
    through: date = strawberry.field(description="计算所看的最后一日 / The last day that was looked at")
    computed_at: datetime = strawberry.field(description="计算时间 / When it was computed")
    published_at: datetime | None = strawberry.field(description="发布时间 / When it was published")
    corrected: bool = strawberry.field(description="是否有人工更正 / Whether a score was corrected by hand")

    announced_on: date | None = strawberry.field(description="公示日期 / Day on which it was announced to the units")
    objections_until: date | None = strawberry.field(
        description="异议截止日（含），期满次日起可发布 / Last day for objections; published from the next day on"
    )

    review_on: date | None = strawberry.field(description="季讲评日 / Day of the quarterly review, once it is set")

    @sql(description="历次公示 / Announcements, the first one first")
    def announcements(self: Any) -> list[PeriodAnnouncement]:
        row = tables.Announcement
        return answer(select(row).where(row.period_id == self.id).order_by(row.round))

    @sql(description="季度（1–4），全年为空 / Quarter, 1 to 4; null of the whole year")
    def quarter(self: Any) -> int | None:
        return answer(_quarter(self))

    @sql(
        description="计入此刻为止收到的事实；此后收到的须重算才计入 / Facts received until then counted; later ones do not"
    )
    def facts_until(self: Any, info: Info) -> datetime | None:
        ground = tables.PeriodGround
        seen = select(ground.seen_at).where(ground.period_id == self.id, condition(ground, info.context.caller))
        return answer(seen.scalar_subquery())

    @sql(description="历次核验：按所存依据重新计算是否一致，最近的在前 / Verifications, newest first")
    def verifications(self: Any) -> list[PeriodVerification]:
        row = tables.PeriodVerification
        return answer(select(row).where(row.period_id == self.id).order_by(row.at.desc(), row.id.desc()).limit(MOST))

    @sql(description="所依据的考核细则 / The scheme that it was computed under")
    def scheme(self: Any) -> Scheme | None:
        return answer(select(tables.Scheme).where(tables.Scheme.id == self.scheme_id))

    @sql(description="各考核组结果 / Results by group, in the order of the scheme")
    def groups(self: Any) -> list[GroupResult]:
        group = tables.PeriodGroup
        return answer(select(group).where(group.period_id == self.id).order_by(group.place))

    @sql(description="本季度无任务、不参加排名的单位 / Units without any task, which are not ranked")
    def idle_units(self: Any) -> list[OrganizationOf]:
        unit = tables.Organization
        return answer(_listed(select(unit.id.label("id")), unit, self.idle))

    @sql(description="责任单位不属于任何考核组的事实 / Facts whose unit is in no assessed group: they count nowhere")
    def unplaced_facts(self: Any) -> list[Fact]:
        return answer(_listed(select(tables.Fact), tables.Fact, self.unplaced))

    @sql(
        description="发布所依据的计算之后才到的本期事实，只能经更正影响结果 / "
        "Facts of the published period that came after it was computed; they change it by a recorded correction only"
    )
    def late_facts(self: Any, info: Info, first: First = None, after: After = None) -> Connection[Fact]:
        return page(late_facts(self, info.context.caller), newest_first(tables.Fact))

    @sql(
        description="年度结果发布后所计季度得分又有更正、尚未核定的单位结果，按考核组和名次 / "
        "Of a published year: results that rest on a quarter's score which was corrected since, and not settled yet, by group "
        "and rank (A20)"
    )
    def overtaken(self: Any, info: Info, first: First = None, after: After = None) -> Connection[UnitResult]:
        row = tables.UnitResult
        query = select(row).where(row.period_id == self.id, row.id.in_(overtaken(info.context.caller)))
        return page(query, [Key(row.group), Key(row.rank), Key(row.unit_id)])


def _quarter(row: Any) -> Any:
    return func.nullif(row.quarter, WHOLE_YEAR, type_=Integer())


def _listed(query: Select[Any], row: Any, ids: Any) -> Select[Any]:
    """Keep the rows that are in a list of ids kept with the quarter, in its order."""
    listed = func.json_array_elements_text(ids).table_valued("id", name="listed").render_derived()
    # an array, whose members are sought by the table's key; rows to join with would be taken for many
    wanted = func.array(select(cast(listed.c.id, Uuid())).scalar_subquery(), type_=ARRAY(Uuid()))
    return query.where(row.id == func.any(wanted)).order_by(func.array_position(wanted, row.id))


@strawberry.type
class PeriodQueries:
    @sql(
        description="各季度和年度考核，最近的在前（年度在其各季度之后）/ Periods, newest first; a year after its quarters"
    )
    def periods(
        self: Any, year: OfYear = None, first: First = None, after: After = None
    ) -> Connection[AssessmentPeriod]:
        row = tables.Period
        query = select(row) if year is None else select(row).where(row.year == year)
        return page(query, [Key(row.year, descending=True), Key(row.quarter, descending=True), Key(row.id)])

    @sql(
        description="某季度或全年的考核（默认本人所在区划）/ A quarter, or the whole year, by default of the caller's division"
    )
    def period(
        self: Any, info: Info, year: Year, quarter: OfQuarter = None, division: Division = None
    ) -> AssessmentPeriod | None:
        return answer(of_period(tables.Period, info, year, quarter, division))

    @sql(
        description="某季度或全年一个考核组的结果（草稿仅投资主管部门可见）/ A group's results; drafts are the authority's"
    )
    def result(
        self: Any, info: Info, year: Year, group: Group, quarter: OfQuarter = None, division: Division = None
    ) -> GroupResult | None:
        row = tables.PeriodGroup
        return answer(of_period(row, info, year, quarter, division).where(row.group == group))


def of_period(row: Any, info: Info, year: int, quarter: int | None, division: str | None) -> Select[Any]:
    """Narrow to what is of a period of a division, by default the caller's."""
    own = info.context.caller.division if division is None else division
    named = WHOLE_YEAR if quarter is None else func.nullif(quarter, WHOLE_YEAR)  # the year has no other name
    return select(row).where(row.division == own, row.year == year, row.quarter == named)
