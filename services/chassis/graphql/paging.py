"""Relay connections paged by keys (never by offset): stable while rows come and go, and as fast on page 1,000 as on 1."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Generic, TypeVar
from uuid import UUID

import orjson
import strawberry
from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from services.chassis.graphql.context import Info
from services.chassis.graphql.errors import ApiError

N = TypeVar("N")
MAX_PAGE = 200
DEFAULT_PAGE = 20


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

    @strawberry.field(description="满足条件的总数（仅在请求时统计）/ Number of all items, counted only when asked for")
    async def total_count(self) -> int:
        return await self.counting()


@dataclass(frozen=True, slots=True)
class Key:
    """A column to sort by; all keys of a page together must be unique and none may be null."""

    column: ColumnElement[Any] | InstrumentedAttribute[Any]
    descending: bool = False

    def ordered(self, *, backwards: bool) -> ColumnElement[Any]:
        return self.column.desc() if self.descending != backwards else self.column.asc()


async def paged(
    info: Info,
    query: Select[Any],
    keys: Sequence[Key],
    node: Callable[[Any], N],
    *,
    first: int | None = None,
    after: str | None = None,
    last: int | None = None,
    before: str | None = None,
) -> Connection[N]:
    """Answer one page of a query; `first/after` pages forwards, `last/before` backwards.

    Raises ApiError BAD_INPUT for sizes beyond 200, both directions at once, and cursors that are not ours.
    """
    if first is not None and last is not None:
        raise ApiError("BAD_INPUT", "first 与 last 不能同时给出 / give first or last, not both")
    size = first if first is not None else last if last is not None else DEFAULT_PAGE
    if not 0 <= size <= MAX_PAGE:
        raise ApiError("BAD_INPUT", f"每页须为 0–{MAX_PAGE} 项 / a page has 0 to {MAX_PAGE} items")
    backwards = last is not None
    sliced = query.add_columns(*(k.column for k in keys))
    for cursor, is_after in ((after, True), (before, False)):
        if cursor is not None:
            sliced = sliced.where(_beyond(keys, _decode(cursor, keys), after=is_after))
    sliced = sliced.order_by(*(k.ordered(backwards=backwards) for k in keys)).limit(size + 1)
    async with info.context.reading() as session:
        rows = list((await session.execute(sliced)).all())
    more = len(rows) > size
    rows = rows[:size][::-1] if backwards else rows[:size]
    edges = [Edge(node=node(r[0]), cursor=_encode(r[-len(keys) :])) for r in rows]

    async def counting() -> int:
        counted = select(func.count()).select_from(query.order_by(None).subquery())
        async with info.context.reading() as session:
            return (await session.execute(counted)).scalar_one()

    page = PageInfo(
        has_next_page=before is not None if backwards else more,
        has_previous_page=more if backwards else after is not None,
        start_cursor=edges[0].cursor if edges else None,
        end_cursor=edges[-1].cursor if edges else None,
    )
    return Connection(edges=edges, page_info=page, counting=counting)


def _beyond(keys: Sequence[Key], values: Sequence[Any], *, after: bool) -> ColumnElement[bool]:
    """Lexicographic comparison, each key in its own direction."""
    steps = []
    for i, (key, value) in enumerate(zip(keys, values, strict=True)):
        equal = [k.column == v for k, v in zip(keys[:i], values[:i], strict=True)]
        steps.append(and_(*equal, key.column > value if after != key.descending else key.column < value))
    first, start = keys[0], values[0]
    # the alternatives alone would be filtered row by row; this bound lets an index seek to the page
    bound = first.column >= start if after != first.descending else first.column <= start
    return and_(bound, or_(*steps))


def _encode(values: Sequence[Any]) -> str:
    return base64.urlsafe_b64encode(orjson.dumps([str(v.value if hasattr(v, "value") else v) for v in values])).decode()


def _decode(cursor: str, keys: Sequence[Key]) -> list[Any]:
    try:
        parts = orjson.loads(base64.b64decode(cursor.encode("ascii"), altchars=b"-_", validate=True))
        return [_read(k.column.type.python_type, p) for k, p in zip(keys, parts, strict=True)]
    except (binascii.Error, UnicodeError, ValueError, TypeError, InvalidOperation, KeyError) as fault:
        raise ApiError("BAD_INPUT", "游标无效 / not a cursor of this list") from fault


def _read(kind: type[Any], text: Any) -> Any:
    if not isinstance(text, str):
        raise TypeError(f"not a key: {text!r}")
    readers: dict[type[Any], Callable[[str], Any]] = {
        date: date.fromisoformat,
        datetime: datetime.fromisoformat,
        bool: lambda t: {"True": True, "False": False}[t],
    }
    if kind in {str, int, Decimal, UUID} or kind not in readers:
        return kind(text)
    return readers[kind](text)
