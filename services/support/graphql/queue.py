"""A bureau's queue: read page by page in the order of due dates, and followed live."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import date, datetime
from enum import Enum
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import ColumnElement, Select, literal_column, or_, select, true, union_all

from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, containing, fetch, page
from services.chassis.reads.finding import first_few, found, sought, whole
from services.chassis.visibility import visible_select
from services.support.domain.request import OPEN
from services.support.graphql.arguments import After, Before, First, Last
from services.support.graphql.enums import Action, Source, State
from services.support.graphql.queue_times import due, running_late
from services.support.graphql.requests import SupportRequest
from services.support.graphql.watching import Watched, may_watch, watched
from services.support.store import tables

Bureau = Annotated[UUID, strawberry.argument(description="承办单位 / The bureau")]


@strawberry.enum(name="RequestQueueSort", description="队列排序 / Orders of a queue")
class QueueSort(Enum):
    DUE = strawberry.enum_value("DUE", description="到期先后，停钟的在后 / By limit; what stands last")
    RECEIVED = strawberry.enum_value("RECEIVED", description="收件先后 / By day of receipt")
    PROJECT = strawberry.enum_value(
        "PROJECT", description="按项目归集（项目登记先后）/ Project by project, as registered"
    )


@strawberry.input(description="队列筛选；未给出的不限 / Filter of a queue; what is absent does not limit")
class RequestQueueFilter:
    states: list[State] | None = strawberry.field(
        default=None, description="状态；缺省为全部未办结 / States; all open ones when absent"
    )
    overdue: bool | None = strawberry.field(default=None, description="是否超期 / Only overdue ones, or none of them")
    warning: bool | None = strawberry.field(
        default=None, description="是否预警 / Only those that warn, or none of them"
    )
    project_id: UUID | None = strawberry.field(default=None, description="项目 / Of one project")
    kind: str | None = strawberry.field(default=None, description="事项代码 / Of one kind")
    mine: bool | None = strawberry.field(default=None, description="本人认领的 / Claimed by the caller, or not")
    search: str | None = strawberry.field(
        default=None, description="在项目名称、用途、发文字号中查找 / Text in project name, purpose or document number"
    )
    due_from: date | None = strawberry.field(
        default=None, description="到期日不早于（停钟的无到期日，不在其中）/ Due on this day or later; none that stands"
    )
    due_to: date | None = strawberry.field(default=None, description="到期日不晚于 / Due on this day or before")
    applicant_id: UUID | None = strawberry.field(default=None, description="申请单位 / Asked for by this unit")
    unclaimed: bool | None = strawberry.field(
        default=None, description="无人认领的，或已认领的 / In nobody's hand, or not"
    )
    escalated: bool | None = strawberry.field(
        default=None,
        description="已催办升级至本单位以外的，或没有 / Told beyond the bureau (from one working day late), or not",
    )
    source: Source | None = strawberry.field(default=None, description="来源 / Where it came in")


@strawberry.type(
    description="队列的一次变化；三项皆空表示已开始（或断线后恢复）监听，此时读取队列便无遗漏 / "
    "One change of a queue; all null: it is listened to from now on (or again), so read the queue now and miss nothing"
)
class RequestQueueChange:
    action: Action | None = strawberry.field(default=None, description="步骤 / What was done")
    at: datetime | None = strawberry.field(default=None, description="时间 / When")
    request: SupportRequest | None = strawberry.field(default=None, description="变化后的申请 / The request after it")


@strawberry.type
class QueueQuery:
    @strawberry.field(
        extensions=[Watched()],
        description="承办单位的申请队列，按到期先后，待补正的排后；限本单位人员及项目服务、投资主管部门 / "
        "A bureau's queue in the order of due dates; for its members, project service and investment authority",
    )
    def request_queue(
        self: Any,
        info: Info,
        bureau_id: Bureau,
        filter: Annotated[RequestQueueFilter | None, strawberry.argument(description="筛选 / Filter")] = None,
        sort: Annotated[QueueSort, strawberry.argument(description="排序 / Order")] = QueueSort.DUE,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[SupportRequest]:
        wanted = filter or RequestQueueFilter()
        request, query = _narrowest(info, bureau_id, wanted, sort)
        query = query.where(*_filtered(request, info, bureau_id, wanted))
        if sort is not QueueSort.DUE or not _has_index(wanted):
            query = query.where(whole(request))
        return page(query, [Key(_ordered_by(request, sort)), Key(request.id)], guard=watched(info, bureau_id))


@strawberry.type(description="订阅 / Subscriptions")
class Subscription:
    @strawberry.subscription(
        description="承办单位队列的实时变化；首条各项为空，收到后再读取队列 / "
        "Changes of a bureau's queue as they happen; read the queue after the first message, whose fields are null"
    )
    async def request_queue_changed(self, info: Info, bureau_id: Bureau) -> AsyncGenerator[RequestQueueChange, None]:
        await may_watch(info, bureau_id)
        async for hint in info.context.runtime.listen(f"queue:{bureau_id}"):
            if hint is None:
                yield RequestQueueChange()
                continue
            at = datetime.fromisoformat(hint["at"])
            request = await _as_of(info, UUID(hint["requestId"]), at)
            if request is not None:
                yield RequestQueueChange(action=Action(hint["action"]), at=at, request=request)


def _ordered_by(request: Any, sort: QueueSort) -> Any:
    columns = {QueueSort.DUE: request.due_order, QueueSort.RECEIVED: request.received_on}
    return columns.get(sort, request.project_id)


def _narrowest(info: Info, bureau_id: UUID, wanted: RequestQueueFilter, sort: QueueSort) -> tuple[Any, Select[Any]]:
    """Start with what a search or a filter without an index in this order may find, or with all requests."""
    request, search = tables.Request, wanted.search
    if search is None:
        ways = _ways(info, bureau_id, wanted, sort)
        if not ways:
            return request, select(request)
        row, kept = found(request, first_few(*ways), _ordered_by(request, sort))
        return row, select(row).where(kept)
    project = sought(tables.ProjectSearch, search).subquery()
    # project by project, which a join would not be bound to
    its_own = select(request.id).where(request.project_id == project.c.id).offset(literal_column("0")).lateral()
    of_project = select(its_own.c.id).select_from(project.join(its_own, true()))
    some = union_all(sought(tables.RequestSearch, search), of_project).subquery()
    row, kept = found(request, select(some), _ordered_by(request, sort))
    return row, select(row).where(kept)


def _ways(info: Info, bureau_id: UUID, wanted: RequestQueueFilter, sort: QueueSort) -> list[Select[Any]]:
    """Return the ways to what a filter leaves, the narrowest first, where no index has it in the order of the list."""
    request = tables.Request
    limit = (request.due_order,)
    ways: list[tuple[bool, tuple[Any, ...], tuple[Any, ...]]] = [
        (wanted.applicant_id is not None, (request.applicant_id == wanted.applicant_id,), ()),
        (wanted.escalated is True, (request.escalation >= literal_column("1"),), ()),
        (wanted.source is Source.PROVINCIAL, (request.source == literal_column("'PROVINCIAL'"),), ()),
        (_open(wanted) and wanted.unclaimed is True, (request.ended_on.is_(None), request.claimant.is_(None)), ()),
    ]
    if sort is not QueueSort.DUE:
        ways += _ways_in_another_order(info, wanted)
    states = () if wanted.states is None else (request.state.in_(wanted.states), *due(request, wanted))
    several = wanted.states is not None and len(wanted.states) != 1
    ways.append((several or (bool(states) and sort is not QueueSort.DUE), states, (request.state, *limit)))
    # in the order of an index, so that the search ends early: the planner would else read all there is and sort it
    return [
        select(request.id).where(request.bureau_id == bureau_id, *conditions).order_by(*(by and (*by, request.id)))
        for asked, conditions, by in ways
        if asked
    ]


def _ways_in_another_order(
    info: Info, wanted: RequestQueueFilter
) -> list[tuple[bool, tuple[Any, ...], tuple[Any, ...]]]:
    request = tables.Request
    is_open, open_ = _open(wanted), request.ended_on.is_(None)
    mine = request.claimant == info.context.caller.subject
    bounded = wanted.due_from is not None or wanted.due_to is not None
    limit = (request.due_order,)
    late = bool(wanted.overdue or wanted.warning)
    return [
        (wanted.project_id is not None, (request.project_id == wanted.project_id,), ()),
        (is_open and wanted.mine is True, (open_, mine), limit),
        (is_open and late, (open_, whole(request), *running_late(request, info, wanted)), limit),
        (is_open and bounded, (open_, whole(request), *due(request, wanted)), limit),
        (is_open and wanted.kind is not None, (open_, request.kind == wanted.kind), limit),
    ]


def _filtered(request: Any, info: Info, bureau_id: UUID, wanted: RequestQueueFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [request.bureau_id == bureau_id]
    if _open(wanted):
        conditions.append(request.ended_on.is_(None))  # what the index of the queue holds
    if wanted.states is not None:
        conditions.append(request.state.in_(wanted.states))
    if wanted.project_id is not None:
        conditions.append(request.project_id == wanted.project_id)
    if wanted.kind is not None:
        conditions.append(request.kind == wanted.kind)
    if wanted.mine is not None:
        subject = info.context.caller.subject  # compared as the index has it, which `is distinct from` is not
        conditions.append(request.claimant == subject if wanted.mine else request.claimant.is_distinct_from(subject))
    if wanted.search is not None:
        conditions.append(_matching(request, info, wanted.search))
    conditions += _of_whom(request, wanted)
    return conditions + due(request, wanted) + running_late(request, info, wanted)


def _of_whom(request: Any, wanted: RequestQueueFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.applicant_id is not None:
        conditions.append(request.applicant_id == wanted.applicant_id)
    if wanted.unclaimed is not None:
        conditions.append(request.claimant.is_(None) if wanted.unclaimed else request.claimant.is_not(None))
    if wanted.escalated is not None:
        beyond = request.escalation >= literal_column("1")
        conditions.append(beyond if wanted.escalated else beyond.is_not(True))
    if wanted.source is not None:
        conditions.append(request.source == literal_column(f"'{wanted.source.value}'"))
    return conditions


def _open(wanted: RequestQueueFilter) -> bool:
    return wanted.states is None or OPEN.issuperset(wanted.states)


def _has_index(wanted: RequestQueueFilter) -> bool:
    """Whether some condition has an index of its own in the order of the queue, or few rows."""
    if wanted.project_id is not None or (wanted.states is not None and len(wanted.states) == 1):
        return True
    return _open(wanted) and (wanted.kind is not None or wanted.mine is True)


def _matching(request: Any, info: Info, search: str) -> ColumnElement[bool]:
    project = tables.Project
    its_own = visible_select(project, info.context.caller).where(project.id == request.project_id)
    # a value, not a row that exists: the name is then looked at for each request, and not every name beforehand
    named = its_own.with_only_columns(containing(project.name, search)).limit(1).scalar_subquery()
    return or_(containing(request.purpose, search), containing(request.document_number, search), named)


async def _as_of(info: Info, id: UUID, at: datetime) -> SupportRequest | None:
    """Read a request afresh: a subscription lives long, and its context must not remember earlier rows or days."""
    context = info.context
    context.now = max(context.now, at)
    context.forget()
    return await fetch(info, SupportRequest, id)
