"""A bureau's queue: read page by page in the order of due dates, and followed live."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import ColumnElement, Date, Select, and_, literal_column, or_, select, true, tuple_, union_all

from services.chassis.calendar import calendar
from services.chassis.graphql import Connection, Info
from services.chassis.reads import Key, containing, fetch, page, through
from services.chassis.reads.finding import found, sought, whole
from services.chassis.visibility import visible_select
from services.support.domain.clock import last_workday
from services.support.domain.request import OPEN
from services.support.domain.rulebook import RULES
from services.support.graphql.arguments import After, Before, First, Last
from services.support.graphql.enums import Action, State
from services.support.graphql.requests import SupportRequest
from services.support.graphql.watching import Watched, may_watch, watched
from services.support.store import tables

_RUNNING = OPEN - {State.RETURNED}
# before the end of the limit a request warns for so many working days at most; one more, for a limit that ends on a holiday
_WARNING = 1 + max(entry.value.warning_days for rules in RULES.values() for kind in rules for entry in kind.entries)
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
        request, query = _narrowest(filter.search if filter else None)
        query = query.where(*_filtered(request, info, bureau_id, filter or RequestQueueFilter()))
        return page(query, [Key(request.due_order), Key(request.id)], guard=watched(info, bureau_id))


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


def _narrowest(search: str | None) -> tuple[Any, Select[Any]]:
    """Start with what a search may find, or with all requests."""
    request = tables.Request
    if search is None:
        return request, select(request)
    project = sought(tables.ProjectSearch, search).subquery()
    # project by project, which a join would not be bound to
    its_own = select(request.id).where(request.project_id == project.c.id).offset(literal_column("0")).lateral()
    of_project = select(its_own.c.id).select_from(project.join(its_own, true()))
    some = union_all(sought(tables.RequestSearch, search), of_project).subquery()
    row, kept = found(request, select(some), request.due_order)
    return row, select(row).where(kept)


def _filtered(request: Any, info: Info, bureau_id: UUID, wanted: RequestQueueFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [request.bureau_id == bureau_id]
    if _open(wanted):
        conditions.append(request.ended_on.is_(None))  # what the index of the queue holds
    if not _has_index(wanted):
        conditions.append(whole(request))
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
    return conditions + _timed(request, info, wanted)


def _open(wanted: RequestQueueFilter) -> bool:
    return wanted.states is None or OPEN.issuperset(wanted.states)


def _has_index(wanted: RequestQueueFilter) -> bool:
    """Whether some condition has an index of its own in the order of the queue, or few rows."""
    if wanted.project_id is not None or (wanted.states is not None and len(wanted.states) == 1):
        return True
    return _open(wanted) and (wanted.kind is not None or wanted.mine is True)


def _timed(request: Any, info: Info, wanted: RequestQueueFilter) -> list[ColumnElement[bool]]:
    """The same days that `domain.clock.read` compares; what does not run is neither overdue nor warns."""
    day, until = (through(info.context.today, last, Date()) for last in (_last_workday, _last_warned_of))
    running = _running(request, wanted.states)
    overdue = and_(running, request.due_order < day)
    # compared as a row: the planner takes two bounds of one column for a narrow range, and would sort all that is in it
    near = tuple_(request.due_order, request.id) <= tuple_(until, literal_column(f"'{UUID(int=2**128 - 1)}'::uuid"))
    warning = and_(running, request.warn_on <= day, request.due_order >= day, near)
    asked = ((wanted.overdue, overdue), (wanted.warning, warning))
    return [(found if yes else found.is_not(True)) for yes, found in asked if yes is not None]


def _running(request: Any, states: list[State] | None) -> ColumnElement[bool]:
    if states is None:  # open is then asked for as well, of which this is nearly all: so the planner takes it
        return request.state != State.RETURNED  # type: ignore[no-any-return]
    running = _RUNNING.intersection(states)
    return request.state.in_(sorted(running)) if running else literal_column("false")


def _last_workday(today: date) -> date:
    return last_workday(today, calendar())


def _last_warned_of(today: date) -> date:
    return calendar().add(_last_workday(today), _WARNING)


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
