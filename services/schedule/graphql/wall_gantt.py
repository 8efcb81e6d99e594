"""Gantt charts in the API (第八条): planned, baseline and actual bars of one project or of many."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import strawberry
from sqlalchemy import Date, func, literal_column, select, type_coerce

from services.chassis.graphql import Info
from services.chassis.reads import answer, column, derived, refer, sql, table
from services.chassis.visibility import visible_select
from services.schedule.domain.node.state import NodeState
from services.schedule.domain.opening import ItemKind
from services.schedule.domain.wall.rulebook import MOST_CHARTS
from services.schedule.graphql.node import NodeDependency
from services.schedule.graphql.references import Organization, Project
from services.schedule.graphql.wall_map import Filter, Year, day_of, narrowed
from services.schedule.store import tables
from services.schedule.store.wall import STATE, drawn, only, state_of


@strawberry.type(description="甘特图的一行（一个节点）/ One line of a Gantt chart: a node with its bars (A8)")
@table(tables.Node)
class GanttBar:
    id: UUID = strawberry.field(description="节点标识 / Identity of the node")
    code: str = strawberry.field(description="节点编号 / Code")
    name: str = strawberry.field(description="节点名称 / Name")
    stage: str | None = strawberry.field(description="阶段 / Stage")
    critical: bool = strawberry.field(description="是否在关键线路上 / Whether on a critical path")
    planned_start_on: date = column("start_on", description="计划开始（倒排最迟）/ Planned first day")
    planned_due_on: date = column("due_on", description="计划完成（办理期限）/ Planned last day")
    baseline_start_on: date | None = strawberry.field(
        description="基准开始，后增节点为空 / First day in the first plan"
    )
    baseline_due_on: date | None = strawberry.field(description="基准完成 / Last day in the first plan")
    actual_finish_on: date | None = column("completed_on", description="实际办结日期 / Day of completion")

    @derived(
        "start_on",
        "completed_on",
        description="实际条的起点：未登记实际开工，取计划开始与办结日期中较早者；未办结为空 / "
        "Where the actual bar begins: actual starts are not recorded, so the planned day or that of completion, "
        "whichever is earlier; null while it is open",
    )
    def actual_start_on(self: Any) -> date | None:
        return None if self.completed_on is None else min(self.start_on, self.completed_on)

    @derived("links", description="前置关系 / Dependencies")
    def dependencies(self: Any) -> list[NodeDependency]:
        return NodeDependency.all_of(self.links)

    @sql(description="今日状态 / State of the day")
    def state(self: Any, info: Info) -> NodeState:
        return answer(type_coerce(state_of(self, info.context.today, info.context.caller), STATE))

    @sql(description="责任单位 / Responsible unit")
    def responsible_unit(self: Any) -> Organization:
        return refer(id=self.responsible_unit_id)


@strawberry.type(description="一个项目的甘特图 / The Gantt chart of a project (A8)")
@table(tables.Schedule)
class ScheduleGantt:
    id: UUID = strawberry.field(description="进度计划标识 / Identity of the schedule")
    project_name: str = strawberry.field(description="项目名称 / Name of the project")
    kind: ItemKind = strawberry.field(description="项目性质 / As what the plan carries it, or outside the plan")
    plan_version: int = strawberry.field(description="倒排计划版本，尚无为 0 / Version of the node plan, 0 for none")

    @sql(description="项目 / The project")
    def project(self: Any) -> Project:
        return refer(id=self.project_id)

    @derived(description="今日线 / Where the line of today stands")
    def today(self: Any, info: Info) -> date:
        today: date = info.context.today
        return today

    @sql(description="最早的计划或基准开始日期 / The first day of all bars")
    def starts_on(self: Any, info: Info) -> date | None:
        node = tables.Node
        first = func.min(func.least(node.start_on, node.baseline_start_on, node.completed_on), type_=Date())
        return answer(_own(self, info).with_only_columns(first).scalar_subquery())

    @sql(description="最晚的计划、基准完成或办结日期 / The last day of all bars")
    def ends_on(self: Any, info: Info) -> date | None:
        node = tables.Node
        last = func.max(func.greatest(node.due_on, node.baseline_due_on, node.completed_on), type_=Date())
        return answer(_own(self, info).with_only_columns(last).scalar_subquery())

    @sql(description="现行计划的全部节点，按计划次序，不分页 / All nodes of the plan in force, in its order, not paged")
    def bars(self: Any) -> list[GanttBar]:
        node = tables.Node
        own = select(node).where(node.schedule_id == self.id, node.current)
        return answer(own.order_by(node.position, node.id))


def _own(schedule: Any, info: Info) -> Any:
    node = tables.Node
    return visible_select(node, info.context.caller).where(node.schedule_id == schedule.id, node.current)


@strawberry.type
class GanttQuery:
    @sql(
        description=f"多个项目的甘特图，条件同挂图作战，按名称次序，最多 {MOST_CHARTS} 个项目 / "
        f"Gantt charts of many projects, conditions as on the war map, by name, at most {MOST_CHARTS} (A8)"
    )
    def war_map_gantt(self: Any, info: Info, year: Year = None, filter: Filter = None) -> list[ScheduleGantt]:
        of = drawn(day_of(info, year))
        query = only(narrowed(of, filter, info), [of.schedule])
        most: Any = literal_column(str(MOST_CHARTS))
        return answer(query.order_by(of.schedule.project_name, of.schedule.id).limit(most))
