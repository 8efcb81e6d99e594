"""The war map in the API (第八条): every project of the year with its lights, and boards of them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Integer, Select, literal_column

from services.chassis.graphql import Info
from services.chassis.reads import among, answer, containing, derived, labelled, sql
from services.chassis.reads.asking import through
from services.schedule.domain.node import state as node_state
from services.schedule.domain.node.state import NodeState
from services.schedule.domain.opening import ItemKind
from services.schedule.domain.wall.rulebook import MOST_PROJECTS, WORST_FIRST
from services.schedule.graphql.missed import missed_of
from services.schedule.graphql.node import NodeLight
from services.schedule.store import missed
from services.schedule.store.wall import Day, Drawn, drawn, named, only, percent
from services.schedule.store.wall_boards import Grouping, board

strawberry.enum(
    Grouping,
    name="WarMapGrouping",
    description="看板分组：镇（街道）、类别、级别、性质、联系区领导、服务责任单位、行业主管部门、节点责任单位、行政区划 / "
    "What a board is grouped by; RESPONSIBLE_UNIT counts the nodes of each unit",
)


def _light(name: str) -> Any:
    return strawberry.field(description=f"{name}的节点数 / Nodes in this state")


@strawberry.type(description="挂图作战的一个项目 / One project of the war map (A8)")
@labelled
class WarMapProject:
    schedule_id: UUID = strawberry.field(description="进度计划标识 / Identity of its schedule")
    project_id: UUID = strawberry.field(description="项目标识 / Identity of the project")
    project_name: str = strawberry.field(description="项目名称 / Name")
    code: str | None = strawberry.field(description="项目代码 / National project code")
    kind: ItemKind = strawberry.field(description="项目性质 / As what the plan carries it, or outside the plan")
    outside_plan: bool = strawberry.field(description="是否计划外新增 / Whether it is outside the plan")
    level: str | None = strawberry.field(description="级别 / Level")
    category: str | None = strawberry.field(description="类别 / Category")
    owner_id: UUID = strawberry.field(description="业主标识 / Owner")
    owner_name: str | None = strawberry.field(description="业主名称 / Name of the owner")
    town_id: UUID | None = strawberry.field(description="镇（街道）标识 / Town")
    town_name: str | None = strawberry.field(description="镇（街道）名称 / Name of the town")
    industry_authority_id: UUID | None = strawberry.field(description="行业主管部门标识 / Industry authority")
    industry_authority_name: str | None = strawberry.field(description="行业主管部门名称 / Its name")
    longitude: Decimal | None = strawberry.field(description="经度 / Longitude")
    latitude: Decimal | None = strawberry.field(description="纬度 / Latitude")
    coordinate_system: str | None = strawberry.field(description="坐标系 / System of the coordinates, e.g. CGCS2000")
    total_investment: Decimal | None = strawberry.field(description="总投资（万元）/ Total investment")
    leader_name: str | None = strawberry.field(description="联系区领导 / The leader who is linked (A13)")
    leader_title: str | None = strawberry.field(description="区领导职务 / The leader's title")
    service_unit_id: UUID | None = strawberry.field(description="服务责任单位标识 / The unit that serves it (A13)")
    service_unit_name: str | None = strawberry.field(description="服务责任单位名称 / Its name")
    nodes: int = strawberry.field(description="节点数 / Nodes")
    not_started: int = _light("未开始")
    on_time: int = _light("正常推进")
    waiting: int = _light("等待要素保障")
    due_soon: int = _light("即将到期")
    due_today: int = _light("今日到期")
    late: int = _light("已逾期")
    done: int = _light("按期完成")
    done_late: int = _light("逾期完成")
    ended: int = _light("已终止")
    worst: NodeState | None = strawberry.field(
        description="最急的灯，无节点为空 / The most urgent light; null without nodes"
    )
    next_due_on: date | None = strawberry.field(description="下一个到期日 / Limit of the next open node")
    next_node_id: UUID | None = strawberry.field(description="下一个节点标识 / The next open node")
    next_node_name: str | None = strawberry.field(description="下一个节点名称 / Its name")
    planned_investment: Decimal | None = strawberry.field(
        description="年度计划投资（万元），计划外为空 / Planned for the year; null outside the plan"
    )
    planned_to_date: Decimal | None = strawberry.field(
        description="现行任务截至本月的计划投资（万元），无任务为空 / Planned up to this month by the task in force"
    )
    verified_investment: Decimal = strawberry.field(description="年内已核实完成投资（万元）/ Verified in the year")
    percent: Decimal | None = strawberry.field(
        description="完成率（%）＝已核实÷年度计划，四舍五入 / Verified of planned in per cent, half up"
    )
    open_issues: int = strawberry.field(description="未销号问题数 / Open issues of the ledger (A10)")

    @derived("carried", "weeks", description="漏报周数，算至今日 / Weekly updates missed until today (A9)")
    def missed_weeks(self: Any, info: Info) -> int:
        return len(missed_of(self.carried, self.weeks, None, info.context.today))


@strawberry.type(description="看板的一行 / One row of a board (A8)")
@labelled
class WarMapBoardRow:
    key: str | None = strawberry.field(
        description="分组标识或代码，未填为空 / Identity or code of the group; null: none stated"
    )
    name: str | None = strawberry.field(description="分组名称 / Name of the group")
    projects: int = strawberry.field(description="项目数 / Projects")
    outside_plan: int = strawberry.field(description="其中计划外新增 / Of these outside the plan")
    late_projects: int = strawberry.field(description="有逾期节点的项目数 / Projects with a late node")
    nodes: int = strawberry.field(description="节点数 / Nodes")
    not_started: int = _light("未开始")
    on_time: int = _light("正常推进")
    waiting: int = _light("等待要素保障")
    due_soon: int = _light("即将到期")
    due_today: int = _light("今日到期")
    late: int = _light("已逾期")
    done: int = _light("按期完成")
    done_late: int = _light("逾期完成")
    ended: int = _light("已终止")
    worst: NodeState | None = strawberry.field(description="最急的灯 / The most urgent light")
    planned_investment: Decimal | None = strawberry.field(
        description="重点建设项目年度计划投资合计（万元），按节点责任单位分组时为空 / "
        "Planned for the year, of construction projects; null by responsible unit"
    )
    verified_investment: Decimal | None = strawberry.field(description="已核实完成投资合计（万元）/ Verified")
    percent: Decimal | None = strawberry.field(description="完成率（%），四舍五入 / Verified of planned, half up")
    open_issues: int = strawberry.field(
        description="未销号问题数；按节点责任单位分组时为该单位负责的问题 / Open issues; by responsible unit those it answers for"
    )


@strawberry.input(description="挂图作战的筛选；各条件同时满足 / Which projects; all conditions together")
class WarMapFilter:
    town_id: UUID | None = strawberry.field(default=None, description="镇（街道）/ Town")
    owner_id: UUID | None = strawberry.field(default=None, description="项目业主 / Owner")
    industry_authority_id: UUID | None = strawberry.field(default=None, description="行业主管部门 / Industry authority")
    service_unit_id: UUID | None = strawberry.field(default=None, description="服务责任单位 / Serving unit (A13)")
    category: str | None = strawberry.field(default=None, description="类别（如 INDUSTRY）/ Category")
    level: str | None = strawberry.field(default=None, description="级别（如 CITY）/ Level")
    kinds: list[ItemKind] | None = strawberry.field(default=None, description="项目性质 / Kinds")
    outside_plan: bool | None = strawberry.field(default=None, description="是否计划外新增 / Outside the plan or in it")
    leader: str | None = strawberry.field(default=None, description="联系区领导的用户标识 / Subject of the leader")
    mine: bool | None = strawberry.field(
        default=None, description="为真时仅本人联系的项目（区领导）/ Where true, those linked with the caller"
    )
    worst: list[NodeState] | None = strawberry.field(
        default=None, description="项目灯色 / Projects by their worst light"
    )
    project_ids: list[UUID] | None = strawberry.field(default=None, description="仅这些项目 / Only these projects")
    search: str | None = strawberry.field(default=None, description="项目名称含 / Words in the name")


Year = Annotated[int | None, strawberry.argument(description="年度，默认今年 / Year, by default this one")]
Filter = Annotated[WarMapFilter | None, strawberry.argument(description="筛选 / Which projects")]


def day_of(info: Info, year: int | None) -> Day:
    """Say for which day, year and caller the map is drawn."""
    today = info.context.today
    asked = through(today, lambda day: day.year, Integer()) if year is None else year
    return Day(today, asked, info.context.caller)


def narrowed(of: Drawn, filter: WarMapFilter | None, info: Info) -> Select[Any]:
    """Keep the projects that the filter asks for."""
    asked, schedule = filter or WarMapFilter(), of.schedule
    query: Select[Any] = of.query
    for its, value in (
        (schedule.town_id, asked.town_id),
        (schedule.owner_id, asked.owner_id),
        (schedule.industry_authority_id, asked.industry_authority_id),
        (of.link.serving_unit_id, asked.service_unit_id),
        (of.project.category, asked.category),
        (of.project.level, asked.level),
        (of.link.leader_subject, asked.leader),
    ):
        query = query if value is None else query.where(its == value)
    if asked.mine is not None and asked.mine:
        query = query.where(of.link.leader_subject == info.context.caller.subject)
    if asked.kinds is not None:
        query = query.where(schedule.kind.in_(asked.kinds))
    if asked.outside_plan is not None:
        outside = schedule.kind == ItemKind.OUTSIDE_PLAN
        query = query.where(outside if asked.outside_plan else ~outside)
    if asked.worst is not None:
        query = query.where(of.nodes.worst.in_(asked.worst))
    if asked.project_ids is not None:
        query = query.where(among(schedule.project_id, asked.project_ids))
    return query if asked.search is None else query.where(containing(schedule.project_name, asked.search))


def columns(of: Drawn, day: Day) -> list[Any]:
    """Return the columns of a project on the map; the first one says whose visibility it is."""
    schedule, project, link = of.schedule, of.project, of.link
    return [
        schedule.id.label("schedule_id"),
        schedule.project_id.label("project_id"),
        schedule.project_name.label("project_name"),
        project.code.label("code"),
        schedule.kind.label("kind"),
        (schedule.kind == ItemKind.OUTSIDE_PLAN).label("outside_plan"),
        project.level.label("level"),
        project.category.label("category"),
        schedule.owner_id.label("owner_id"),
        named(schedule.owner_id, day).label("owner_name"),
        schedule.town_id.label("town_id"),
        named(schedule.town_id, day).label("town_name"),
        schedule.industry_authority_id.label("industry_authority_id"),
        named(schedule.industry_authority_id, day).label("industry_authority_name"),
        project.longitude.label("longitude"),
        project.latitude.label("latitude"),
        project.coordinate_system.label("coordinate_system"),
        project.total_investment.label("total_investment"),
        link.leader_name.label("leader_name"),
        link.leader_title.label("leader_title"),
        link.serving_unit_id.label("service_unit_id"),
        named(link.serving_unit_id, day).label("service_unit_name"),
        *of.nodes,
        of.planned.label("planned_investment"),
        of.money.planned_to_date.label("planned_to_date"),
        of.money.verified.label("verified_investment"),
        percent(of.money.verified, of.planned, day.today).label("percent"),
        of.trouble.open_issues.label("open_issues"),
        missed.carried_of(schedule, day.caller).label("carried"),
        missed.weeks_of(schedule, day.caller).label("weeks"),
    ]


@strawberry.type
class WarMapQuery:
    @sql(
        description=f"挂图作战：当年计划内和计划外新增的全部项目，一次取全，不分页；最多 {MOST_PROJECTS} 个（按名称次序），"
        "总数见看板，超出请筛选 / The whole wall map, not paged: all projects of the year in the plan and outside it, at most "
        f"{MOST_PROJECTS} by name; boards tell the number of all (A8)"
    )
    def war_map(self: Any, info: Info, year: Year = None, filter: Filter = None) -> list[WarMapProject]:
        day = day_of(info, year)
        of = drawn(day)
        query = only(narrowed(of, filter, info), columns(of, day))
        most: Any = literal_column(str(MOST_PROJECTS))
        return answer(query.order_by(of.schedule.project_name, of.schedule.id).limit(most))

    @sql(
        description="看板：按镇（街道）、类别、区领导、责任单位等分组合计 / Boards: sums by town, category, leader, unit … (A8)"
    )
    def war_map_board(
        self: Any,
        info: Info,
        by: Annotated[Grouping, strawberry.argument(description="分组 / What it is grouped by")],
        year: Year = None,
        filter: Filter = None,
    ) -> list[WarMapBoardRow]:
        day = day_of(info, year)
        of = drawn(day)
        return answer(board(of, narrowed(of, filter, info), by, day))

    @strawberry.field(
        description="图例：各状态的名称与颜色，由急到缓 / The legend: names and colours, the most urgent first"
    )
    def war_map_legend(self, info: Info) -> list[NodeLight]:
        today = info.context.today
        shown = [(s, node_state.light(s, today)) for s in WORST_FIRST.on(today)]
        return [NodeLight(state=s, name=its.name, colour=its.colour) for s, its in shown]
