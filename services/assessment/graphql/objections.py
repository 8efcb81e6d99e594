"""Objections of units to their announced results (A19)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.assessment.domain.review.model import ObjectionStatus, ObjectionStep
from services.assessment.graphql.arguments import After, Before, First, Last
from services.assessment.graphql.attachments import AssessmentAttachment, files_of
from services.assessment.graphql.facts import Fact
from services.assessment.store import tables
from services.assessment.store.tables.objections import OBJECTION
from services.chassis.graphql import Connection
from services.chassis.reads import Key, answer, column, page, refer, sql, table
from services.chassis.reads.finding import whole
from services.law.parties import UnitCategory

if TYPE_CHECKING:
    from services.assessment.graphql.entities import Organization
    from services.assessment.graphql.results import ScoreCorrection, UnitResult

OrganizationOf = Annotated["Organization", strawberry.lazy("services.assessment.graphql.entities")]
ResultOf = Annotated["UnitResult", strawberry.lazy("services.assessment.graphql.results")]
CorrectionOf = Annotated["ScoreCorrection", strawberry.lazy("services.assessment.graphql.results")]
NEWEST_FIRST = [Key(tables.Objection.raised_at, descending=True), Key(tables.Objection.id, descending=True)]

strawberry.enum(
    ObjectionStatus,
    description=(
        "异议状态：已提出、已撤回、已采纳、不予采纳 / Raised and not decided yet, withdrawn, accepted, refused"
    ),
)
strawberry.enum(
    ObjectionStep,
    description=(
        "异议的办理：提出、修改或补充、撤回、采纳、不予采纳、据此更正得分、据此重算 / "
        "Raised, amended, withdrawn, accepted, refused, carried out by a correction or by a new computation"
    ),
)


@strawberry.type(description="异议的一步办理记录 / Something that happened to an objection")
@table(tables.ObjectionEntry)
class ObjectionEntry:
    step: ObjectionStep = strawberry.field(description="何事 / What")
    at: datetime = strawberry.field(description="时间 / When")
    by: str = column("by_name", description="何人 / By whom")
    reason: str | None = strawberry.field(description="理由 / Why")
    grounds: str | None = strawberry.field(
        description="修改前的事实和理由，仅修改有 / The grounds until they were amended; null of other steps"
    )
    asks_for: str | None = strawberry.field(description="修改前的诉求 / What it asked for until then")


@strawberry.type(description="单位对公示结果的异议（第十九条）/ A unit's objection to its announced result (A19)")
@table(tables.Objection)
class Objection:
    id: UUID = strawberry.field(description="标识 / Identity")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    division: str = strawberry.field(description="行政区划代码 / Division (GB/T 2260)")
    year: int = strawberry.field(description="年度 / Year")
    quarter: int = strawberry.field(description="季度（1–4），全年为 0 / Quarter, 1 to 4; 0 is the whole year")
    group: UnitCategory = strawberry.field(description="考核组 / Assessed group")
    indicator_code: str | None = strawberry.field(
        description="所指指标的代码 / Code of the indicator that it points at"
    )
    grounds: str = strawberry.field(description="事实和理由 / Its grounds")
    asks_for: str | None = strawberry.field(description="诉求 / What it asks for")
    score: Decimal = strawberry.field(description="提出时的得分 / The score when it was raised")
    rank: int = strawberry.field(description="提出时的名次 / The rank when it was raised")
    status: ObjectionStatus = strawberry.field(description="状态 / How far it has come")
    raised_at: datetime = strawberry.field(description="提出时间 / When it was raised")
    raised_by: str = column("raised_by_name", description="提出人 / Who raised it")
    decide_by: date = strawberry.field(description="办理期限 / Until when it is to be decided")
    settled_at: datetime | None = strawberry.field(description="决定或撤回时间 / When it was decided or withdrawn")
    settled_by: str | None = column("settled_by_name", description="决定人或撤回人 / Who decided or withdrew it")
    reason: str | None = strawberry.field(description="决定或撤回的理由 / Why")
    carried_out_at: datetime | None = strawberry.field(
        description="采纳后落实的时间 / When a correction or a new computation carried it out"
    )

    @sql(description="单位 / The unit")
    def unit(self: Any) -> OrganizationOf:
        return refer(id=self.unit_id)

    @sql(description="所针对的结果 / The result that it objects to, as it is now")
    def result(self: Any) -> ResultOf | None:
        return answer(select(tables.UnitResult).where(tables.UnitResult.id == self.result_id))

    @sql(description="所指的事实 / The fact that it points at")
    def fact(self: Any) -> Fact | None:
        return answer(select(tables.Fact).where(tables.Fact.id == self.fact_id))

    @sql(description="据此所作的更正 / The correction that carried it out")
    def correction(self: Any) -> CorrectionOf | None:
        return answer(select(tables.Correction).where(tables.Correction.id == self.correction_id))

    @sql(description="所附文件 / Its files")
    def files(self: Any) -> list[AssessmentAttachment]:
        return answer(files_of(OBJECTION, self.id))

    @sql(description="办理经过，最早的在前 / What happened to it, oldest first")
    def history(self: Any) -> list[ObjectionEntry]:
        entry = tables.ObjectionEntry
        return answer(select(entry).where(entry.objection_id == self.id).order_by(entry.at, entry.id))


@strawberry.input(description="异议的筛选 / Which objections")
class ObjectionFilter:
    unit_id: UUID | None = strawberry.field(default=None, description="单位 / Unit")
    status: ObjectionStatus | None = strawberry.field(default=None, description="状态 / How far they have come")
    year: int | None = strawberry.field(default=None, description="年度 / Year")
    quarter: int | None = strawberry.field(
        default=None, description="季度（1–4），全年为 0 / Quarter, 1 to 4; 0 is the whole year"
    )


@strawberry.type
class ObjectionQueries:
    @sql(
        description="异议，最近的在前：各单位看本单位的，考核部门及督查、领导看全部 / "
        "Objections, newest first: a unit its own, the authority and overseers all"
    )
    def objections(
        self: Any,
        filter: Annotated[ObjectionFilter | None, strawberry.argument(description="筛选 / Conditions")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Objection]:
        row, asked = tables.Objection, filter or ObjectionFilter()
        query = select(row)
        for its, value in (
            (row.unit_id, asked.unit_id),
            (row.status, asked.status),
            (row.year, asked.year),
            (row.quarter, asked.quarter),
        ):
            query = query if value is None else query.where(its == value)
        if asked.unit_id is None and asked.status is None and asked.year is None:
            query = query.where(whole(row))
        return page(query, NEWEST_FIRST)

    @sql(description="一项异议 / One objection; null when it is not there for the caller")
    def objection(
        self: Any, id: Annotated[UUID, strawberry.argument(description="标识 / Identity")]
    ) -> Objection | None:
        return answer(select(tables.Objection).where(tables.Objection.id == id))
