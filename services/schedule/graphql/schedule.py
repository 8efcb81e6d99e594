"""Schedules in the API: what plans say of a project, its tasks, nodes and progress (第八条、第九条)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Self
from uuid import UUID

import strawberry
from sqlalchemy import ColumnElement, exists

from services.chassis.graphql import Connection, Info, Key, paged
from services.chassis.visibility import visible_select
from services.schedule.domain.opening import ItemKind
from services.schedule.graphql.arguments import After, Before, First, Last, containing
from services.schedule.graphql.node import ScheduleNode
from services.schedule.graphql.node_lists import BY_POSITION, nodes_in_plan
from services.schedule.graphql.node_lists import Filter as NodeFilter
from services.schedule.graphql.plan import NodePlan
from services.schedule.graphql.progress import BY_MONTH, ProgressReport, reports
from services.schedule.graphql.progress import Filter as ReportFilter
from services.schedule.graphql.references import Project
from services.schedule.graphql.task import AnnualTask
from services.schedule.store import tables

Year = Annotated[
    int | None,
    strawberry.argument(description="年度，默认最近列入计划的年度 / Year, by default that of the newest plan"),
]


@strawberry.type(description="已下达年度计划对该项目的安排 / What an issued annual plan says of the project")
class SchedulePlanItem:
    id: UUID = strawberry.field(description="标识 / Identity")
    year: int = strawberry.field(description="年度 / Year")
    plan_version: int = strawberry.field(description="计划版本 / Version of the annual plan")
    document_number: str = strawberry.field(description="下达文号 / Document number")
    kind: ItemKind = strawberry.field(description="项目性质 / As what the plan carries it")
    total_investment: Decimal = strawberry.field(description="总投资（万元）/ Total investment (10,000 CNY)")
    annual_investment: Decimal = strawberry.field(
        description="年度计划投资（万元）/ Investment of the year (10,000 CNY)"
    )
    issued_on: date = strawberry.field(description="下达日期 / Day of issue")
    in_force: bool = strawberry.field(description="是否现行 / Whether it is in force")

    @classmethod
    def of(cls, row: tables.PlanItem) -> Self:
        return cls(
            id=row.id,
            year=row.year,
            plan_version=row.plan_version,
            document_number=row.document_number,
            kind=row.kind,
            total_investment=row.total_investment,
            annual_investment=row.annual_investment,
            issued_on=row.issued_on,
            in_force=row.current,
        )


@strawberry.type(
    description="项目进度计划（年度任务、节点、进度）/ A project's schedule: tasks, nodes and progress (A8, A9)"
)
class Schedule:
    row: strawberry.Private[tables.Schedule]
    id: UUID = strawberry.field(description="标识 / Identity")
    project_name: str = strawberry.field(description="项目名称 / Name of the project")
    kind: ItemKind = strawberry.field(description="项目性质 / As what the newest plan carries it")
    year: int = strawberry.field(description="最近列入计划的年度 / Year of the newest plan")
    opened_on: date = strawberry.field(description="开立日期 / Day on which it was opened")
    plan_version: int = strawberry.field(
        description="倒排计划版本，尚无为 0，用于 expectedVersion / Version of the node plan, 0 for none"
    )

    @classmethod
    def of(cls, row: tables.Schedule) -> Self:
        return cls(
            row=row,
            id=row.id,
            project_name=row.project_name,
            kind=row.kind,
            year=row.year,
            opened_on=row.opened_on,
            plan_version=row.plan_version,
        )

    @strawberry.field(description="项目 / The project")
    def project(self) -> Project:
        return Project(id=self.row.project_id)

    @strawberry.field(description="各年度计划安排，新的在前 / What annual plans say, the newest first")
    async def plan_items(self, info: Info) -> list[SchedulePlanItem]:
        item = tables.PlanItem
        order = (item.year.desc(), item.issued_on.desc(), item.plan_version.desc())
        return [SchedulePlanItem.of(r) for r in await info.context.load_many(item.schedule_id, self.id, *order)]

    @strawberry.field(description="现行年度投资任务 / The annual investment task in force")
    async def annual_task(self, info: Info, year: Year = None) -> AnnualTask | None:
        return next(iter(await self._tasks(info, year)), None)

    @strawberry.field(description="年度投资任务各版本，新的在前 / Every version of the annual task, the newest first")
    async def annual_task_versions(self, info: Info, year: Year = None) -> list[AnnualTask]:
        return await self._tasks(info, year)

    @strawberry.field(description="现行倒排计划 / The node plan in force")
    async def node_plan(self, info: Info) -> NodePlan | None:
        return next(iter(await self._plans(info)), None)

    @strawberry.field(description="基准计划（首版，永久保留）/ The first plan, kept for ever")
    async def baseline(self, info: Info) -> NodePlan | None:
        return next(iter((await self._plans(info))[-1:]), None)

    @strawberry.field(description="倒排计划各版本，新的在前 / Every version of the node plan, the newest first")
    async def node_plans(self, info: Info) -> list[NodePlan]:
        return await self._plans(info)

    @strawberry.field(description="现行计划的节点，按计划次序 / Nodes of the plan in force, in its order")
    async def nodes(
        self,
        info: Info,
        filter: NodeFilter = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[ScheduleNode]:
        query = nodes_in_plan(info, filter).where(tables.Node.schedule_id == self.id)
        return await paged(
            info, query, BY_POSITION, ScheduleNode.of, first=first, after=after, last=last, before=before
        )

    @strawberry.field(description="进度报告，新的月份在前 / Progress reports, the newest month first")
    async def progress_reports(
        self,
        info: Info,
        filter: ReportFilter = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[ProgressReport]:
        query = reports(info, filter).where(tables.ProgressReport.schedule_id == self.id)
        return await paged(info, query, BY_MONTH, ProgressReport.of, first=first, after=after, last=last, before=before)

    async def _tasks(self, info: Info, year: int | None) -> list[AnnualTask]:
        task, wanted = tables.AnnualTask, self.year if year is None else year
        found = await info.context.load_many(task.schedule_id, self.id, task.version.desc())
        return [AnnualTask.of(r) for r in found if r.year == wanted]

    async def _plans(self, info: Info) -> list[NodePlan]:
        plan = tables.NodePlan
        return [NodePlan.of(r) for r in await info.context.load_many(plan.schedule_id, self.id, plan.version.desc())]


@strawberry.input(description="进度计划的筛选 / Which schedules")
class ScheduleFilter:
    kind: ItemKind | None = strawberry.field(default=None, description="项目性质 / As what the plan carries it")
    year: int | None = strawberry.field(default=None, description="列入该年度计划 / In the plan of this year")
    owner_id: UUID | None = strawberry.field(default=None, description="项目业主 / Owner")
    town_id: UUID | None = strawberry.field(default=None, description="镇（街道）/ Town")
    planned: bool | None = strawberry.field(default=None, description="是否已倒排 / Whether nodes are planned")
    level: str | None = strawberry.field(default=None, description="项目级别（如 CITY）/ Level of the project")
    category: str | None = strawberry.field(
        default=None, description="项目类别（如 INDUSTRY）/ Category of the project"
    )
    search: str | None = strawberry.field(default=None, description="项目名称含 / Words in the project's name")


ScheduleFilterArgument = Annotated[ScheduleFilter | None, strawberry.argument(description="筛选 / Which schedules")]


@strawberry.type
class ScheduleQuery:
    @strawberry.field(description="进度计划，新开立的在前 / Schedules that the caller sees, the newest first")
    async def schedules(
        self,
        info: Info,
        filter: ScheduleFilterArgument = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Schedule]:
        schedule, asked = tables.Schedule, filter or ScheduleFilter()
        query = visible_select(schedule, info.context.caller)
        for column, value in (
            (schedule.kind, asked.kind),
            (schedule.owner_id, asked.owner_id),
            (schedule.town_id, asked.town_id),
        ):
            query = query if value is None else query.where(column == value)
        if asked.year is not None:
            item = tables.PlanItem
            query = query.where(exists().where(item.schedule_id == schedule.id, item.year == asked.year, item.current))
        if asked.planned is not None:
            query = query.where(schedule.plan_version > 0 if asked.planned else schedule.plan_version == 0)
        if asked.level is not None or asked.category is not None:
            query = query.where(_of_projects(asked.level, asked.category))
        query = query.where(containing(schedule.project_name, asked.search)) if asked.search else query
        keys = [Key(schedule.opened_on, descending=True), Key(schedule.id, descending=True)]
        return await paged(info, query, keys, Schedule.of, first=first, after=after, last=last, before=before)


def _of_projects(level: str | None, category: str | None) -> ColumnElement[bool]:
    project = tables.Project
    condition = exists().where(project.id == tables.Schedule.project_id)
    condition = condition if level is None else condition.where(project.level == level)
    return condition if category is None else condition.where(project.category == category)
