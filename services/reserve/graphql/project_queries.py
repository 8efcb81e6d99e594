"""Lists of projects: filters, sorting, search."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Select, Text, or_, select

from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, among, answer, containing, page, sql, through
from services.chassis.visibility import visible_select
from services.reserve.domain.terms import Category, InvestmentMode, Level, Library
from services.reserve.graphql import enums
from services.reserve.graphql.arguments import After, Before, First, Last
from services.reserve.graphql.project import Project
from services.reserve.store import tables


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


@strawberry.type
class ProjectQueries:
    @sql(description="项目列表 / Projects that the caller may see")
    def projects(
        self: Any,
        info: Info,
        filter: Annotated[ProjectFilter | None, strawberry.argument(description="筛选 / Filter")] = None,
        sort: Annotated[ProjectSort | None, strawberry.argument(description="排序 / Sorting")] = None,
        search: Annotated[
            str | None, strawberry.argument(description="名称包含，或项目代码 / Part of the name, or the project code")
        ] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Project]:
        project, asked = tables.Project, filter or ProjectFilter()
        query = _units(_bounds(_kinds(select(project), asked), asked, info), asked)
        if search is not None:
            code = through(search, str.strip, Text())
            query = query.where(or_(containing(project.name, search), project.project_code == code))
        return page(query, _keys(sort or ProjectSort()))

    @sql(description="一个项目 / One project")
    def project(self: Any, id: Annotated[UUID, strawberry.argument(description="标识 / Identifier")]) -> Project | None:
        return answer(select(tables.Project).where(tables.Project.id == id))


def _keys(sort: ProjectSort) -> list[Key]:
    project = tables.Project
    down = sort.direction is enums.SortDirection.DESC
    column = {
        ProjectSortField.NAME: project.sort_key,
        ProjectSortField.TOTAL_INVESTMENT: project.total_investment,
        ProjectSortField.REGISTERED_AT: project.registered_at,
        ProjectSortField.CHANGED_AT: project.changed_at,
    }[sort.field]
    return [Key(column, descending=down), Key(project.id, descending=down)]


def _kinds(query: Select[Any], by: ProjectFilter) -> Select[Any]:
    project = tables.Project
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


def _bounds(query: Select[Any], by: ProjectFilter, info: Info) -> Select[Any]:
    project, item, plan = tables.Project, tables.PlanItem, tables.Plan
    if by.total_investment_from is not None:
        query = query.where(project.total_investment >= by.total_investment_from)
    if by.total_investment_to is not None:
        query = query.where(project.total_investment <= by.total_investment_to)
    if by.plan_year is not None:
        listed = visible_select(item, info.context.caller).join(plan, plan.id == item.plan_id)
        listed = listed.where(plan.year == by.plan_year)
        query = query.where(project.id.in_(listed.with_only_columns(item.project_id)))
    return query


def _units(query: Select[Any], by: ProjectFilter) -> Select[Any]:
    project = tables.Project
    for column, unit in (
        (project.owner_id, by.owner_id),
        (project.town_id, by.town_id),
        (project.industry_authority_id, by.industry_authority_id),
    ):
        query = query if unit is None else query.where(column == unit)
    return query
