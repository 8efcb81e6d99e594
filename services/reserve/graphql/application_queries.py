"""Lists of applications: filters, sorting, search, counts by status."""

from __future__ import annotations

from enum import Enum
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Select, func, select, union_all

from services.chassis.graphql import Connection, Info
from services.chassis.identity import Actor
from services.chassis.reads import Key, answer, labelled, page, sql
from services.chassis.reads.finding import MORE, first_few, found, sought, whole
from services.reserve.domain.applications.terms import ApplicationStatus, Channel
from services.reserve.domain.terms import Category
from services.reserve.graphql import application_terms, enums
from services.reserve.graphql.applications import Application
from services.reserve.graphql.arguments import After, Before, First, Last
from services.reserve.graphql.seeking import named_so
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
Search = Annotated[
    str | None,
    strawberry.argument(
        description="项目名称或其拼音首字母包含 / Part of the project's name, or of its pinyin initials"
    ),
]


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
        if search is not None:
            query = query.where(named_so(application.project_name, application.initials, search))
        if sorting.field is not ApplicationSortField.NAME or not _has_index(asked):
            query = query.where(whole(application))
        return page(query, _keys(application, sorting))

    @sql(description="各状态申报数 / How many applications there are, by status; of the same filter and search")
    def application_counts(self: Any, filter: Filter = None, search: Search = None) -> list[ApplicationCount]:
        application = tables.Application
        counted: Any = select(application.status.label("status"), func.count(application.id).label("applications"))
        query = _matching(counted, application, filter or ApplicationFilter())
        if search is not None:
            some = sought(tables.ApplicationSearch, search)
            named = named_so(application.project_name, application.initials, search)
            query = query.where(application.id.in_(some), named)
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
    ways = [way for way in (_own(application, caller), _few(application, by, sort, search)) if way is not None]
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


def _has_index(by: ApplicationFilter) -> bool:
    """Whether some condition has an index of its own in the order of names."""
    units = (by.project_id, by.owner_id, by.town_id, by.industry_authority_id)
    one_kind = any(any_of is not None and len(any_of) == 1 for any_of in (by.statuses, by.categories))
    return one_kind or any(unit is not None for unit in units)


def _few(application: Any, by: ApplicationFilter, sort: ApplicationSort, search: str | None) -> Select[Any] | None:
    if search is not None:
        return sought(tables.ApplicationSearch, search)
    for column, wanted in (
        (application.project_id, by.project_id),
        (application.owner_id, by.owner_id),
        (application.town_id, by.town_id),
        (application.industry_authority_id, by.industry_authority_id),
    ):
        if wanted is not None:  # in an order that only its own index gives
            return select(application.id).where(column == wanted).order_by(application.sort_key)
    if by.year is not None:
        query = select(application.id).where(application.year == by.year)
        query = query if by.statuses is None else query.where(application.status.in_(by.statuses))
        return query.order_by(application.status, application.sort_key)
    for column, any_of in ((application.status, by.statuses), (application.category, by.categories)):
        if any_of is not None and sort.field is not ApplicationSortField.NAME:
            return select(application.id).where(column.in_(any_of)).order_by(column, application.sort_key)
    return None


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
