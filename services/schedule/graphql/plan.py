"""Versions of the node plan in the API: what was planned, when, why, and the baseline (第八条)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

import strawberry
from sqlalchemy import select

from services.chassis.calendar import calendar
from services.chassis.graphql import Connection
from services.chassis.reads import Key, answer, column, derived, page, refer, sql, table
from services.schedule.domain.network.activity import ConstraintKind, DayUnit
from services.schedule.graphql.arguments import After, First
from services.schedule.graphql.node import NodeDependency, ScheduleNode
from services.schedule.graphql.references import Organization
from services.schedule.store import tables


@strawberry.type(description="某一版计划中的节点，原样保留 / A node as one version of the plan had it, kept as it was")
@table(tables.PlannedNode)
class PlannedNode:
    code: str = strawberry.field(description="节点编号 / Code")
    name: str = strawberry.field(description="节点名称 / Name")
    responsible_person: str = strawberry.field(description="责任人 / Responsible person")
    duration: int = strawberry.field(description="办理时限（天数）/ Duration")
    unit: DayUnit = strawberry.field(description="天数单位 / Kind of days")
    start_on: date = strawberry.field(description="最迟开始日期 / Latest first day")
    due_on: date = strawberry.field(description="办理期限 / Limit")
    critical: bool = strawberry.field(description="是否在关键线路上 / Whether on a critical path")
    free_float: int | None = strawberry.field(description="自由时差，较早版本为空 / Free float, null in older versions")
    constraint: ConstraintKind | None = column("constraint_kind", description="日期约束 / Constraint to a day")
    constraint_on: date | None = strawberry.field(description="约束日期 / Day of the constraint")

    @sql(description="节点现状 / The node as it is now")
    def node(self: Any) -> ScheduleNode | None:
        return answer(select(tables.Node).where(tables.Node.id == self.node_id))

    @sql(description="责任单位 / Responsible unit")
    def responsible_unit(self: Any) -> Organization:
        return refer(id=self.responsible_unit_id)

    @derived("duration", description="是否里程碑 / Whether it is a milestone")
    def milestone(self: Any) -> bool:
        return bool(self.duration == 0)

    @derived("links", description="前置关系 / Dependencies")
    def dependencies(self: Any) -> list[NodeDependency]:
        return NodeDependency.all_of(self.links)


@strawberry.type(
    description="倒排计划的一个版本，第 1 版为基准 / One version of the node plan; version 1 is the baseline (A8)"
)
@table(tables.NodePlan)
class NodePlan:
    id: UUID = strawberry.field(description="标识 / Identity")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    target_on: date = strawberry.field(description="目标日期 / Target day")
    planned_on: date = strawberry.field(description="编制日期 / Day on which it was computed")
    reason: str | None = strawberry.field(description="变更理由，首版为空 / Why it was changed")
    slack_working_days: int = column(
        "slack", description="关键线路机动工作日数 / Working days for which the critical path could wait when planned"
    )
    critical_path: list[str] = strawberry.field(
        description="关键线路（节点编号，依次）/ One critical path, codes in order"
    )
    planned_at: datetime = strawberry.field(description="编制时间 / When it was planned")
    planned_by: str = strawberry.field(description="编制人 / Who planned it")

    @derived(
        "planned_on",
        "target_on",
        description="是否含放假安排尚未公布的年份（按法定节假日暂算）/ Whether a year's working days are not yet published",
    )
    def provisional(self: Any) -> bool:
        return calendar().provisional_between(self.planned_on, self.target_on)

    @sql(description="本版节点，按计划次序 / The nodes of this version, in the plan's order")
    def nodes(self: Any, first: First = None, after: After = None) -> Connection[PlannedNode]:
        node = tables.PlannedNode
        return page(select(node).where(node.plan_id == self.id), [Key(node.position), Key(node.node_id)])
