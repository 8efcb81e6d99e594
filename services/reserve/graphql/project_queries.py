"""Lists of projects: filters, sorting, search."""

from __future__ import annotations

from datetime import datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import Enum
from functools import partial
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import ColumnElement, Select, Text, select, true, union_all

from services.chassis.graphql import Connection, Info
from services.chassis.identity import Actor
from services.chassis.reads import Key, among, answer, page, sql, through
from services.chassis.reads.finding import MORE, first_few, found, sought
from services.chassis.visibility import visible_select
from services.reserve.domain.terms import Category, InvestmentMode, Level, Library
from services.reserve.graphql import enums
from services.reserve.graphql.arguments import After, Before, First, Last
from services.reserve.graphql.project import Project
from services.reserve.graphql.seeking import project_sought
from services.reserve.store import tables
from services.reserve.store.tables.project import AUTHORITIES


@strawberry.enum(description="项目排序字段 / What projects are sorted by")
class ProjectSortField(Enum):
    NAME = "NAME"
    TOTAL_INVESTMENT = "TOTAL_INVESTMENT"
    REGISTERED_AT = "REGISTERED_AT"
    CHANGED_AT = "CHANGED_AT"


@strawberry.input(description="项目排序 / How projects are sorted")
class ProjectSort:
    field: ProjectSortField = strawberry.field(
        default=ProjectSortField.NAME, description="字段（名称按拼音）/ Field; names by pinyin"
    )
    direction: enums.SortDirection = strawberry.field(default=enums.SortDirection.ASC, description="方向 / Direction")


@strawberry.input(description="项目筛选条件，同时满足 / Conditions on projects, all of which hold")
class ProjectFilter:
    ids: list[UUID] | None = strawberry.field(default=None, description="标识之一 / Any of these")
    libraries: list[Library] | None = strawberry.field(
        default=None, description="所在库之一 / In any of these libraries"
    )
    in_library: bool | None = strawberry.field(default=None, description="是否在库 / In some library, or in none")
    levels: list[Level] | None = strawberry.field(default=None, description="级别之一 / Any of these levels")
    categories: list[Category] | None = strawberry.field(default=None, description="类别之一 / Any of these categories")
    investment_mode: InvestmentMode | None = strawberry.field(default=None, description="投资模式 / Who invests")
    owner_id: UUID | None = strawberry.field(default=None, description="项目业主 / Owner")
    town_id: UUID | None = strawberry.field(default=None, description="所属镇（街道）/ Town")
    industry_authority_id: UUID | None = strawberry.field(default=None, description="行业主管部门 / Industry authority")
    total_investment_from: Decimal | None = strawberry.field(default=None, description="总投资下限（含）/ At least")
    total_investment_to: Decimal | None = strawberry.field(default=None, description="总投资上限（含）/ At most")
    plan_year: int | None = strawberry.field(default=None, description="列入该年度计划 / Item of the plan of this year")
    changed_from: datetime | None = strawberry.field(default=None, description="变更时间不早于 / Changed then or later")
    changed_to: datetime | None = strawberry.field(default=None, description="变更时间不晚于 / Changed then or earlier")


Filter = Annotated[ProjectFilter | None, strawberry.argument(description="筛选 / Filter")]
Sort = Annotated[ProjectSort | None, strawberry.argument(description="排序 / Sorting")]
Search = Annotated[
    str | None,
    strawberry.argument(
        description="名称包含、名称拼音首字母（两个字母起，如 zzgxq）、项目代码（四位数字起，连字符可省）/ "
        "Part of the name, of its pinyin initials (two letters and more) or of the project code (four figures and more)"
    ),
]


@strawberry.type
class ProjectQueries:
    @sql(description="项目列表 / Projects that the caller may see")
    def projects(
        self: Any,
        info: Info,
        filter: Filter = None,
        sort: Sort = None,
        search: Search = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Project]:
        return page(*listed(info, filter, sort, search))

    @sql(description="一个项目 / One project")
    def project(self: Any, id: Annotated[UUID, strawberry.argument(description="标识 / Identifier")]) -> Project | None:
        return answer(select(tables.Project).where(tables.Project.id == id))


def listed(
    info: Info, filter: ProjectFilter | None, sort: ProjectSort | None, search: str | None
) -> tuple[Select[Any], list[Key]]:
    """Say which projects a list has, and in what order."""
    sorting = sort or ProjectSort()
    project, query = matched(info, filter or ProjectFilter(), search, sorting)
    return query, _keys(project, sorting)


def matched(
    info: Info, asked: ProjectFilter, search: str | None, sorting: ProjectSort | None = None
) -> tuple[Any, Select[Any]]:
    """Select all projects that match, with the row that the query is of."""
    project, query = _narrowest(asked, sorting or ProjectSort(), search, info.context.caller)
    if search is not None:
        query = query.where(project_sought(project, search))
    return project, _units(_bounds(_kinds(query, project, asked), project, asked, info), project, asked)


def matching(asked: ProjectFilter, info: Info) -> Select[Any]:
    """Select id, package and total of all visible projects that match."""
    project: Any = tables.Project
    query = visible_select(project, info.context.caller)
    query = _units(_bounds(_kinds(query, project, asked), project, asked, info), project, asked)
    return query.with_only_columns(project.id, project.package_id, project.total_investment)


def _traits(project: Any, by: ProjectFilter) -> list[Any]:
    """The columns of few values that the list is narrowed by, in the order of their common index."""
    asked = (
        (project.category, by.categories),
        (project.level, by.levels),
        (project.library, by.libraries),
        (project.investment_mode, by.investment_mode),
    )
    return [column for column, wanted in asked if wanted is not None]


def _narrowest(by: ProjectFilter, sort: ProjectSort, search: str | None, caller: Actor) -> tuple[Any, Select[Any]]:
    """Start with what may match few projects or all of them; the other conditions have indexes in the list's order."""
    project, sorted_by = tables.Project, _keys(tables.Project, sort)[0].column
    ways = [way for way in (_own(project, caller), _few(project, by, sort, search)) if way is not None]
    if not ways:
        return project, select(project)
    row, kept = found(project, first_few(*ways), sorted_by)
    return row, select(row).where(kept)


def _own(project: Any, caller: Actor) -> Select[Any] | None:
    """Seek all that a unit may see, as `visible` says; None for those who see all."""
    if caller.unit is None or caller.acts_as(*AUTHORITIES):
        return None
    large = (project.town_id, project.industry_authority_id)
    ways = [select(project.id).where(of == caller.unit).order_by(project.sort_key).limit(MORE) for of in large]
    ways += [select(project.id).where(of == caller.unit) for of in (project.owner_id, project.registered_by_unit)]
    return select(union_all(*ways).subquery())


def _few(project: Any, by: ProjectFilter, sort: ProjectSort, search: str | None) -> Select[Any] | None:
    if search is not None:
        return sought(tables.ProjectSearch, search)
    if by.plan_year is not None:
        return _listed_in(by.plan_year)
    if (bounds := _orders(project, by)) and sort.field is not ProjectSortField.TOTAL_INVESTMENT:
        return select(project.id).where(*bounds).order_by(project.total_order)  # which only its index gives
    if (moments := _moments(project, by)) and sort.field is not ProjectSortField.CHANGED_AT:
        return select(project.id).where(*moments).order_by(project.changed_at)
    if len(traits := _traits(project, by)) > 1:
        return _kinds(select(project.id), project, by).order_by(*traits)
    return None


def _keys(project: Any, sort: ProjectSort) -> list[Key]:
    down = sort.direction is enums.SortDirection.DESC
    column = {
        ProjectSortField.NAME: project.sort_key,
        ProjectSortField.TOTAL_INVESTMENT: project.total_order,
        ProjectSortField.REGISTERED_AT: project.registered_at,
        ProjectSortField.CHANGED_AT: project.changed_at,
    }[sort.field]
    return [Key(column, descending=down), Key(project.id, descending=down)]


def _kinds(query: Select[Any], project: Any, by: ProjectFilter) -> Select[Any]:
    for column, wanted in (
        (project.library, by.libraries),
        (project.level, by.levels),
        (project.category, by.categories),
    ):
        query = query if wanted is None else query.where(column.in_(wanted))
    if by.ids is not None:
        query = query.where(among(project.id, by.ids))
    if by.in_library is not None:
        query = query.where(project.library.is_not(None) if by.in_library else project.library.is_(None))
    return query if by.investment_mode is None else query.where(project.investment_mode == by.investment_mode)


def _bounds(query: Select[Any], project: Any, by: ProjectFilter, info: Info) -> Select[Any]:
    query = query.where(*_orders(project, by), *_moments(project, by))
    if by.total_investment_from is not None:
        query = query.where(project.total_investment >= by.total_investment_from)
    if by.total_investment_to is not None:
        query = query.where(project.total_investment <= by.total_investment_to)
    if by.plan_year is not None:
        item, plan = tables.PlanItem, tables.Plan
        listed = visible_select(item, info.context.caller).join(plan, plan.id == item.plan_id)
        its_own = listed.where(plan.year == by.plan_year, item.project_id == project.id)
        # a value, not a row that exists: it is then sought for each project that is looked at
        query = query.where(its_own.with_only_columns(true()).limit(1).scalar_subquery())
    return query


def _listed_in(year: int) -> Select[Any]:
    """Seek the projects of the year's plans, plan by plan, whoever may see them."""
    item, plan = tables.PlanItem, tables.Plan
    of_plan = select(item.project_id).where(item.plan_id == plan.id).order_by(item.project_id)
    first = of_plan.limit(MORE).lateral()
    return select(first.c.project_id).select_from(plan).join(first, true()).where(plan.year == year)


def _orders(project: Any, by: ProjectFilter) -> list[ColumnElement[bool]]:
    """The bounds of the investment once more, as an index has them; `_order` may be wider by less than a yuan."""
    lowest, highest = by.total_investment_from, by.total_investment_to
    bounds = []
    if lowest is not None:
        bounds.append(project.total_order >= through(lowest, partial(_order, rounding=ROUND_FLOOR), Text()))
    if highest is not None:
        bounds.append(project.total_order <= through(highest, partial(_order, rounding=ROUND_CEILING), Text()))
    return bounds


def _moments(project: Any, by: ProjectFilter) -> list[ColumnElement[bool]]:
    """The bounds of the last change."""
    bounds = [] if by.changed_from is None else [project.changed_at >= by.changed_from]
    return bounds if by.changed_to is None else [*bounds, project.changed_at <= by.changed_to]


def _order(amount: Decimal, rounding: str) -> str:
    """Write an amount as `total_order` has it."""
    units = int((amount * 10_000).to_integral_value(rounding))
    return f"{min(max(units, 0), 10**20 - 1):020}"


def _units(query: Select[Any], project: Any, by: ProjectFilter) -> Select[Any]:
    for column, unit in (
        (project.owner_id, by.owner_id),
        (project.town_id, by.town_id),
        (project.industry_authority_id, by.industry_authority_id),
    ):
        query = query if unit is None else query.where(column == unit)
    return query
