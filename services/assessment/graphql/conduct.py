"""Incidents and commendations on record (A20, A21)."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Select, select, union_all

from services.assessment.domain.conduct import rulebook
from services.assessment.domain.conduct.record import ConductKind
from services.assessment.graphql import award_enums
from services.assessment.graphql.arguments import After, Before, First, Last
from services.assessment.graphql.attachments import AssessmentAttachment, files_of
from services.assessment.graphql.facts import Fact
from services.assessment.store import tables
from services.assessment.store.base import OVERSEERS
from services.chassis.graphql import Connection, Info
from services.chassis.identity import Actor
from services.chassis.reads import Key, answer, page, refer, sql, table
from services.chassis.reads.finding import MORE, found, whole

if TYPE_CHECKING:
    from services.assessment.graphql.entities import Organization, Project

assert award_enums  # imported for its declarations
OrganizationOf = Annotated["Organization", strawberry.lazy("services.assessment.graphql.entities")]
ProjectOf = Annotated["Project", strawberry.lazy("services.assessment.graphql.entities")]


@strawberry.type(
    description="记录在案的事件或表扬；撤销留痕 / An incident or a commendation on record; revoked on record (A20, A21)"
)
@table(tables.ConductRecord)
class ConductRecord:
    id: UUID = strawberry.field(description="标识 / Identity")
    division: str = strawberry.field(description="行政区划代码 / Division (GB/T 2260)")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    kind: ConductKind = strawberry.field(description="种类 / An incident or a commendation")
    matter: str = strawberry.field(description="事项代码 / Code of the matter")
    matter_name: str = strawberry.field(description="事项名称 / Name of the matter")
    grade: str = strawberry.field(description="等级或层级代码 / Code of the grade")
    grade_name: str = strawberry.field(description="等级或层级 / Grade")
    happened_on: date = strawberry.field(description="发生日期 / Day on which it happened")
    title: str = strawberry.field(description="标题 / Title")
    description: str = strawberry.field(description="情况 / What happened")
    document: str = strawberry.field(description="认定或通报文件 / The document that establishes it")
    recorded_at: datetime = strawberry.field(description="记录时间 / When it was recorded")
    recorded_by: str = strawberry.field(description="记录人 / Who recorded it")
    revoked_on: date | None = strawberry.field(description="撤销日期 / Day of revocation")
    revocation_reason: str | None = strawberry.field(description="撤销理由 / Why it was revoked")
    revocation_approver: str | None = strawberry.field(description="撤销批准人 / Who approved the revocation")
    revoked_by: str | None = strawberry.field(description="撤销经办人 / Who recorded the revocation")

    @sql(description="单位 / The unit")
    def unit(self: Any) -> OrganizationOf:
        return refer(id=self.unit_id)

    @sql(description="项目 / The project")
    def project(self: Any) -> ProjectOf | None:
        return refer(id=self.project_id)

    @sql(description="计入考核所凭的事实 / The fact by which it counts in scores")
    def fact(self: Any) -> Fact | None:
        return answer(select(tables.Fact).where(tables.Fact.id == self.fact_id))

    @sql(description="所附文件 / Its files")
    def files(self: Any) -> list[AssessmentAttachment]:
        return answer(files_of("CONDUCT", self.id))


@strawberry.type(description="等级或层级，由低到高 / A grade, from the lowest up")
class ConductGrade:
    code: str = strawberry.field(description="代码 / Code")
    name: str = strawberry.field(description="名称 / Name")
    bars_city_awards: bool = strawberry.field(
        description="是否取消单位当年市级评先资格 / Whether it bars the unit's awards of the city (A21)"
    )


@strawberry.type(description="可记录的事项 / A matter that can be recorded")
class ConductMatter:
    kind: ConductKind = strawberry.field(description="种类 / An incident or a commendation")
    code: str = strawberry.field(description="代码 / Code")
    name: str = strawberry.field(description="名称 / Name")
    article: str = strawberry.field(description="依据条款 / The clause")
    grades: list[ConductGrade] = strawberry.field(description="等级或层级 / Grades")


@strawberry.input(description="事件和表扬记录的筛选 / Which records")
class ConductRecordFilter:
    kind: ConductKind | None = strawberry.field(default=None, description="种类 / An incident or a commendation")
    unit_id: UUID | None = strawberry.field(default=None, description="单位 / Unit")
    project_id: UUID | None = strawberry.field(default=None, description="项目 / Project")
    matter: str | None = strawberry.field(default=None, description="事项代码 / Code of the matter")
    revoked: bool | None = strawberry.field(default=None, description="是否已撤销 / Whether it was revoked")
    since: date | None = strawberry.field(default=None, description="发生日期不早于 / Happened on or after")
    until: date | None = strawberry.field(default=None, description="发生日期不晚于 / Happened on or before")


def newest_first(record: Any) -> list[Key]:
    """Sort records, or an alias of them."""
    return [Key(record.happened_on, descending=True), Key(record.id, descending=True)]


@strawberry.type
class ConductQueries:
    @sql(description="事件和表扬记录，最近的在前 / Records that the caller may see, newest first (A20, A21)")
    def conduct_records(
        self: Any,
        info: Info,
        filter: Annotated[ConductRecordFilter | None, strawberry.argument(description="筛选 / Conditions")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[ConductRecord]:
        asked = filter or ConductRecordFilter()
        row, query = seen_by(info.context.caller)
        named = (asked.kind, asked.unit_id, asked.project_id, asked.matter)
        if all(value is None for value in named) and not asked.revoked:
            query = query.where(whole(row))
        for column, value in zip((row.kind, row.unit_id, row.project_id, row.matter), named, strict=True):
            query = query if value is None else query.where(column == value)
        if asked.revoked is not None:
            query = query.where(row.revoked_on.is_not(None) if asked.revoked else row.revoked_on.is_(None))
        query = query if asked.since is None else query.where(row.happened_on >= asked.since)
        query = query if asked.until is None else query.where(row.happened_on <= asked.until)
        return page(query, newest_first(row))

    @sql(description="一条记录，不存在或无权查看为空 / One record; null when it is not there for the caller")
    def conduct_record(
        self: Any, id: Annotated[UUID, strawberry.argument(description="标识 / Identity")]
    ) -> ConductRecord | None:
        return answer(select(tables.ConductRecord).where(tables.ConductRecord.id == id))

    @strawberry.field(
        description="可记录的事项及等级（按当日口径）/ Matters that can be recorded today, with grades (A20, A21)"
    )
    def conduct_matters(self: Any, info: Info) -> list[ConductMatter]:
        day = max(info.context.today, rulebook.INCIDENTS.entries[0].since)
        return [_matter(kind, matter, day) for kind in ConductKind for matter in kind.matters(day)]


def _matter(kind: ConductKind, matter: rulebook.Matter, day: date) -> ConductMatter:
    least = rulebook.CITY_BARRED_FROM.on(day).get(matter.code) if kind is ConductKind.INCIDENT else None
    grades = [
        ConductGrade(
            code=grade.code, name=grade.name, bars_city_awards=least is not None and matter.reaches(grade.code, least)
        )
        for grade in matter.grades
    ]
    return ConductMatter(kind=kind, code=matter.code, name=matter.name, article=str(kind.article), grades=grades)


def seen_by(caller: Actor) -> tuple[Any, Select[Any]]:
    """Start with the records that a unit may see, where they are few; with all of them for who sees all."""
    record, project, unit = tables.ConductRecord, tables.Project, tables.Organization
    if caller.unit is None or caller.acts_as(*OVERSEERS):
        return record, select(record)
    about = select(record.id).where(record.unit_id == caller.unit).order_by(record.happened_on).limit(MORE)
    owned = select(record.id).join(project, project.id == record.project_id).where(project.owner_id == caller.unit)
    merged = select(record.id).join(unit, unit.id == record.unit_id).where(unit.merged_into == caller.unit).limit(MORE)
    row, kept = found(record, select(union_all(about, owned, merged).subquery()), record.happened_on)
    return row, select(row).where(kept)
