"""Entities of other services that this one refers to or extends; the gateway joins them by their keys.

What is added may be null: when this service is away, the owner's own fields are still answered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import strawberry
from strawberry.federation.schema_directives import Key
from strawberry.federation.types import FieldSet

from services.chassis.graphql import Info
from services.support.graphql.enums import State
from services.support.store import tables

if TYPE_CHECKING:
    from services.support.graphql.requests import SupportRequest

Requests = Annotated["SupportRequest", strawberry.lazy("services.support.graphql.requests")]


@strawberry.federation.type(
    keys=[Key(fields=FieldSet("id"), resolvable=False)], description="单位 / A unit (owned by reserve)"
)
class Organization:
    id: UUID = strawberry.federation.field(description="单位编号 / Id")


@strawberry.federation.type(
    keys=["id"], description="项目（本服务补充其要素保障申请）/ A project (owned by reserve), here with its requests"
)
class Project:
    id: UUID = strawberry.federation.field(description="项目编号 / Id")

    @classmethod
    async def resolve_reference(cls, id: str) -> Project:
        return cls(id=UUID(str(id)))

    @strawberry.field(
        description="要素保障申请，按收件先后，限本人有权查看的 / Requests that the caller may see, in the order of receipt"
    )
    async def requests(
        self,
        info: Info,
        kind: Annotated[str | None, strawberry.argument(description="事项代码 / Code of a kind")] = None,
        states: Annotated[list[State] | None, strawberry.argument(description="状态 / States; all when absent")] = None,
    ) -> list[Requests] | None:
        found = await info.context.load_many(tables.Request.project_id, self.id, tables.Request.id)
        return _shown(found, kind, states)


@strawberry.federation.type(
    keys=["id"],
    description="倒排计划节点（本服务补充其要素保障申请）/ A schedule node (owned by schedule), here with its requests",
)
class ScheduleNode:
    id: UUID = strawberry.federation.field(description="节点编号 / Id")

    @classmethod
    async def resolve_reference(cls, id: str) -> ScheduleNode:
        return cls(id=UUID(str(id)))

    @strawberry.field(
        description="要素保障申请，按收件先后，限本人有权查看的 / Requests that the caller may see, in the order of receipt"
    )
    async def requests(
        self,
        info: Info,
        kind: Annotated[str | None, strawberry.argument(description="事项代码 / Code of a kind")] = None,
        states: Annotated[list[State] | None, strawberry.argument(description="状态 / States; all when absent")] = None,
    ) -> list[Requests] | None:
        found = await info.context.load_many(tables.Request.node_id, self.id, tables.Request.id)
        return _shown(found, kind, states)


def _shown(rows: list[tables.Request], kind: str | None, states: list[State] | None) -> list[SupportRequest]:
    from services.support.graphql.requests import SupportRequest  # noqa: PLC0415 - the two refer to each other

    wanted = [r for r in rows if (kind is None or r.kind == kind) and (states is None or r.state in states)]
    return [SupportRequest.of(row) for row in wanted]
