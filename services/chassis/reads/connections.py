"""A page of a list as SQL: only what is selected of it is worked out, and one row more only to tell whether it goes on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from graphql import get_named_type
from sqlalchemy import ARRAY, ColumnElement, Integer, case, func, inspect, literal_column, select, true
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.sql.elements import Grouping
from sqlalchemy.sql.selectable import FromClause

from services.chassis.faults import ApiError
from services.chassis.reads import compiler as compiling
from services.chassis.reads.asking import NotCompilable
from services.chassis.reads.page import ONE, Slice, counted, cursor_of
from services.chassis.visibility import narrowed

if TYPE_CHECKING:
    from services.chassis.reads.compiler import Compiler, Entity, Written
    from services.chassis.reads.declare import Page


def page(
    compiler: Compiler, kind: Any, parent: Entity, of: Page, arguments: Mapping[str, Any], details: Sequence[Any]
) -> Written:
    """Write a connection."""
    try:
        part = Slice.of(arguments)
    except ApiError as refused:
        raise NotCompilable(str(refused)) from refused
    written = _page(compiler, kind, parent, replace(of, query=narrowed(of.query, compiler.asker.caller)), part, details)
    return written if of.guard is None else written._replace(json=case((of.guard, written.json)))


def _page(compiler: Compiler, kind: Any, parent: Entity, of: Page, part: Slice, details: Sequence[Any]) -> Written:
    query = of.query
    selected_of = compiler.subfields(kind, details)
    asked = [(f[0].node.name.value, f) for _, f in selected_of]  # a name may come twice, by aliases

    def total(_: Sequence[Any]) -> Written:
        count = counted(query)
        return compiling.Written((count.correlate(*parent.froms) if parent.froms else count).scalar_subquery())

    if not {name for name, _ in asked} & {"edges", "pageInfo"} and part.certain:
        return compiling.composed(compiler, kind, details, {"totalCount": total})
    edge = get_named_type(kind.fields["edges"].type)
    node = get_named_type(edge.fields["node"].type)
    info = compiler.schema.type_map["PageInfo"]
    peek = part.backwards or _goes_on(compiler, info, asked)
    keys = [k.column.label(f"_k{i}") for i, k in enumerate(of.keys)]
    rows = compiler.rows(part.sliced(query, of.keys, *keys, peek=peek), parent, node)
    read = _Read(part, rows, [k.name for k in keys], peek=peek)

    def edges(selected: Sequence[Any]) -> Written:
        parts = {
            "cursor": lambda _: compiling.Written(read.cursor),
            "node": lambda d: compiler.selected(node, rows, d),
        }
        json, fill = compiling.composed(compiler, edge, selected, parts)
        return compiling.Written(func.coalesce(read.all(json), compiling.EMPTY), fill)

    def page_info(selected: Sequence[Any]) -> Written:
        return compiling.composed(compiler, info, selected, read.info())

    json, fill = compiling.composed(
        compiler, kind, details, {"edges": edges, "pageInfo": page_info, "totalCount": total}
    )
    # one row also where nothing aggregates or nothing is found
    return compiling.Written(select(json).select_from(*rows.froms).having(true()).scalar_subquery(), fill)


def _goes_on(compiler: Compiler, info: Any, asked: Sequence[tuple[str, Any]]) -> bool:
    """Whether it is asked if a page that is read forwards goes on."""
    infos = (compiler.subfields(info, fields) for name, fields in asked if name == "pageInfo")
    return any(f[0].node.name.value == "hasNextPage" for fields in infos for _, f in fields)


class _Read:
    """The rows of a page as they come: in its order (or the reverse, read backwards), with one row more after a peek."""

    def __init__(self, part: Slice, rows: Entity, keys: Sequence[str], *, peek: bool) -> None:
        source = rows.froms[0]
        columns = source.c if isinstance(source, FromClause) else inspect(source).selectable.c
        self._part, self._peek = part, peek
        self._keys = [columns[name] for name in keys]
        self._number = columns["_n"] if peek else None

    @property
    def cursor(self) -> ColumnElement[str]:
        """The cursor of each row."""
        return cursor_of(self._keys)

    def all(self, value: Any) -> Any:
        """Gather what is written of each row of the page; the rows come in order, as in any list over a sorted query."""
        if self._number is not None and self._part.backwards:
            value = aggregate_order_by(value, self._number.desc())
        return self._kept(func.json_agg(value))

    def end(self, *, last: bool) -> Any:
        """Write the cursor of the first or the last row that was read: once, and not for each row."""
        count = func.least(func.count(), self._part.limit) if self._peek else func.count()
        at = func.cast(count, Integer) if last else ONE
        found = [Grouping(self._kept(func.array_agg(k, type_=ARRAY(k.type))))[at] for k in self._keys]
        return compiling.unless_null(found[0], cursor_of(found))

    def info(self) -> dict[str, Callable[[Any], Written]]:
        """Give the parts of `PageInfo`; of each what is asked for is written."""
        backwards = self._part.backwards
        goes_on, reached = func.count() > self._part.limit, _truth(self._part.reached)
        return {
            "hasNextPage": lambda _: compiling.Written(reached if backwards else goes_on),
            "hasPreviousPage": lambda _: compiling.Written(goes_on if backwards else reached),
            "startCursor": lambda _: compiling.Written(self.end(last=backwards)),
            "endCursor": lambda _: compiling.Written(self.end(last=not backwards)),
        }

    def _kept(self, aggregate: Any) -> Any:
        return aggregate if self._number is None else aggregate.filter(self._number <= self._part.limit)


def _truth(value: bool) -> Any:
    return literal_column("true" if value else "false")
