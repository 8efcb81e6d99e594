"""The types of a page as clients see them (Relay connections)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

import strawberry

N = TypeVar("N")


@strawberry.federation.type(shareable=True, description="分页信息 / Where a page stands in the whole list")
class PageInfo:
    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@strawberry.type(description="列表中的一项及其游标 / One item of a page with its cursor")
class Edge(Generic[N]):
    node: N
    cursor: str


@strawberry.type(description="分页列表 / One page of a list")
class Connection(Generic[N]):
    edges: list[Edge[N]]
    page_info: PageInfo
    counting: strawberry.Private[Callable[[], Awaitable[int]]]

    @strawberry.field(  # type: ignore[untyped-decorator]
        description="满足条件的总数（仅在请求时统计）/ Number of all items, counted only when asked for"
    )
    async def total_count(self) -> int:
        return await self.counting()
