"""Lists of applications: filters, sorting, search, counts by status."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Select, func, select, union_all

from services.chassis.graphql import Connection, Info
from services.chassis.identity import Actor
from services.chassis.reads import Key, answer, containing, labelled, page, sql
from services.chassis.reads.finding import MORE, first_few, found, sought
from services.reserve.domain.applications.terms import ApplicationStatus, Channel
from services.reserve.domain.terms import Category
from services.reserve.graphql import application_terms, enums
from services.reserve.graphql.applications import Application
from services.reserve.graphql.arguments import After, Before, First, Last
from services.reserve.store import tables
from services.reserve.store.tables.project import AUTHORITIES

__all__ = ["application_terms"]  # the enums, declared before the types that use them


@strawberry.enum(description="申报排序字段 / What applications are sorted by")
class ApplicationSortField(Enum):
    NAME = "NAME"
    ANNUAL_INVESTMENT = "ANNUAL_INVESTMENT"
    CREATED_AT = "CREATED_AT"
    CHANGED_AT = "CHANGED_AT"


@strawberry.input(description="申报排序 / How applications are sorted")
class ApplicationSort:
    field: ApplicationSortField = strawberry.field(
        default=ApplicationSortField.NAME, description="字段（名称按拼音）/ Field; names by pinyin"
    )
    direction: enums.SortDirection = strawberry.field(default=enums.SortDirection.ASC, description="方向 / Direction")


@strawberry.input(description="申报筛选条件，同时满足 / Conditions on applications, all of which hold")
class ApplicationFilter:
    year: int | None = strawberry.field(default=None, description="年度 / Year")
    statuses: list[ApplicationStatus] | None = strawberry.field(default=None, description="状态之一 / Any of these")
    channels: list[Channel] | None = strawberry.field(default=None, description="渠道之一 / Any of these channels")
    categories: list[Category] | None = strawberry.field(default=None, description="项目类别之一 / Any of these")
    project_id: UUID | None = strawberry.field(default=None, description="项目 / Project")
    owner_id: UUID | None = strawberry.field(default=None, description="项目业主 / Owner")
    town_id: UUID | None = strawberry.field(default=None, description="所属镇（街道）/ Town")
    industry_authority_id: UUID | None = strawberry.field(default=None, description="行业主管部门 / Industry authority")


@strawberry.type(description="一种状态的申报数 / How many applications are in a status")
@labelled
class ApplicationCount:
    status: ApplicationStatus = strawberry.field(description="状态 / Status")
    applications: int = strawberry.field(description="申报数 / Number of applications")


Filter = Annotated[ApplicationFilter | None, strawberry.argument(description="筛选 / Filter")]
Sort = Annotated[ApplicationSort | None, strawberry.argument(description="排序 / Sorting")]
Search = Annotated[str | None, strawberry.argument(description="项目名称包含 / Part of the project's name")]


@strawberry.type
class ApplicationQueries:
    @sql(description="申报项目清单 / Applications that the caller may see (A3.2)")
    def applications(
        self: Any,
        info: Info,
        filter: Filter = None,
        sort: Sort = None,
        search: Search = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Application]:
        asked, sorting = filter or ApplicationFilter(), sort or ApplicationSort()
        application, query = _narrowest(asked, sorting, search, info.context.caller)
        query = _matching(query, application, asked)
        query = query if search is None else query.where(containing(application.project_name, search))
        return page(query, _keys(application, sorting))

    @sql(description="各状态申报数 / How many applications there are, by status; of the same filter and search")
    def application_counts(self: Any, filter: Filter = None, search: Search = None) -> list[ApplicationCount]:
        application = tables.Application
        counted: Any = select(application.status.label("status"), func.count(application.id).label("applications"))
        query = _matching(counted, application, filter or ApplicationFilter())
        if search is not None:
            some = sought(tables.ApplicationSearch, search)
            query = query.where(application.id.in_(some), containing(application.project_name, search))
        return answer(query.group_by(application.status).order_by(application.status))

    @sql(description="一项申报 / One application")
    def application(
        self: Any, id: Annotated[UUID, strawberry.argument(description="标识 / Identifier")]
    ) -> Application | None:
        return answer(select(tables.Application).where(tables.Application.id == id))


def _narrowest(
    by: ApplicationFilter, sort: ApplicationSort, search: str | None, caller: Actor
) -> tuple[Any, Select[Any]]:
    """Start with what may match few applications or all of them; single conditions have indexes in the list's order."""
    application, sorted_by = tables.Application, _keys(tables.Application, sort)[0].column
    ways = [way for way in (_own(application, caller), _few(application, by, search)) if way is not None]
    if not ways:
        return application, select(application)
    row, kept = found(application, first_few(*ways), sorted_by)
    return row, select(row).where(kept)


def _own(application: Any, caller: Actor) -> Select[Any] | None:
    """Seek all that a unit may see, as `visible` says; None for those who see all."""
    if caller.unit is None or caller.acts_as(*AUTHORITIES):
        return None
    units = (
        application.owner_id,
        application.town_id,
        application.industry_authority_id,
        application.registered_by_unit,
    )
    ways = [select(application.id).where(of == caller.unit).order_by(application.sort_key).limit(MORE) for of in units]
    return select(union_all(*ways).subquery())


def _few(application: Any, by: ApplicationFilter, search: str | None) -> Select[Any] | None:
    if search is not None:
        return sought(tables.ApplicationSearch, search)
    for column, wanted in (
        (application.project_id, by.project_id),
        (application.owner_id, by.owner_id),
        (application.town_id, by.town_id),
        (application.industry_authority_id, by.industry_authority_id),
    ):
        if wanted is not None:
            return select(application.id).where(column == wanted)
    if by.year is None:
        return None
    query = select(application.id).where(application.year == by.year)
    return query if by.statuses is None else query.where(application.status.in_(by.statuses))


def _matching(query: Select[Any], application: Any, by: ApplicationFilter) -> Select[Any]:
    for column, any_of in (
        (application.status, by.statuses),
        (application.channel, by.channels),
        (application.category, by.categories),
    ):
        query = query if any_of is None else query.where(column.in_(any_of))
    for column, wanted in (
        (application.year, by.year),
        (application.project_id, by.project_id),
        (application.owner_id, by.owner_id),
        (application.town_id, by.town_id),
        (application.industry_authority_id, by.industry_authority_id),
    ):
        query = query if wanted is None else query.where(column == wanted)
    return query


def _keys(application: Any, sort: ApplicationSort) -> list[Key]:
    down = sort.direction is enums.SortDirection.DESC
    column = {
        ApplicationSortField.NAME: application.sort_key,
        ApplicationSortField.ANNUAL_INVESTMENT: application.annual_order,
        ApplicationSortField.CREATED_AT: application.created_at,
        ApplicationSortField.CHANGED_AT: application.changed_at,
    }[sort.field]
    return [Key(column, descending=down), Key(application.id, descending=down)]
