"""All requests that a person may see, whatever the bureau: an owner's one window, and what overseers look through (第十四条)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import ColumnElement, Select, literal_column

from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, page, sql
from services.chassis.reads.finding import whole
from services.support.graphql.arguments import After, Before, First, Last
from services.support.graphql.enums import Source, State
from services.support.graphql.queue_times import due, running_late
from services.support.graphql.requests import SupportRequest
from services.support.store import tables
from services.support.store.narrowing import concerning, has_words, in_order, narrowest, searched

_SEARCH = "在项目名称、用途、发文字号中查找 / Text in project name, purpose or document number"


@strawberry.input(description="申请筛选；未给出的不限 / Filter of requests; what is absent does not limit")
class SupportRequestFilter:
    states: list[State] | None = strawberry.field(default=None, description="状态 / States")
    open: bool | None = strawberry.field(default=None, description="是否未办结 / Whether it is open")
    kind: str | None = strawberry.field(default=None, description="事项代码 / Of one kind")
    project_id: UUID | None = strawberry.field(default=None, description="项目 / Of one project")
    bureau_id: UUID | None = strawberry.field(default=None, description="承办单位 / Of one bureau")
    applicant_id: UUID | None = strawberry.field(default=None, description="申请单位 / Asked for by this unit")
    received_from: date | None = strawberry.field(default=None, description="收件日不早于 / Received on or after")
    received_until: date | None = strawberry.field(default=None, description="收件日不晚于 / Received on or before")
    source: Source | None = strawberry.field(default=None, description="来源 / Where it came in")
    search: str | None = strawberry.field(default=None, description=_SEARCH)


@strawberry.input(description="未办结申请筛选；未给出的不限 / Filter of open requests; what is absent does not limit")
class OpenRequestFilter:
    states: list[State] | None = strawberry.field(default=None, description="状态（仅未办结的）/ States, of open ones")
    kind: str | None = strawberry.field(default=None, description="事项代码 / Of one kind")
    project_id: UUID | None = strawberry.field(default=None, description="项目 / Of one project")
    bureau_id: UUID | None = strawberry.field(default=None, description="承办单位 / Of one bureau")
    applicant_id: UUID | None = strawberry.field(default=None, description="申请单位 / Asked for by this unit")
    overdue: bool | None = strawberry.field(default=None, description="是否超期 / Only overdue ones, or none of them")
    warning: bool | None = strawberry.field(
        default=None, description="是否预警 / Only those that warn, or none of them"
    )
    due_from: date | None = strawberry.field(default=None, description="到期日不早于 / Due on this day or later")
    due_to: date | None = strawberry.field(default=None, description="到期日不晚于 / Due on this day or before")
    search: str | None = strawberry.field(default=None, description=_SEARCH)


Filter = SupportRequestFilter | OpenRequestFilter


@strawberry.type
class RequestListQuery:
    @sql(
        description="本人有权查看的要素保障申请，不分承办单位，新收的在前 / "
        "All requests that the caller may see, whatever the bureau, the newest first"
    )
    def support_requests(
        self: Any,
        info: Info,
        filter: Annotated[SupportRequestFilter | None, strawberry.argument(description="筛选 / Filter")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[SupportRequest]:
        by, request = filter or SupportRequestFilter(), tables.Request
        row, query = narrowest(request, _ways(info, by), request.received_on)
        conditions = [*_named(row, info, by), *_received(row, by)]
        one_state = by.states is not None and len(by.states) == 1
        if all(given is None for given in (by.kind, by.project_id, by.applicant_id)) and not one_state:
            conditions.append(whole(row))
        query = query.where(*conditions)
        return page(query, [Key(row.received_on, descending=True), Key(row.id, descending=True)])

    @sql(
        description="本人有权查看的未办结申请，不分承办单位，按到期先后，停钟的在后 / "
        "Open requests that the caller may see, whatever the bureau, by their limits, those whose clock stands last"
    )
    def open_support_requests(
        self: Any,
        info: Info,
        filter: Annotated[OpenRequestFilter | None, strawberry.argument(description="筛选 / Filter")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[SupportRequest]:
        by, request = filter or OpenRequestFilter(), tables.Request
        row, query = narrowest(request, _ways(info, by), request.due_order)
        conditions = [*_named(row, info, by), row.ended_on.is_(None), *due(row, by), *running_late(row, info, by)]
        if by.kind is None and by.project_id is None:
            conditions.append(whole(row))
        return page(query.where(*conditions), [Key(row.due_order), Key(row.id)])


def _named(row: Any, info: Info, by: Filter) -> list[ColumnElement[bool]]:
    equal = (
        (row.kind, by.kind),
        (row.project_id, by.project_id),
        (row.bureau_id, by.bureau_id),
        (row.applicant_id, by.applicant_id),
    )
    conditions: list[ColumnElement[bool]] = [column == value for column, value in equal if value is not None]
    if by.states is not None:
        conditions.append(row.state.in_(by.states))
    if by.search is not None:
        conditions.append(has_words(row, info.context.caller, by.search, row.purpose, row.document_number))
    return conditions


def _received(row: Any, by: SupportRequestFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if by.open is not None:
        conditions.append(row.ended_on.is_(None) if by.open else row.ended_on.is_not(None))
    if by.received_from is not None:
        conditions.append(row.received_on >= by.received_from)
    if by.received_until is not None:
        conditions.append(row.received_on <= by.received_until)
    if by.source is not None:
        conditions.append(row.source == literal_column(f"'{by.source.value}'"))
    return conditions


def _ways(info: Info, by: Filter) -> list[Select[Any] | None]:
    """Return where a unit's own, what is searched for, and what no index has in the order of the list are found."""
    request, of_open = tables.Request, isinstance(by, OpenRequestFilter)
    still: tuple[Any, ...] = (request.ended_on.is_(None),) if of_open else ()
    ways: list[Select[Any] | None] = [concerning(info.context.caller)]
    if by.search is not None:
        ways.append(searched(request, tables.RequestSearch, by.search))
    if by.applicant_id is not None and of_open:
        ways.append(in_order(request, request.applicant_id == by.applicant_id, by=(request.received_on,)))
    if isinstance(by, SupportRequestFilter) and by.source is Source.PROVINCIAL:
        provincial = request.source == literal_column("'PROVINCIAL'")
        ways.append(in_order(request, provincial, by=(request.bureau_id,)))
    if by.bureau_id is not None:
        of_bureau, said = request.bureau_id == by.bureau_id, whole(request)
        order = (request.due_order,) if of_open else (request.received_on,)
        ways.append(in_order(request, of_bureau, said, *still, by=order))
    if by.states is not None and (len(by.states) != 1 or of_open):
        ways.append(in_order(request, request.state.in_(by.states), by=(request.state, request.received_on)))
    return ways
