"""Schedules in the API: what plans say of a project, its tasks, nodes and progress (第八条、第九条)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Select, literal_column, select, true, union_all

from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, answer, column, containing, derived, page, refer, sql, table
from services.chassis.reads.finding import MORE, sought
from services.chassis.visibility import visible_select
from services.schedule.domain.listing import PlanChange
from services.schedule.domain.opening import ItemKind
from services.schedule.domain.terms import ScheduleState
from services.schedule.graphql.annual import AnnualOfSchedule
from services.schedule.graphql.arguments import After, Before, First, Last
from services.schedule.graphql.comparing import PlansOfSchedule
from services.schedule.graphql.ledger_of import IssuesOfProject
from services.schedule.graphql.node import ScheduleNode
from services.schedule.graphql.node_lists import BY_POSITION, in_plan
from services.schedule.graphql.node_lists import Filter as NodeFilter
from services.schedule.graphql.plan import NodePlan
from services.schedule.graphql.progress import BY_MONTH, ProgressReport, narrowed
from services.schedule.graphql.progress import Filter as ReportFilter
from services.schedule.graphql.references import Project
from services.schedule.graphql.scenarios import ScenariosOfSchedule
from services.schedule.graphql.specialist_of_schedule import SpecialistOfSchedule
from services.schedule.graphql.task import AnnualTask
from services.schedule.graphql.wall_gantt import ScheduleGantt
from services.schedule.graphql.wall_outside import OutsideAddition
from services.schedule.store import tables
from services.schedule.store.narrowing import narrowest

Year = Annotated[
    int | None,
    strawberry.argument(description="年度，默认最近列入计划的年度 / Year, by default that of the newest plan"),
]


@strawberry.type(description="已下达年度计划对该项目的安排 / What an issued annual plan says of the project")
@table(tables.PlanItem)
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
    issued_on: date = strawberry.field(description="下达（调整、转建设）日期 / Day of issue, adjustment or conversion")
    change: PlanChange = strawberry.field(description="该版计划对项目的安排 / What this version did with the project")
    reason: str | None = strawberry.field(description="调整理由 / Why the plan was adjusted")
    in_force: bool = column("current", description="是否现行 / Whether it is in force")


@strawberry.type(
    description="项目进度计划（年度任务、节点、进度）/ A project's schedule: tasks, nodes and progress (A8, A9)"
)
@table(tables.Schedule)
class Schedule(AnnualOfSchedule, PlansOfSchedule, ScenariosOfSchedule, IssuesOfProject, SpecialistOfSchedule):
    id: UUID = strawberry.field(description="标识 / Identity")
    project_name: str = strawberry.field(description="项目名称 / Name of the project")
    kind: ItemKind = strawberry.field(description="项目性质 / As what the newest plan carries it")
    year: int = strawberry.field(description="最近列入计划的年度 / Year of the newest plan")
    opened_on: date = strawberry.field(description="开立日期 / Day on which it was opened")
    plan_version: int = strawberry.field(
        description="倒排计划版本，尚无为 0，用于 expectedVersion / Version of the node plan, 0 for none"
    )
    ended_on: date | None = strawberry.field(
        description="终止日期（项目调出计划，或移出计划外新增）/ Day on which it ended (A11, A8)"
    )
    ended_document_number: str | None = strawberry.field(description="调出文号 / Document that took the project out")
    ended_reason: str | None = strawberry.field(description="调出理由 / Why it was taken out")
    task_to_split: bool = column(
        "split_due", description="年度投资任务待重新分月 / Whether a task is to be split anew after an adjustment (A11)"
    )

    @derived("ended_on", description="状态 / Whether it goes on")
    def state(self: Any) -> ScheduleState:
        return ScheduleState.RUNNING if self.ended_on is None else ScheduleState.ENDED

    @sql(description="项目 / The project")
    def project(self: Any) -> Project:
        return refer(id=self.project_id)

    @sql(description="各年度计划安排，新的在前 / What annual plans say, the newest first")
    def plan_items(self: Any) -> list[SchedulePlanItem]:
        item = tables.PlanItem
        newest = (item.year.desc(), item.issued_on.desc(), item.plan_version.desc())
        return answer(select(item).where(item.schedule_id == self.id).order_by(*newest))

    @sql(description="甘特图：计划、基准、实际 / Its Gantt chart: planned, baseline, actual (A8)")
    def gantt(self: Any) -> ScheduleGantt:
        return answer(select(tables.Schedule).where(tables.Schedule.id == self.id))

    @sql(description="计划外新增的记录，新的在前 / Its additions outside the plan, the newest first (A8)")
    def outside_plan(self: Any) -> list[OutsideAddition]:
        addition = tables.OutsideAddition
        of_project = select(addition).where(addition.project_id == self.project_id)
        return answer(of_project.order_by(addition.added_on.desc(), addition.id.desc()))

    @sql(description="现行年度投资任务 / The annual investment task in force")
    def annual_task(self: Any, year: Year = None) -> AnnualTask | None:
        return answer(_tasks(self, year).limit(1))

    @sql(description="年度投资任务各版本，新的在前 / Every version of the annual task, the newest first")
    def annual_task_versions(self: Any, year: Year = None) -> list[AnnualTask]:
        return answer(_tasks(self, year))

    @sql(description="现行倒排计划 / The node plan in force")
    def node_plan(self: Any) -> NodePlan | None:
        return answer(_plans(self).order_by(tables.NodePlan.version.desc()).limit(1))

    @sql(description="基准计划（首版，永久保留）/ The first plan, kept for ever")
    def baseline(self: Any) -> NodePlan | None:
        return answer(_plans(self).order_by(tables.NodePlan.version).limit(1))

    @sql(description="倒排计划各版本，新的在前 / Every version of the node plan, the newest first")
    def node_plans(self: Any) -> list[NodePlan]:
        return answer(_plans(self).order_by(tables.NodePlan.version.desc()))

    @sql(description="现行计划的节点，按计划次序 / Nodes of the plan in force, in its order")
    def nodes(
        self: Any,
        info: Info,
        filter: NodeFilter = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[ScheduleNode]:
        node, query = tables.Node, select(tables.Node).where(tables.Node.schedule_id == self.id)
        return page(in_plan(query, node, info, filter), BY_POSITION)

    @sql(description="进度报告，新的月份在前 / Progress reports, the newest month first")
    def progress_reports(
        self: Any,
        filter: ReportFilter = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[ProgressReport]:
        report = tables.ProgressReport
        return page(narrowed(select(report).where(report.schedule_id == self.id), report, filter), BY_MONTH)


def _tasks(schedule: Any, year: int | None) -> Select[Any]:
    task = tables.AnnualTask
    of_year = task.year == (schedule.year if year is None else year)
    return select(task).where(task.schedule_id == schedule.id, of_year).order_by(task.version.desc())


def _plans(schedule: Any) -> Select[Any]:
    return select(tables.NodePlan).where(tables.NodePlan.schedule_id == schedule.id)


@strawberry.input(description="进度计划的筛选 / Which schedules")
class ScheduleFilter:
    kind: ItemKind | None = strawberry.field(default=None, description="项目性质 / As what the plan carries it")
    year: int | None = strawberry.field(default=None, description="列入该年度计划 / In the plan of this year")
    owner_id: UUID | None = strawberry.field(default=None, description="项目业主 / Owner")
    town_id: UUID | None = strawberry.field(default=None, description="镇（街道）/ Town")
    planned: bool | None = strawberry.field(default=None, description="是否已倒排 / Whether nodes are planned")
    ended: bool | None = strawberry.field(default=None, description="是否已终止 / Whether it has ended")
    task_to_split: bool | None = strawberry.field(
        default=None, description="年度投资任务是否待重新分月 / Whether a task is to be split anew"
    )
    without_specialist: bool | None = strawberry.field(
        default=None, description="在建而今日无项目专员 / Construction projects that have no contact person today (A9)"
    )
    level: str | None = strawberry.field(default=None, description="项目级别（如 CITY）/ Level of the project")
    category: str | None = strawberry.field(
        default=None, description="项目类别（如 INDUSTRY）/ Category of the project"
    )
    search: str | None = strawberry.field(default=None, description="项目名称含 / Words in the project's name")


ScheduleFilterArgument = Annotated[ScheduleFilter | None, strawberry.argument(description="筛选 / Which schedules")]


@strawberry.type
class ScheduleQuery:
    @sql(description="进度计划，新开立的在前 / Schedules that the caller sees, the newest first")
    def schedules(
        self: Any,
        info: Info,
        filter: ScheduleFilterArgument = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Schedule]:
        asked = filter or ScheduleFilter()
        few = _few(asked, info.context.today)
        schedule, query = narrowest(tables.Schedule, info.context.caller, tables.Schedule.opened_on, few)
        for its, value in (
            (schedule.kind, asked.kind),
            (schedule.owner_id, asked.owner_id),
            (schedule.town_id, asked.town_id),
        ):
            query = query if value is None else query.where(its == value)
        if asked.year is not None:
            item = tables.PlanItem
            listed = visible_select(item, info.context.caller).where(item.schedule_id == schedule.id, item.current)
            query = query.where(_true_of(listed.where(item.year == asked.year)))
        if asked.planned is not None:
            none: Any = literal_column("0")  # as the index of those without a plan has it
            query = query.where(schedule.plan_version > none if asked.planned else schedule.plan_version == none)
        if asked.ended is not None:
            query = query.where(schedule.ended_on.is_not(None) if asked.ended else schedule.ended_on.is_(None))
        if asked.task_to_split is not None:
            query = query.where(schedule.split_due if asked.task_to_split else ~schedule.split_due)
        if asked.without_specialist is not None:
            query = query.where(_without_specialist(schedule, info.context.today, lacking=asked.without_specialist))
        if asked.level is not None or asked.category is not None:
            project = tables.Project
            its_own = visible_select(project, info.context.caller).where(project.id == schedule.project_id)
            query = query.where(_true_of(_of_kind(its_own, asked)))
        if asked.search is not None:
            query = query.where(containing(schedule.project_name, asked.search))
        return page(query, [Key(schedule.opened_on, descending=True), Key(schedule.id, descending=True)])


def _without_specialist(schedule: Any, today: Any, *, lacking: bool) -> Any:
    """第九条：of the projects that have to have a contact person, those that have none today, or those that have one."""
    if not lacking:
        return schedule.specialist_from <= today
    preliminary: Any = literal_column("'PRELIMINARY'")  # as the index of those without one has it
    none = schedule.specialist_from.is_(None) | (schedule.specialist_from > today)
    return none & schedule.ended_on.is_(None) & (schedule.kind != preliminary)


def _lacking_specialist(today: Any) -> Select[Any]:
    """Seek those without a contact person, and those whose first one has not begun, each way by its own index."""
    schedule = tables.Schedule
    never = _without_specialist(schedule, today, lacking=True) & schedule.specialist_from.is_(None)
    ways = (
        select(schedule.id).where(schedule.specialist_from.is_(None), never).order_by(schedule.opened_on),
        select(schedule.id).where(schedule.specialist_from > today).order_by(schedule.specialist_from),
    )
    return select(union_all(*(select(way.limit(MORE).subquery()) for way in ways)).subquery())


def _few(by: ScheduleFilter, today: Any) -> Select[Any] | None:
    """Seek what may be few schedules; the other conditions have indexes in the list's order."""
    schedule, item, project = tables.Schedule, tables.PlanItem, tables.Project
    if by.search is not None:
        return sought(tables.ScheduleSearch, by.search)
    if by.without_specialist:
        return _lacking_specialist(today)
    if by.year is not None:
        return select(item.schedule_id).where(item.current, item.year == by.year).order_by(item.schedule_id)
    if by.level is None and by.category is None:
        return None
    of_kind = _of_kind(select(schedule.id).join(project, project.id == schedule.project_id), by)
    return of_kind.order_by(
        *((project.level, project.category) if by.category is None else (project.category, project.level))
    )


def _of_kind(query: Select[Any], by: ScheduleFilter) -> Select[Any]:
    project = tables.Project
    query = query if by.level is None else query.where(project.level == by.level)
    return query if by.category is None else query.where(project.category == by.category)


def _true_of(rows: Select[Any]) -> Any:
    """Whether there is such a row, as a value: it is then sought for each schedule that is looked at."""
    return rows.with_only_columns(true()).limit(1).scalar_subquery()
