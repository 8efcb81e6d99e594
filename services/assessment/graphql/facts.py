"""Facts, with the way back to their source and forward to the scores that they entered."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Select, literal_column, select, union_all

from services.assessment.domain.fact.model import FactKind
from services.assessment.graphql.arguments import After, Before, First, Last
from services.assessment.store import tables
from services.assessment.store.base import OVERSEERS
from services.chassis.graphql import Connection, Info
from services.chassis.identity import Actor
from services.chassis.reads import Key, answer, labelled, page, refer, sql, table
from services.chassis.reads.finding import MORE, found, whole
from services.chassis.visibility import condition

if TYPE_CHECKING:
    from services.assessment.graphql.entities import Organization, Project
    from services.assessment.graphql.explanation import IndicatorResult

OrganizationOf = Annotated["Organization", strawberry.lazy("services.assessment.graphql.entities")]
ProjectOf = Annotated["Project", strawberry.lazy("services.assessment.graphql.entities")]
IndicatorOf = Annotated["IndicatorResult", strawberry.lazy("services.assessment.graphql.explanation")]


def newest_first(fact: Any) -> list[Key]:
    """Sort facts, or an alias of them."""
    return [Key(fact.happened_on, descending=True), Key(fact.id, descending=True)]


@strawberry.type(description="事实来源：服务、记录、事件 / Where a fact comes from")
@labelled
class FactSource:
    service: str = strawberry.field(description="来源服务 / The service that owns the record")
    record_id: UUID = strawberry.field(
        description="来源记录（节点、进度报告、申请）/ The record: a node, a report, a request"
    )
    event_id: UUID = strawberry.field(description="带来该事实的事件 / The event that brought the fact")


@strawberry.type(description="考核事实，不可更改 / A fact of the assessment; facts never change")
@table(tables.Fact)
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

    @sql(description="来源 / Source")
    def source(self: Any) -> FactSource:
        return refer(service=self.service, record_id=self.record_id, event_id=self.id)

    @sql(description="责任单位 / The responsible unit")
    def unit(self: Any) -> OrganizationOf:
        return refer(id=self.unit_id)

    @sql(description="项目 / The project")
    def project(self: Any) -> ProjectOf:
        return refer(id=self.project_id)

    @sql(description="计入了哪些指标得分 / The indicator scores that it entered")
    def counted_in(self: Any, info: Info) -> list[IndicatorOf]:
        indicator, counted = tables.IndicatorResult, tables.Counted
        entered = select(indicator).join(counted, counted.indicator_id == indicator.id)
        entered = entered.where(counted.fact_id == self.id, condition(counted, info.context.caller))
        return answer(entered.order_by(indicator.id))


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
    @sql(description="考核事实，最近的在前 / Facts that the caller may see, newest first")
    def facts(
        self: Any,
        info: Info,
        filter: Annotated[FactFilter | None, strawberry.argument(description="筛选 / Conditions")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Fact]:
        asked = filter or FactFilter()
        named = asked.project_id is not None or asked.record_id is not None  # which few facts are about
        fact, query = (tables.Fact, select(tables.Fact)) if named else seen_by(info.context.caller)
        for column, value in (
            (fact.unit_id, asked.unit_id),
            (fact.project_id, asked.project_id),
            (fact.record_id, asked.record_id),
            (fact.kind, asked.kind),
        ):
            query = query if value is None else query.where(column == value)
        if asked.late is not None:
            none: Any = literal_column("0")  # as the index of late ones has it
            query = query.where(fact.days_late > none if asked.late else fact.days_late == none)
        query = query if asked.since is None else query.where(fact.happened_on >= asked.since)
        query = query if asked.until is None else query.where(fact.happened_on <= asked.until)
        if not (named or asked.unit_id is not None or asked.kind is not None or asked.late is True):
            query = query.where(whole(fact))
        return page(query, newest_first(fact))


def seen_by(caller: Actor) -> tuple[Any, Select[Any]]:
    """Start with the facts that a unit may see, where they are few; with all of them for who sees all or many."""
    fact, project = tables.Fact, tables.Project
    if caller.unit is None or caller.acts_as(*OVERSEERS):
        return fact, select(fact)
    responsible = select(fact.id).where(fact.unit_id == caller.unit).order_by(fact.happened_on).limit(MORE)
    owned = select(fact.id).join(project, project.id == fact.project_id).where(project.owner_id == caller.unit)
    unit = tables.Organization
    merged = select(fact.id).join(unit, unit.id == fact.unit_id).where(unit.merged_into == caller.unit).limit(MORE)
    row, kept = found(fact, select(union_all(responsible, owned, merged).subquery()), fact.happened_on)
    return row, select(row).where(kept)
