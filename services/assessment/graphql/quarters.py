"""Quarters: drafts and published results by group (A19)."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import ARRAY, Select, Uuid, cast, func, select

from services.assessment.domain.score.record import Status
from services.assessment.graphql.arguments import After, Division, First, OfYear, QuarterNumber, Year
from services.assessment.graphql.facts import Fact
from services.assessment.graphql.results import UnitResult
from services.assessment.graphql.schemes import Scheme
from services.assessment.store import tables
from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, page, sql, table
from services.law.parties import UnitCategory

if TYPE_CHECKING:
    from services.assessment.graphql.entities import Organization


Group = Annotated[UnitCategory, strawberry.argument(description="考核组 / Group")]
OrganizationOf = Annotated["Organization", strawberry.lazy("services.assessment.graphql.entities")]


@strawberry.type(description="一个考核组的季度结果 / A group's results in a quarter")
@table(tables.QuarterGroup)
class GroupResult:
    group: UnitCategory = strawberry.field(description="考核组 / Group")
    year: int = strawberry.field(description="年度 / Year")
    quarter: int = strawberry.field(description="季度 / Quarter")
    status: Status = strawberry.field(description="状态 / How far the quarter has come")

    @sql(description="各单位结果，按名次 / The units' results by rank")
    def units(self: Any, first: First = None, after: After = None) -> Connection[UnitResult]:
        row = tables.UnitResult
        query = select(row).where(row.quarter_id == self.quarter_id, row.group == self.group)
        return page(query, [Key(row.rank), Key(row.unit_id)])


@strawberry.type(description="一个季度的考核 / The assessment of a quarter")
@table(tables.Quarter)
class AssessmentQuarter:
    id: UUID = strawberry.field(description="标识 / Identity")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    division: str = strawberry.field(description="行政区划代码 / Division (GB/T 2260)")
    year: int = strawberry.field(description="年度 / Year")
    quarter: int = strawberry.field(description="季度（1–4）/ Quarter, 1 to 4")
    status: Status = strawberry.field(description="状态 / How far it has come")
    digest: str = strawberry.field(
        description="计算摘要（SHA-256）/ Digest: the same for the same facts, units and scheme"
    )
    through: date = strawberry.field(description="计算所看的最后一日 / The last day that was looked at")
    computed_at: datetime = strawberry.field(description="计算时间 / When it was computed")
    published_at: datetime | None = strawberry.field(description="发布时间 / When it was published")
    corrected: bool = strawberry.field(description="是否有人工更正 / Whether a score was corrected by hand")

    @sql(description="所依据的考核细则 / The scheme that it was computed under")
    def scheme(self: Any) -> Scheme | None:
        return answer(select(tables.Scheme).where(tables.Scheme.id == self.scheme_id))

    @sql(description="各考核组结果 / Results by group, in the order of the scheme")
    def groups(self: Any) -> list[GroupResult]:
        group = tables.QuarterGroup
        return answer(select(group).where(group.quarter_id == self.id).order_by(group.place))

    @sql(description="本季度无任务、不参加排名的单位 / Units without any task, which are not ranked")
    def idle_units(self: Any) -> list[OrganizationOf]:
        unit = tables.Organization
        return answer(_listed(select(unit.id.label("id")), unit, self.idle))

    @sql(description="责任单位不属于任何考核组的事实 / Facts whose unit is in no assessed group: they count nowhere")
    def unplaced_facts(self: Any) -> list[Fact]:
        return answer(_listed(select(tables.Fact), tables.Fact, self.unplaced))


def _listed(query: Select[Any], row: Any, ids: Any) -> Select[Any]:
    """Keep the rows that are in a list of ids kept with the quarter, in its order."""
    listed = func.json_array_elements_text(ids).table_valued("id", name="listed").render_derived()
    # an array, whose members are sought by the table's key; rows to join with would be taken for many
    wanted = func.array(select(cast(listed.c.id, Uuid())).scalar_subquery(), type_=ARRAY(Uuid()))
    return query.where(row.id == func.any(wanted)).order_by(func.array_position(wanted, row.id))


@strawberry.type
class QuarterQueries:
    @sql(description="各季度考核，最近的在前 / Quarters, newest first")
    def quarters(
        self: Any, year: OfYear = None, first: First = None, after: After = None
    ) -> Connection[AssessmentQuarter]:
        row = tables.Quarter
        query = select(row) if year is None else select(row).where(row.year == year)
        return page(query, [Key(row.year, descending=True), Key(row.quarter, descending=True), Key(row.id)])

    @sql(description="某季度的考核（默认本人所在区划）/ One quarter, by default of the caller's division")
    def quarter(
        self: Any, info: Info, year: Year, quarter: QuarterNumber, division: Division = None
    ) -> AssessmentQuarter | None:
        return answer(_of(tables.Quarter, info, year, quarter, division))

    @sql(
        description="某季度一个考核组的结果（草稿仅投资主管部门可见）/ A group's results; drafts for the investment authority"
    )
    def result(
        self: Any, info: Info, year: Year, quarter: QuarterNumber, group: Group, division: Division = None
    ) -> GroupResult | None:
        row = tables.QuarterGroup
        return answer(_of(row, info, year, quarter, division).where(row.group == group))


def _of(row: Any, info: Info, year: int, quarter: int, division: str | None) -> Select[Any]:
    own = info.context.caller.division if division is None else division
    return select(row).where(row.division == own, row.year == year, row.quarter == quarter)
