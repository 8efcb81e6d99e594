"""Lists of projects: filters, sorting, search."""

from decimal import Decimal
from enum import Enum
from typing import Annotated
from uuid import UUID

import strawberry
from sqlalchemy import Select, or_

from services.chassis.graphql import Connection, Info, Key, paged
from services.chassis.identity import Actor
from services.chassis.visibility import visible_select
from services.reserve.domain.terms import Category, InvestmentMode, Level, Library
from services.reserve.graphql import enums
from services.reserve.graphql.lists import containing
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
    @strawberry.field(description="项目列表 / Projects that the caller may see")
    async def projects(
        self,
        info: Info,
        filter: Annotated[ProjectFilter | None, strawberry.argument(description="筛选 / Filter")] = None,
        sort: Annotated[ProjectSort | None, strawberry.argument(description="排序 / Sorting")] = None,
        search: Annotated[
            str | None, strawberry.argument(description="名称包含，或项目代码 / Part of the name, or the project code")
        ] = None,
        first: Annotated[int | None, strawberry.argument(description="前若干项 / Page size")] = None,
        after: Annotated[str | None, strawberry.argument(description="在此游标之后 / After this cursor")] = None,
        last: Annotated[int | None, strawberry.argument(description="后若干项 / Page size backwards")] = None,
        before: Annotated[str | None, strawberry.argument(description="在此游标之前 / Before this cursor")] = None,
    ) -> Connection[Project]:
        table = tables.Project
        caller = info.context.caller
        query = _units(_bounds(_kinds(visible_select(table, caller), filter), filter, caller), filter)
        if search and search.strip():
            query = query.where(or_(containing(table.name, search), table.project_code == search.strip()))
        keys = _keys(sort or ProjectSort())
        return await paged(info, query, keys, Project.of, first=first, after=after, last=last, before=before)

    @strawberry.field(description="一个项目 / One project")
    async def project(
        self, info: Info, id: Annotated[UUID, strawberry.argument(description="标识 / Identifier")]
    ) -> Project | None:
        return await Project.load(info, id)


def _keys(sort: ProjectSort) -> list[Key]:
    table = tables.Project
    down = sort.direction is enums.SortDirection.DESC
    column = {
        ProjectSortField.NAME: table.sort_key,
        ProjectSortField.TOTAL_INVESTMENT: table.total_investment,
        ProjectSortField.REGISTERED_AT: table.registered_at,
        ProjectSortField.CHANGED_AT: table.changed_at,
    }[sort.field]
    return [Key(column, descending=down), Key(table.id, descending=down)]


Query = Select[tables.Project]


def _kinds(query: Query, by: ProjectFilter | None) -> Query:
    table = tables.Project
    if by is None:
        return query
    for column, wanted in (
        (table.id, by.ids),
        (table.library, by.libraries),
        (table.level, by.levels),
        (table.category, by.categories),
    ):
        if wanted is not None:
            query = query.where(column.in_(wanted))
    if by.in_library is not None:
        query = query.where(table.library.is_not(None) if by.in_library else table.library.is_(None))
    if by.investment_mode is not None:
        query = query.where(table.investment_mode == by.investment_mode)
    return query


def _bounds(query: Query, by: ProjectFilter | None, caller: Actor) -> Query:
    table, item, plan = tables.Project, tables.PlanItem, tables.Plan
    if by is None:
        return query
    if by.total_investment_from is not None:
        query = query.where(table.total_investment >= by.total_investment_from)
    if by.total_investment_to is not None:
        query = query.where(table.total_investment <= by.total_investment_to)
    if by.plan_year is not None:
        listed = visible_select(item, caller).join(plan, plan.id == item.plan_id).where(plan.year == by.plan_year)
        query = query.where(table.id.in_(listed.with_only_columns(item.project_id)))
    return query


def _units(query: Query, by: ProjectFilter | None) -> Query:
    table = tables.Project
    if by is None:
        return query
    for column, unit in (
        (table.owner_id, by.owner_id),
        (table.town_id, by.town_id),
        (table.industry_authority_id, by.industry_authority_id),
    ):
        if unit is not None:
            query = query.where(column == unit)
    return query
