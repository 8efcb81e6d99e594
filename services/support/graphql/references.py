"""Entities of other services that this one refers to or extends; the gateway joins them by their keys.

What is added may be null: when this service is away, the owner's own fields are still answered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

import strawberry
from sqlalchemy import Select, select
from strawberry.federation.schema_directives import Key
from strawberry.federation.types import FieldSet

from services.chassis.reads import answer, foreign, sql
from services.support.graphql.enums import State
from services.support.store import tables

if TYPE_CHECKING:
    from services.support.graphql.requests import SupportRequest

Requests = Annotated["SupportRequest", strawberry.lazy("services.support.graphql.requests")]
Kind = Annotated[str | None, strawberry.argument(description="事项代码 / Code of a kind")]
States = Annotated[list[State] | None, strawberry.argument(description="状态 / States; all when absent")]


@strawberry.federation.type(
    keys=[Key(fields=FieldSet("id"), resolvable=False)], description="单位 / A unit (owned by reserve)"
)
@foreign
class Organization:
    id: UUID = strawberry.federation.field(description="单位编号 / Id")


@strawberry.federation.type(
    keys=["id"], description="项目（本服务补充其要素保障申请）/ A project (owned by reserve), here with its requests"
)
@foreign
class Project:
    id: UUID = strawberry.federation.field(description="项目编号 / Id")

    @sql(
        description="要素保障申请，按收件先后，限本人有权查看的 / Requests that the caller may see, in the order of receipt"
    )
    def requests(self: Any, kind: Kind = None, states: States = None) -> list[Requests] | None:
        return answer(_requests(kind, states).where(tables.Request.project_id == self.id))


@strawberry.federation.type(
    keys=["id"],
    description="倒排计划节点（本服务补充其要素保障申请）/ A schedule node (owned by schedule), here with its requests",
)
@foreign
class ScheduleNode:
    id: UUID = strawberry.federation.field(description="节点编号 / Id")

    @sql(
        description="要素保障申请，按收件先后，限本人有权查看的 / Requests that the caller may see, in the order of receipt"
    )
    def requests(self: Any, kind: Kind = None, states: States = None) -> list[Requests] | None:
        return answer(_requests(kind, states).where(tables.Request.node_id == self.id))


def _requests(kind: str | None, states: list[State] | None) -> Select[Any]:
    """Start a query in the order of receipt, which is that of the ids."""
    request = tables.Request
    query = select(request).order_by(request.id)
    query = query if kind is None else query.where(request.kind == kind)
    return query if states is None else query.where(request.state.in_(states))
