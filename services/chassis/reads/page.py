"""Connections paged by keys, never by offset: stable while rows come and go, as fast on page 1,000 as on page 1.

Sizes, conditions, order and cursors are SQL that the compiled statement and the walk share, so that both give the same
page with the same cursors.
"""

from __future__ import annotations

import base64
import binascii
import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import ColumnElement, Integer, Select, Text, and_, cast, func, literal, literal_column, or_, tuple_

from services.chassis.faults import ApiError
from services.chassis.reads.asking import bound, getter_of, value_of

PAGING = frozenset({"first", "after", "last", "before"})
MAX_PAGE = 200
DEFAULT_PAGE = 20
ONE = literal_column("1", Integer())


@dataclass(frozen=True, slots=True)
class Key:
    """A column to sort by; all keys of a page together must be unique and none may be null."""

    column: Any
    descending: bool = False

    def ordered(self, *, backwards: bool) -> ColumnElement[Any]:
        ordered: ColumnElement[Any] = self.column.desc() if self.descending != backwards else self.column.asc()
        return ordered


@dataclass(frozen=True, slots=True)
class Slice:
    """Which part of a list is asked for; values of a request, or binds."""

    size: Any
    backwards: bool
    after: Any
    before: Any

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Slice:
        """Read the four arguments; raise ApiError BAD_INPUT for sizes beyond 200 and for both directions at once."""
        first, last = given.get("first"), given.get("last")
        if first is not None and last is not None:
            raise ApiError("BAD_INPUT", "first 与 last 不能同时给出 / give first or last, not both")
        asked = first if first is not None else last if last is not None else DEFAULT_PAGE
        get = getter_of(asked)
        size = _checked(asked) if get is None else bound(lambda v, c: _checked(get(v, c)), Integer())
        return cls(size, last is not None, given.get("after"), given.get("before"))

    @property
    def reached(self) -> bool:
        """Whether the page begins at a cursor, so that something lies on its other side."""
        return (self.before if self.backwards else self.after) is not None

    @property
    def certain(self) -> bool:
        """Whether nothing of it is still to be judged when the statement is run."""
        return isinstance(self.size, int) and self.after is None and self.before is None

    @property
    def limit(self) -> Any:
        """The size as SQL: what stands in a document is part of the plan."""
        return literal_column(str(self.size), Integer()) if isinstance(self.size, int) else self.size

    def sliced(self, query: Select[Any], keys: Sequence[Key], *columns: Any, peek: bool = True) -> Select[Any]:
        """Return the rows of the page in its order, with these columns beside them.

        With `peek` there is one row more, which tells that the list goes on, and `_n` counts from where the page begins.
        """
        for cursor, is_after in ((self.after, True), (self.before, False)):
            if cursor is not None:
                query = query.where(_beyond(keys, _values(cursor, keys), after=is_after))
        order = [k.ordered(backwards=self.backwards) for k in keys]
        if peek:
            columns = (func.row_number().over(order_by=order).label("_n"), *columns)
        return query.add_columns(*columns).order_by(*order).limit(self.limit + ONE if peek else self.limit)


def _checked(size: int) -> int:
    if not 0 <= size <= MAX_PAGE:
        raise ApiError("BAD_INPUT", f"每页须为 0–{MAX_PAGE} 项 / a page has 0 to {MAX_PAGE} items")
    return size


def counted(query: Select[Any]) -> Select[Any]:
    """Count all rows of the query."""
    return query.order_by(None).with_only_columns(func.count().label("n"), maintain_column_froms=True)


def _beyond(keys: Sequence[Key], values: Sequence[Any], *, after: bool) -> ColumnElement[bool]:
    """Compare lexicographically, each key in its own direction."""
    if len({k.descending for k in keys}) == 1:  # one row comparison, which an index seeks by
        here, there = tuple_(*(k.column for k in keys)), tuple_(*values)
        seek: ColumnElement[bool] = here > there if after != keys[0].descending else here < there
        return seek
    steps = []
    for i, (key, value) in enumerate(zip(keys, values, strict=True)):
        equal = [k.column == v for k, v in zip(keys[:i], values[:i], strict=True)]
        steps.append(and_(*equal, key.column > value if after != key.descending else key.column < value))
    first, start = keys[0], values[0]
    # the alternatives alone would be filtered row by row; this bound lets an index seek to the page
    bound_ = first.column >= start if after != first.descending else first.column <= start
    return and_(bound_, or_(*steps))


def cursor_of(keys: Sequence[ColumnElement[Any]]) -> ColumnElement[str]:
    """Write the keys of a row as an opaque text, safe in URLs."""
    parts = cast(func.json_build_array(*(cast(k, Text) for k in keys)), Text)
    encoded = func.encode(func.convert_to(parts, literal_column("'UTF8'")), literal_column("'base64'"))
    return func.translate(encoded, literal_column("E'+/\\n'"), literal_column("'-_'"), type_=Text())


def _values(cursor: Any, keys: Sequence[Key]) -> list[Any]:
    """Return the keys of a cursor, as values or as binds of a statement."""
    get = value_of(cursor)
    if getter_of(cursor) is None:
        found = decoded(cursor, keys)
        return [literal(v, k.column.type) for v, k in zip(found, keys, strict=True)]
    kinds = [k.column.type.python_type for k in keys]
    last: tuple[str, list[Any]] = ("", [])

    def part(i: int, values: Any, context: Any) -> Any:
        """Return one key; a cursor is read once for all of its keys."""
        nonlocal last
        given = get(values, context)
        if given != last[0] or not last[1]:
            last = (given, _read_all(given, kinds))
        return last[1][i]

    return [bound(functools.partial(part, i), k.column.type) for i, k in enumerate(keys)]


def decoded(cursor: str, keys: Sequence[Key]) -> list[Any]:
    """Read a cursor; raise ApiError BAD_INPUT for what is not one of this list."""
    return _read_all(cursor, [k.column.type.python_type for k in keys])


def _read_all(cursor: str, kinds: Sequence[type[Any]]) -> list[Any]:
    try:
        parts = orjson.loads(base64.b64decode(cursor.encode("ascii"), altchars=b"-_", validate=True))
        return [_read(kind, part) for kind, part in zip(kinds, parts, strict=True)]
    except (binascii.Error, UnicodeError, ValueError, TypeError, InvalidOperation, KeyError) as fault:
        raise ApiError("BAD_INPUT", "游标无效 / not a cursor of this list") from fault


def _read(kind: type[Any], text: Any) -> Any:
    if not isinstance(text, str):
        raise TypeError(f"not a key: {text!r}")
    return _READERS.get(kind, kind)(text)


def _finite(text: str) -> Decimal:
    number = Decimal(text)
    if not number.is_finite() or abs(number.adjusted()) > MAX_PAGE:
        raise ValueError("not a finite number")
    return number


def _small(text: str) -> int:
    number = int(text)
    if abs(number) >= 2**31:
        raise ValueError("not an integer of the database")
    return number


_READERS: dict[type[Any], Callable[[str], Any]] = {
    date: lambda t: {"-infinity": date.min, "infinity": date.max}.get(t) or date.fromisoformat(t),
    datetime: datetime.fromisoformat,
    bool: lambda t: {"true": True, "false": False}[t],
    Decimal: _finite,
    int: _small,
    UUID: UUID,
}
