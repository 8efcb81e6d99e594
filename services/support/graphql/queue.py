"""A bureau's queue: read page by page in the order of due dates, and followed live."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import ColumnElement, Select, and_, or_, select

from services.chassis.calendar import calendar
from services.chassis.graphql import ApiError, Connection, Info, Key, paged
from services.chassis.visibility import visible_select
from services.law.parties import Role
from services.support.domain.clock import last_workday
from services.support.domain.request import OPEN
from services.support.domain.rulebook import bureau_roles
from services.support.graphql.enums import Action, State
from services.support.graphql.requests import SupportRequest
from services.support.store import tables
from services.support.store.tables.request import due_order

LONGEST_SEARCH = 100
OVERSEERS = (Role.PROJECT_SERVICE, Role.INVESTMENT_AUTHORITY)
_RUNNING = tuple(OPEN - {State.RETURNED})


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


@strawberry.type(description="队列的一次变化 / One change of a queue")
class RequestQueueChange:
    action: Action = strawberry.field(description="步骤 / What was done")
    at: datetime = strawberry.field(description="时间 / When")
    request: SupportRequest = strawberry.field(description="变化后的申请 / The request after it")


@strawberry.type
class QueueQuery:
    @strawberry.field(
        description="承办单位的申请队列，按到期先后，待补正的排后；限本单位人员及项目服务、投资主管部门 / "
        "A bureau's queue in the order of due dates; for its members, project service and investment authority"
    )
    async def request_queue(
        self,
        info: Info,
        bureau_id: Annotated[UUID, strawberry.argument(description="承办单位 / The bureau")],
        filter: Annotated[RequestQueueFilter | None, strawberry.argument(description="筛选 / Filter")] = None,
        first: Annotated[int | None, strawberry.argument(description="向后取几项 / Page forwards")] = None,
        after: Annotated[str | None, strawberry.argument(description="此游标之后 / After this cursor")] = None,
        last: Annotated[int | None, strawberry.argument(description="向前取几项 / Page backwards")] = None,
        before: Annotated[str | None, strawberry.argument(description="此游标之前 / Before this cursor")] = None,
    ) -> Connection[SupportRequest]:
        await _may_watch(info, bureau_id)
        query = _filtered(info, bureau_id, filter or RequestQueueFilter())
        keys = [Key(due_order()), Key(tables.Request.id)]
        return await paged(info, query, keys, SupportRequest.of, first=first, after=after, last=last, before=before)


@strawberry.type(description="订阅 / Subscriptions")
class Subscription:
    @strawberry.subscription(
        description="承办单位队列的实时变化（提示；断线重连后请重新读取队列）/ "
        "Changes of a bureau's queue as they happen; read the queue again after a reconnection"
    )
    async def request_queue_changed(
        self, info: Info, bureau_id: Annotated[UUID, strawberry.argument(description="承办单位 / The bureau")]
    ) -> AsyncGenerator[RequestQueueChange, None]:
        await _may_watch(info, bureau_id)
        async for hint in info.context.runtime.listen(f"queue:{bureau_id}"):
            at = datetime.fromisoformat(hint["at"])
            request = await _as_of(info, UUID(hint["requestId"]), at)
            if request is not None:
                yield RequestQueueChange(action=Action(hint["action"]), at=at, request=request)


async def _may_watch(info: Info, bureau_id: UUID) -> None:
    """Let the bureau's own people in, and the two departments that coordinate (第二条、第十四条)."""
    caller = info.context.caller
    bureau = await info.context.load(tables.Organization.id, bureau_id)
    own = caller.unit == bureau_id and caller.acts_as(*bureau_roles())
    if bureau is None or not (own or caller.acts_as(*OVERSEERS)):
        raise ApiError(
            "FORBIDDEN", "仅承办单位人员及项目服务、投资主管部门可以查看该队列 / this queue is not open to you"
        )


def _filtered(info: Info, bureau_id: UUID, wanted: RequestQueueFilter) -> Select[Any]:
    request, context = tables.Request, info.context
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
        mine = request.claimant == context.caller.subject
        conditions.append(mine if wanted.mine else or_(request.claimant.is_(None), ~mine))
    if wanted.search:
        conditions.append(_matching(wanted.search))
    conditions += _timed(info, wanted)
    return visible_select(request, context.caller).where(*conditions)


def _timed(info: Info, wanted: RequestQueueFilter) -> list[ColumnElement[bool]]:
    """The same days that `domain.clock.read` compares; what does not run is neither overdue nor warns."""
    request, day = tables.Request, last_workday(info.context.today, calendar())
    running = request.state.in_(_RUNNING)
    overdue = and_(running, request.due_on < day)
    warning = and_(running, request.warn_on <= day, request.due_on >= day)
    asked = ((wanted.overdue, overdue), (wanted.warning, warning))
    return [(found if yes else found.is_not(True)) for yes, found in asked if yes is not None]


def _matching(search: str) -> ColumnElement[bool]:
    if len(search) > LONGEST_SEARCH:
        raise ApiError(
            "BAD_INPUT", f"查找文字不得超过 {LONGEST_SEARCH} 字 / a search has at most {LONGEST_SEARCH} characters"
        )
    request, project = tables.Request, tables.Project
    named = select(project.id).where(project.name.icontains(search, autoescape=True))
    return or_(
        request.purpose.icontains(search, autoescape=True),
        request.document_number.icontains(search, autoescape=True),
        request.project_id.in_(named),
    )


async def _as_of(info: Info, id: UUID, at: datetime) -> SupportRequest | None:
    """Read a request afresh: a subscription lives long, and its context must not remember earlier rows or days."""
    context = info.context
    context.now = max(context.now, at)
    context.forget()
    async with context.reading() as session:
        row = await session.scalar(visible_select(tables.Request, context.caller).where(tables.Request.id == id))
    return SupportRequest.of(row) if row else None
