"""Kept views of the queue: filter and order as clients give them, judged by the schema when kept and whenever shown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from typing import Annotated, Any, cast
from uuid import UUID

import strawberry
from graphql import GraphQLArgument, get_named_type, validate_input_value
from sqlalchemy import select
from strawberry.scalars import JSON

from services.chassis.graphql import Connection, Info, Performed, UserError, perform
from services.chassis.reads import Key, answer, derived, fetch, page, sql, table
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.support.domain.views import A17, Settings
from services.support.graphql.arguments import COMMAND, After, First
from services.support.store import tables
from services.support.usecases.officers.views import KeepView, keep_view

_LARGEST = 4_000  # characters of a filter


@cache
def _arguments() -> dict[str, GraphQLArgument]:
    from services.support.graphql.schema import schema  # noqa: PLC0415 - which is made of this

    query = schema().core.query_type
    assert query is not None
    return dict(query.fields["requestQueue"].args)


def faults(settings: dict[str, Any]) -> list[str]:
    """Name the places of the settings (filter, sort) that the queue does not take; none where all of it fits."""
    return list(_faults(settings))


def _faults(settings: dict[str, Any]) -> Iterator[str]:
    for name, value in settings.items():
        kind = _arguments()[name].type
        known = getattr(get_named_type(kind), "fields", {})
        yield from (f"{name}.{key}" for key in value if key not in known) if isinstance(value, dict) else ()
        wrong: list[str] = []

        def note(_: Any, path: list[Any], name: str = name, wrong: list[str] = wrong) -> None:
            wrong.append(".".join(map(str, (name, *path))))

        fitting = {key: of for key, of in value.items() if key in known} if isinstance(value, dict) else value
        validate_input_value(fitting, kind, note)
        yield from wrong


@strawberry.type(description="保存的队列视图 / A kept view of the queue")
@table(tables.QueueView)
class QueueView:
    id: UUID = strawberry.field(description="标识 / Id")
    version: int = strawberry.field(description="版本，供 expectedVersion / Version for expectedVersion")
    name: str = strawberry.field(description="名称 / Name")
    shared: bool = strawberry.field(description="是否在本单位共享 / Whether it is shared in the bureau")
    owner_name: str = strawberry.field(description="所有者 / Whose it is")
    sort: str = strawberry.field(description="排序，作为 sort 参数 / Order, for the argument sort")
    saved_at: datetime = strawberry.field(description="保存时间 / When it was kept")

    @sql(description="是否本人的 / Whether it is the caller's own")
    def mine(self: Any, info: Info) -> bool:
        return answer(self.owner == info.context.caller.subject)

    @derived("filter", description="筛选，可原样作为 filter 变量 / The filter, to be sent as a variable just as it is")
    def filter(self: Any) -> JSON:
        return self.filter  # type: ignore[no-any-return]

    @derived(
        "filter", "sort", description="已不适用的条件，为空即可直接使用 / What does not fit any more; none if usable"
    )
    def faults(self: Any) -> list[str]:
        return faults({"filter": self.filter, "sort": self.sort})


@strawberry.input(description="保存队列视图；给出标识则为修改 / Keep a view of the queue; with an id: change one")
class SaveQueueViewInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    name: str = strawberry.field(description="名称 / Name")
    filter: JSON = strawberry.field(description="RequestQueueFilter 的内容 / A RequestQueueFilter")
    sort: str = strawberry.field(default="DUE", description="排序 / Order (RequestQueueSort)")
    shared: bool = strawberry.field(default=False, description="在本单位共享 / Shared in the bureau")
    view_id: UUID | None = strawberry.field(default=None, description="要修改的视图 / The view to change")
    expected_version: int | None = strawberry.field(
        default=None, description="所依据的版本 / The version that was seen"
    )


@strawberry.input(description="删除队列视图 / Delete a view")
class DeleteQueueViewInput:
    idempotency_key: str = strawberry.field(description="幂等键 / Idempotency key")
    view_id: UUID = strawberry.field(description="视图 / The view")
    expected_version: int = strawberry.field(description="所依据的版本 / The version that was seen")


@strawberry.type(description="视图操作结果 / Result of a command on a view")
class QueueViewPayload:
    view: QueueView | None = strawberry.field(description="操作后的视图 / The view after it")
    user_errors: list[UserError] = strawberry.field(description="不予通过的理由 / Reasons of a refusal")


async def _kept(work: Work, command: KeepView) -> UUID | Refusal:
    """Judge what a filter says before the command is; a filter is the schema's affair."""
    settings = command.settings
    if settings is not None:
        breaches = _misfits(settings)
        if breaches:
            return Refusal(breaches)
    return await keep_view(work, command)


def _misfits(settings: Settings) -> tuple[Breach, ...]:
    if not isinstance(settings.filter, dict):
        return (Breach("FILTER_INVALID", "筛选须为对象", A17, "filter"),)
    if len(str(settings.filter)) > _LARGEST:
        return (Breach("FILTER_INVALID", f"筛选内容最长 {_LARGEST} 个字符", A17, "filter"),)
    found = faults({"filter": settings.filter, "sort": settings.sort})
    return tuple(Breach("FILTER_INVALID", f"队列没有这样的筛选、排序或取值：{at}", A17, at) for at in found)


@strawberry.type
class QueueViewQuery:
    @sql(
        description="可用的队列视图：本人的及本单位共享的，按名称 / Views of one's own and those shared in the bureau, by name"
    )
    def queue_views(
        self: Any,
        info: Info,
        mine: Annotated[
            bool | None, strawberry.argument(description="仅本人的，或仅共享的 / Own ones only, or others'")
        ] = None,
        first: First = None,
        after: After = None,
    ) -> Connection[QueueView]:
        view, subject = tables.QueueView, info.context.caller.subject
        query = select(view).where(view.deleted_at.is_(None))
        if mine is not None:
            query = query.where(view.owner == subject if mine else view.owner != subject)
        return page(query, [Key(view.name), Key(view.id)])


async def _payload(info: Info, done: Performed) -> QueueViewPayload:
    return QueueViewPayload(view=await fetch(info, QueueView, done.id), user_errors=done.user_errors)


@strawberry.type
class QueueViewMutation:
    @strawberry.mutation(description="保存或修改队列视图 / Keep a view of the queue, or change one's own")
    async def save_queue_view(self, info: Info, input: Annotated[SaveQueueViewInput, COMMAND]) -> QueueViewPayload:
        settings = Settings(
            name=input.name, shared=input.shared, filter=cast("dict[str, Any]", input.filter), sort=input.sort
        )
        command = KeepView(settings=settings, view_id=input.view_id, expected_version=input.expected_version)
        operation = "saveQueueView" if input.view_id is None else "changeQueueView"
        return await _payload(info, await perform(info, operation, input, command, _kept))

    @strawberry.mutation(description="删除本人的队列视图 / Delete one's own view of the queue")
    async def delete_queue_view(self, info: Info, input: Annotated[DeleteQueueViewInput, COMMAND]) -> QueueViewPayload:
        command = KeepView(settings=None, view_id=input.view_id, expected_version=input.expected_version)
        return await _payload(info, await perform(info, "deleteQueueView", input, command, _kept))
