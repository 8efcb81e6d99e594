"""Lists of lists and of awards; candidates for awards (A20)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Boolean, literal_column, select

from services.assessment.domain.award.model import Level, ListStatus, Recipient
from services.assessment.graphql.arguments import After, Before, First, Last, Year
from services.assessment.graphql.awards import Award, AwardFinding, AwardList
from services.assessment.store import tables
from services.assessment.store.tables.awards import DECIDING
from services.assessment.usecases.award.candidates import Candidate, candidates
from services.assessment.usecases.award.vet import written
from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, page, sql
from services.chassis.reads.finding import whole
from services.law.parties import UnitCategory

if TYPE_CHECKING:
    from services.assessment.graphql.entities import Organization

OrganizationOf = Annotated["Organization", strawberry.lazy("services.assessment.graphql.entities")]
LevelOf = Annotated[Level, strawberry.argument(description="层级 / Level")]
GroupOf = Annotated[UnitCategory | None, strawberry.argument(description="考核组，不填为全部 / Group; all when absent")]
Eligible = Annotated[
    bool | None, strawberry.argument(description="是否无不得评选的情形 / Whether nothing bars them; all when absent")
]


@strawberry.input(description="先进名单的筛选 / Which lists")
class AwardListFilter:
    year: int | None = strawberry.field(default=None, description="年度 / Year")
    level: Level | None = strawberry.field(default=None, description="层级 / Level")
    status: ListStatus | None = strawberry.field(default=None, description="状态 / How far it has come")


@strawberry.input(description="提名和获评的筛选 / Which awards")
class AwardFilter:
    year: int | None = strawberry.field(default=None, description="年度 / Year")
    level: Level | None = strawberry.field(default=None, description="层级 / Level")
    recipient: Recipient | None = strawberry.field(default=None, description="单位或个人 / Units or persons")
    unit_id: UUID | None = strawberry.field(default=None, description="单位 / Unit")
    group: UnitCategory | None = strawberry.field(default=None, description="考核组 / Group")
    granted: bool | None = strawberry.field(default=None, description="是否授予 / Whether it was granted")
    revoked: bool | None = strawberry.field(default=None, description="是否已撤销 / Whether it was revoked")


@strawberry.type(description="某季度的考核结果 / A unit's result in a quarter")
class CandidateQuarter:
    quarter: int = strawberry.field(description="季度 / Quarter")
    score: Decimal = strawberry.field(description="得分 / Score")
    rank: int = strawberry.field(description="组内名次 / Rank in its group")


@strawberry.type(
    description="先进单位的候选单位：年度和各季度结果、是否有不得评选的情形 / "
    "A unit that may be named: its results, and what speaks against it"
)
class AwardCandidate:
    unit: OrganizationOf = strawberry.field(
        description="单位（并入他单位的，为并入后的单位）/ The unit that stands now"
    )
    group: UnitCategory = strawberry.field(description="考核组 / Assessed group")
    rank: int = strawberry.field(description="年度名次 / Rank of the year")
    score: Decimal = strawberry.field(description="年度得分 / Score of the year")
    quarters: list[CandidateQuarter] = strawberry.field(description="各季度结果 / Results of the quarters")
    findings: list[AwardFinding] = strawberry.field(description="审核发现 / What was found, explained")
    eligible: bool = strawberry.field(description="是否无不得评选的情形 / Whether nothing bars the award")
    nominated: bool = strawberry.field(description="是否已在名单中 / Whether it is named on the list")

    @classmethod
    def of(cls, found: Candidate) -> AwardCandidate:
        from services.assessment.graphql.entities import Organization  # noqa: PLC0415 - it shows awards too

        return cls(
            unit=Organization(id=found.unit_id),
            group=found.group,
            rank=found.rank,
            score=found.score,
            quarters=[CandidateQuarter(quarter=q.quarter, score=q.score, rank=q.rank) for q in found.quarters],
            findings=[AwardFinding.of(written(finding)) for finding in found.findings],
            eligible=found.eligible,
            nominated=found.nominated,
        )


@strawberry.type
class AwardQueries:
    @sql(description="先进名单，最近的在前 / Lists of awards, newest first (A20)")
    def award_lists(
        self: Any,
        filter: Annotated[AwardListFilter | None, strawberry.argument(description="筛选 / Conditions")] = None,
        first: First = None,
        after: After = None,
    ) -> Connection[AwardList]:
        row, asked = tables.AwardList, filter or AwardListFilter()
        query = select(row)
        for column, value in ((row.year, asked.year), (row.level, asked.level), (row.status, asked.status)):
            query = query if value is None else query.where(column == value)
        return page(query, [Key(row.year, descending=True), Key(row.level), Key(row.id)])

    @sql(description="一份名单，不存在或无权查看为空 / One list; null when it is not there for the caller")
    def award_list(
        self: Any, id: Annotated[UUID, strawberry.argument(description="标识 / Identity")]
    ) -> AwardList | None:
        return answer(select(tables.AwardList).where(tables.AwardList.id == id))

    @sql(
        description="提名和获评，最近年度的在前；一般用户只见已授予的 / Awards, the newest year first; most see granted ones"
    )
    def awards(
        self: Any,
        info: Info,
        filter: Annotated[AwardFilter | None, strawberry.argument(description="筛选 / Conditions")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Award]:
        row, asked = tables.Award, filter or AwardFilter()
        query = select(row)
        named = (asked.level, asked.recipient, asked.unit_id, asked.group)
        if all(value is None for value in named) and asked.granted is not False and not asked.revoked:
            query = query.where(whole(row))
        for column, value in zip((row.level, row.recipient, row.unit_id, row.group), named, strict=True):
            query = query if value is None else query.where(column == value)
        query = query if asked.year is None else query.where(row.year == asked.year)
        query = query if asked.granted is None else query.where(row.granted.is_(asked.granted))
        if asked.granted is False and not info.context.caller.acts_as(*DECIDING):
            query = query.where(literal_column("false", Boolean))  # they see granted ones alone: nothing is looked for
        if asked.revoked is not None:
            query = query.where(row.revoked_on.is_not(None) if asked.revoked else row.revoked_on.is_(None))
        return page(query, newest_first(row))

    @sql(description="一项提名或先进，不存在或无权查看为空 / One award; null when it is not there for the caller")
    def award(self: Any, id: Annotated[UUID, strawberry.argument(description="标识 / Identity")]) -> Award | None:
        return answer(select(tables.Award).where(tables.Award.id == id))

    @strawberry.field(
        description="先进单位的候选单位，按考核组和年度名次；年度结果未发布的为空 / "
        "Units that may be named, by group and rank; none before the year's result is published (A20)"
    )
    async def award_candidates(
        self: Any, info: Info, year: Year, level: LevelOf, group: GroupOf = None, eligible: Eligible = None
    ) -> list[AwardCandidate]:
        async with info.context.reading() as session:
            found = await candidates(session, info.context.caller, year, level)
        return [
            AwardCandidate.of(candidate)
            for candidate in found
            if (group is None or candidate.group is group) and (eligible is None or candidate.eligible is eligible)
        ]


def newest_first(award: Any) -> list[Key]:
    """Sort awards."""
    return [Key(award.year, descending=True), Key(award.id, descending=True)]
