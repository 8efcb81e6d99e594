"""A bureau's queue: read page by page in the order of due dates, and followed live."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import ColumnElement, Date, Select, and_, or_, select

from services.chassis.calendar import calendar
from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, containing, fetch, page, through
from services.chassis.visibility import visible_select
from services.support.domain.clock import last_workday
from services.support.domain.request import OPEN
from services.support.graphql.arguments import After, Before, First, Last
from services.support.graphql.enums import Action, State
from services.support.graphql.requests import SupportRequest
from services.support.graphql.watching import Watched, may_watch, watched
from services.support.store import tables
from services.support.store.tables.request import due_order

_RUNNING = tuple(OPEN - {State.RETURNED})
Bureau = Annotated[UUID, strawberry.argument(description="承办单位 / The bureau")]


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
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[SupportRequest]:
        query = _filtered(info, bureau_id, filter or RequestQueueFilter())
        return page(query.where(watched(info, bureau_id)), [Key(due_order()), Key(tables.Request.id)])


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


def _filtered(info: Info, bureau_id: UUID, wanted: RequestQueueFilter) -> Select[Any]:
    request = tables.Request
    conditions: list[ColumnElement[bool]] = [request.bureau_id == bureau_id]
    if wanted.states is None or OPEN.issuperset(wanted.states):
        conditions.append(request.ended_on.is_(None))  # what the index of the queue holds
    if wanted.states is not None:
        conditions.append(request.state.in_(wanted.states))
    if wanted.project_id is not None:
        conditions.append(request.project_id == wanted.project_id)
    if wanted.kind is not None:
        conditions.append(request.kind == wanted.kind)
    if wanted.mine is not None:
        mine = request.claimant.is_not_distinct_from(info.context.caller.subject)
        conditions.append(mine if wanted.mine else ~mine)
    if wanted.search is not None:
        conditions.append(_matching(info, wanted.search))
    conditions += _timed(info, wanted)
    return select(request).where(*conditions)


def _timed(info: Info, wanted: RequestQueueFilter) -> list[ColumnElement[bool]]:
    """The same days that `domain.clock.read` compares; what does not run is neither overdue nor warns."""
    request, day = tables.Request, through(info.context.today, _last_workday, Date())
    running = request.state.in_(_RUNNING)
    overdue = and_(running, due_order() < day)  # as the index of the queue has it
    warning = and_(running, request.warn_on <= day, due_order() >= day)
    asked = ((wanted.overdue, overdue), (wanted.warning, warning))
    return [(found if yes else found.is_not(True)) for yes, found in asked if yes is not None]


def _last_workday(today: date) -> date:
    return last_workday(today, calendar())


def _matching(info: Info, search: str) -> ColumnElement[bool]:
    request, project = tables.Request, tables.Project
    named = visible_select(project, info.context.caller).where(containing(project.name, search))
    return or_(
        containing(request.purpose, search),
        containing(request.document_number, search),
        request.project_id.in_(named.with_only_columns(project.id)),
    )


async def _as_of(info: Info, id: UUID, at: datetime) -> SupportRequest | None:
    """Read a request afresh: a subscription lives long, and its context must not remember earlier rows or days."""
    context = info.context
    context.now = max(context.now, at)
    context.forget()
    return await fetch(info, SupportRequest, id)
