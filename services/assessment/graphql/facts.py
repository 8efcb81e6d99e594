"""Facts, with the way back to their source and forward to the scores that they entered."""

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry

from services.assessment.domain.fact.model import FactKind
from services.assessment.graphql import entities, explanation
from services.assessment.graphql.arguments import After, Before, First, Last
from services.assessment.store import tables
from services.chassis.graphql import Connection, Info, Key, paged
from services.chassis.visibility import visible_select

if TYPE_CHECKING:
    from services.assessment.graphql.entities import Organization, Project
    from services.assessment.graphql.explanation import IndicatorResult

NEWEST_FIRST = [Key(tables.Fact.happened_on, descending=True), Key(tables.Fact.id, descending=True)]


@strawberry.type(description="事实来源：服务、记录、事件 / Where a fact comes from")
class FactSource:
    service: str = strawberry.field(description="来源服务 / The service that owns the record")
    record_id: UUID = strawberry.field(
        description="来源记录（节点、进度报告、申请）/ The record: a node, a report, a request"
    )
    event_id: UUID = strawberry.field(description="带来该事实的事件 / The event that brought the fact")


@strawberry.type(description="考核事实，不可更改 / A fact of the assessment; facts never change")
class Fact:
    id: UUID = strawberry.field(description="标识 / Identity")
    division: str = strawberry.field(description="行政区划代码 / Division (GB/T 2260)")
    kind: FactKind = strawberry.field(description="种类 / What happened")
    happened_on: date = strawberry.field(description="发生日期 / The day on which it happened")
    recorded_at: datetime = strawberry.field(description="来源服务记录的时间 / When the record's owner recorded it")
    received_at: datetime = strawberry.field(description="本服务收到的时间 / When the assessment received it")
    due_on: date | None = strawberry.field(description="办理时限 / The limit")
    days_late: int | None = strawberry.field(description="逾期工作日数 / Working days late")
    plan_version: int | None = strawberry.field(description="节点计划版本 / Version of the project's node plan")
    month: date | None = strawberry.field(description="进度所属月份（首日）/ The month of the progress, its first day")
    done: Decimal | None = strawberry.field(description="当月完成投资（万元）/ Investment done in the month")
    planned: Decimal | None = strawberry.field(description="当月计划投资（万元）/ Investment planned for the month")
    done_so_far: Decimal | None = strawberry.field(description="年初至当月累计完成（万元）/ Done since January")
    planned_so_far: Decimal | None = strawberry.field(description="年初至当月累计计划（万元）/ Planned since January")
    source: FactSource = strawberry.field(description="来源 / Source")
    unit_id: strawberry.Private[UUID]
    project_id: strawberry.Private[UUID]

    @classmethod
    def of(cls, row: tables.Fact) -> "Fact":
        return cls(
            id=row.id,
            division=row.division,
            kind=row.kind,
            happened_on=row.happened_on,
            recorded_at=row.recorded_at,
            received_at=row.received_at,
            due_on=row.due_on,
            days_late=row.days_late,
            plan_version=row.plan_version,
            month=row.month,
            done=row.done,
            planned=row.planned,
            done_so_far=row.done_so_far,
            planned_so_far=row.planned_so_far,
            source=FactSource(service=row.service, record_id=row.record_id, event_id=row.id),
            unit_id=row.unit_id,
            project_id=row.project_id,
        )

    @classmethod
    async def load(cls, info: Info, id: UUID) -> "Fact | None":
        row = await info.context.load(tables.Fact.id, id)
        return cls.of(row) if row else None

    @strawberry.field(description="责任单位 / The responsible unit")
    def unit(self) -> Annotated["Organization", strawberry.lazy("services.assessment.graphql.entities")]:
        return entities.Organization(id=self.unit_id)

    @strawberry.field(description="项目 / The project")
    def project(self) -> Annotated["Project", strawberry.lazy("services.assessment.graphql.entities")]:
        return entities.Project(id=self.project_id)

    @strawberry.field(description="计入了哪些指标得分 / The indicator scores that it entered")
    async def counted_in(
        self, info: Info
    ) -> list[Annotated["IndicatorResult", strawberry.lazy("services.assessment.graphql.explanation")]]:
        return await explanation.indicators_of_fact(info, self.id)


@strawberry.input(description="事实的筛选 / Which facts")
class FactFilter:
    unit_id: UUID | None = strawberry.field(default=None, description="责任单位 / Responsible unit")
    project_id: UUID | None = strawberry.field(default=None, description="项目 / Project")
    record_id: UUID | None = strawberry.field(default=None, description="来源记录 / Source record")
    kind: FactKind | None = strawberry.field(default=None, description="种类 / Kind")
    late: bool | None = strawberry.field(default=None, description="是否逾期 / Whether it came late")
    since: date | None = strawberry.field(default=None, description="发生日期不早于 / Happened on or after")
    until: date | None = strawberry.field(default=None, description="发生日期不晚于 / Happened on or before")


@strawberry.type
class FactQueries:
    @strawberry.field(description="考核事实，最近的在前 / Facts that the caller may see, newest first")
    async def facts(
        self,
        info: Info,
        filter: Annotated[FactFilter | None, strawberry.argument(description="筛选 / Conditions")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Fact]:
        fact, query = tables.Fact, visible_select(tables.Fact, info.context.caller)
        asked = filter or FactFilter()
        for column, value in (
            (fact.unit_id, asked.unit_id),
            (fact.project_id, asked.project_id),
            (fact.record_id, asked.record_id),
            (fact.kind, asked.kind),
        ):
            query = query if value is None else query.where(column == value)
        if asked.late is not None:
            query = query.where(fact.days_late > 0 if asked.late else fact.days_late == 0)
        query = query if asked.since is None else query.where(fact.happened_on >= asked.since)
        query = query if asked.until is None else query.where(fact.happened_on <= asked.until)
        return await paged(info, query, NEWEST_FIRST, Fact.of, first=first, after=after, last=last, before=before)
