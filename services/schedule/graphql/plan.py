"""Versions of the node plan in the API: what was planned, when, why, and the baseline (第八条)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Self
from uuid import UUID

import strawberry

from services.chassis.calendar import calendar
from services.chassis.graphql import Connection, Info, Key, paged
from services.chassis.visibility import visible_select
from services.schedule.domain.network.activity import DayUnit
from services.schedule.graphql.arguments import After, First
from services.schedule.graphql.node import NodeDependency, ScheduleNode
from services.schedule.graphql.references import Organization
from services.schedule.store import tables


@strawberry.type(description="某一版计划中的节点，原样保留 / A node as one version of the plan had it, kept as it was")
class PlannedNode:
    row: strawberry.Private[tables.PlannedNode]
    code: str = strawberry.field(description="节点编号 / Code")
    name: str = strawberry.field(description="节点名称 / Name")
    responsible_person: str = strawberry.field(description="责任人 / Responsible person")
    duration: int = strawberry.field(description="办理时限（天数）/ Duration")
    unit: DayUnit = strawberry.field(description="天数单位 / Kind of days")
    start_on: date = strawberry.field(description="最迟开始日期 / Latest first day")
    due_on: date = strawberry.field(description="办理期限 / Limit")
    critical: bool = strawberry.field(description="是否在关键线路上 / Whether on a critical path")

    @classmethod
    def of(cls, row: tables.PlannedNode) -> Self:
        return cls(
            row=row,
            code=row.code,
            name=row.name,
            responsible_person=row.responsible_person,
            duration=row.duration,
            unit=row.unit,
            start_on=row.start_on,
            due_on=row.due_on,
            critical=row.critical,
        )

    @strawberry.field(description="节点现状 / The node as it is now")
    async def node(self, info: Info) -> ScheduleNode | None:
        return await ScheduleNode.load(info, self.row.node_id)

    @strawberry.field(description="责任单位 / Responsible unit")
    def responsible_unit(self) -> Organization:
        return Organization(id=self.row.responsible_unit_id)

    @strawberry.field(description="前置关系 / Dependencies")
    def dependencies(self) -> list[NodeDependency]:
        return NodeDependency.all_of(self.row.links)


@strawberry.type(
    description="倒排计划的一个版本，第 1 版为基准 / One version of the node plan; version 1 is the baseline (A8)"
)
class NodePlan:
    id: UUID = strawberry.field(description="标识 / Identity")
    version: int = strawberry.field(description="版本，用于 expectedVersion / Version, for expectedVersion")
    target_on: date = strawberry.field(description="目标日期 / Target day")
    planned_on: date = strawberry.field(description="编制日期 / Day on which it was computed")
    reason: str | None = strawberry.field(description="变更理由，首版为空 / Why it was changed")
    slack_working_days: int = strawberry.field(
        description="关键线路机动工作日数 / Working days for which the critical path could wait when planned"
    )
    critical_path: list[str] = strawberry.field(
        description="关键线路（节点编号，依次）/ One critical path, codes in order"
    )
    planned_at: datetime = strawberry.field(description="编制时间 / When it was planned")
    planned_by: str = strawberry.field(description="编制人 / Who planned it")

    @classmethod
    def of(cls, row: tables.NodePlan) -> Self:
        return cls(
            id=row.id,
            version=row.version,
            target_on=row.target_on,
            planned_on=row.planned_on,
            reason=row.reason,
            slack_working_days=row.slack,
            critical_path=row.critical_path,
            planned_at=row.planned_at,
            planned_by=row.planned_by,
        )

    @classmethod
    async def load(cls, info: Info, id: UUID | None) -> Self | None:
        row = await info.context.load(tables.NodePlan.id, id) if id else None
        return cls.of(row) if row else None

    @strawberry.field(
        description="是否含放假安排尚未公布的年份（按法定节假日暂算）/ Whether a year's working days are not yet published"
    )
    def provisional(self) -> bool:
        return calendar().provisional_between(self.planned_on, self.target_on)

    @strawberry.field(description="本版节点，按计划次序 / The nodes of this version, in the plan's order")
    async def nodes(self, info: Info, first: First = None, after: After = None) -> Connection[PlannedNode]:
        node = tables.PlannedNode
        query = visible_select(node, info.context.caller).where(node.plan_id == self.id)
        keys = [Key(node.position), Key(node.node_id)]
        return await paged(info, query, keys, PlannedNode.of, first=first, after=after)
