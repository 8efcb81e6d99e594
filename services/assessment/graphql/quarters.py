"""Quarters: drafts and published results by group (A19)."""

import asyncio
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.assessment.domain.score.record import Status
from services.assessment.graphql import entities
from services.assessment.graphql.arguments import After, Division, First, OfYear, QuarterNumber, Year
from services.assessment.graphql.facts import Fact
from services.assessment.graphql.results import UnitResult
from services.assessment.graphql.schemes import Scheme
from services.assessment.store import tables
from services.chassis.graphql import Connection, Info, Key, paged
from services.chassis.visibility import condition, visible_select
from services.law.parties import UnitCategory

if TYPE_CHECKING:
    from services.assessment.graphql.entities import Organization


Group = Annotated[UnitCategory, strawberry.argument(description="考核组 / Group")]


@strawberry.type(description="一个考核组的季度结果 / A group's results in a quarter")
class GroupResult:
    group: UnitCategory = strawberry.field(description="考核组 / Group")
    year: int = strawberry.field(description="年度 / Year")
    quarter: int = strawberry.field(description="季度 / Quarter")
    status: Status = strawberry.field(description="状态 / How far the quarter has come")
    quarter_id: strawberry.Private[UUID]

    @strawberry.field(description="各单位结果，按名次 / The units' results by rank")
    async def units(self, info: Info, first: First = None, after: After = None) -> Connection[UnitResult]:
        row = tables.UnitResult
        query = visible_select(row, info.context.caller).where(
            row.quarter_id == self.quarter_id, row.group == self.group
        )
        return await paged(info, query, [Key(row.rank), Key(row.unit_id)], UnitResult.of, first=first, after=after)


@strawberry.type(description="一个季度的考核 / The assessment of a quarter")
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
    scheme_id: strawberry.Private[UUID]
    idle: strawberry.Private[list[UUID]]
    unplaced: strawberry.Private[list[UUID]]

    @classmethod
    def of(cls, row: tables.Quarter) -> "AssessmentQuarter":
        return cls(
            id=row.id,
            version=row.version,
            division=row.division,
            year=row.year,
            quarter=row.quarter,
            status=row.status,
            digest=row.digest,
            through=row.through,
            computed_at=row.computed_at,
            published_at=row.published_at,
            corrected=row.corrected,
            scheme_id=row.scheme_id,
            idle=[UUID(unit) for unit in row.idle],
            unplaced=[UUID(fact) for fact in row.unplaced],
        )

    @classmethod
    async def load(cls, info: Info, id: UUID | None) -> "AssessmentQuarter | None":
        row = await info.context.load(tables.Quarter.id, id) if id else None
        return cls.of(row) if row else None

    @strawberry.field(description="所依据的考核细则 / The scheme that it was computed under")
    async def scheme(self, info: Info) -> Scheme | None:
        return await Scheme.load(info, self.scheme_id)

    @strawberry.field(description="各考核组结果 / Results by group, in the order of the scheme")
    async def groups(self, info: Info) -> list[GroupResult]:
        scheme = await Scheme.load(info, self.scheme_id)
        return [self.result_of(rule.group) for rule in scheme.groups] if scheme else []

    @strawberry.field(description="本季度无任务、不参加排名的单位 / Units without any task, which are not ranked")
    def idle_units(self) -> list[Annotated["Organization", strawberry.lazy("services.assessment.graphql.entities")]]:
        return [entities.Organization(id=unit) for unit in self.idle]

    @strawberry.field(
        description="责任单位不属于任何考核组的事实 / Facts whose unit is in no assessed group: they count nowhere"
    )
    async def unplaced_facts(self, info: Info) -> list[Fact]:
        rows = await asyncio.gather(*(Fact.load(info, fact) for fact in self.unplaced))
        return [fact for fact in rows if fact]

    def result_of(self, group: UnitCategory) -> GroupResult:
        return GroupResult(group=group, year=self.year, quarter=self.quarter, status=self.status, quarter_id=self.id)


@strawberry.type
class QuarterQueries:
    @strawberry.field(description="各季度考核，最近的在前 / Quarters, newest first")
    async def quarters(
        self, info: Info, year: OfYear = None, first: First = None, after: After = None
    ) -> Connection[AssessmentQuarter]:
        row = tables.Quarter
        query = visible_select(row, info.context.caller)
        query = query if year is None else query.where(row.year == year)
        keys = [Key(row.year, descending=True), Key(row.quarter, descending=True), Key(row.id)]
        return await paged(info, query, keys, AssessmentQuarter.of, first=first, after=after)

    @strawberry.field(description="某季度的考核（默认本人所在区划）/ One quarter, by default of the caller's division")
    async def quarter(
        self, info: Info, year: Year, quarter: QuarterNumber, division: Division = None
    ) -> AssessmentQuarter | None:
        return await _find(info, year, quarter, division)

    @strawberry.field(
        description="某季度一个考核组的结果（草稿仅投资主管部门可见）/ A group's results; drafts for the investment authority"
    )
    async def result(
        self, info: Info, year: Year, quarter: QuarterNumber, group: Group, division: Division = None
    ) -> GroupResult | None:
        found = await _find(info, year, quarter, division)
        return found.result_of(group) if found else None


async def _find(info: Info, year: int, quarter: int, division: str | None) -> AssessmentQuarter | None:
    row, caller = tables.Quarter, info.context.caller
    query = select(row).where(
        condition(row, caller),
        row.division == (division or caller.division),
        row.year == year,
        row.quarter == quarter,
    )
    async with info.context.reading() as session:
        found = (await session.scalars(query)).one_or_none()
    return AssessmentQuarter.of(found) if found else None
