"""graphql-core over the same declarations: one batched statement for each field and arguments, for all parents at once.

Rows become objects of their Strawberry class, so that whatever is not declared (a resolver of its own, a payload of a
mutation) finds plain values.
"""

from __future__ import annotations

import asyncio
import functools
from collections import defaultdict
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from graphql import GraphQLList, get_named_type, get_nullable_type
from sqlalchemy import ARRAY, Select, func, inspect, literal, select, true, tuple_
from sqlalchemy.orm import aliased
from strawberry.dataloader import DataLoader

from services.chassis.reads import scalars
from services.chassis.reads.connection import Connection, Edge, PageInfo
from services.chassis.reads.declare import Declared, Page, Refer, Row, column_of, declared, standing_of
from services.chassis.reads.page import Slice, counted, cursor_of
from services.chassis.visibility import narrowed

if TYPE_CHECKING:
    from services.chassis.graphql.context import Context, Info

T = TypeVar("T")
ROW = "_row"
Asked = Select[Any] | list[Any]  # rows of a query, or expressions over the parent itself


async def fetch(info: Info, kind: type[T], id: Any) -> T | None:
    """Return the visible object with this id, or None; what a mutation answers with."""
    found = await info.context.walk.reference(kind, {"id": id}) if id is not None else None
    return cast("T | None", found)


class Walk:
    """What one request has fetched so far; calls of one tick are one statement."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._info = SimpleNamespace(context=context)
        self._loaders: dict[Hashable, DataLoader[Any, Any]] = {}

    async def field(self, mark: Declared, source: Any, info: Any, arguments: Mapping[str, Any]) -> Any:
        """Answer one declared field of one object."""
        of = info._raw_info.return_type  # noqa: SLF001 - Strawberry offers no public way to the core type
        if mark.needs is not None:
            return await self._worked(mark, source, arguments)
        if mark.paging:
            return await self._page(mark, source, of, arguments)
        rows, out = await self._rows(mark, source, arguments)
        if isinstance(out, Refer):
            return _object(of, rows[0]) if rows and next(iter(rows[0].values())) is not None else None
        if not isinstance(out, Select):
            return rows[0]["value"]
        made = [_object(of, row) for row in rows]
        return made if isinstance(get_nullable_type(of), GraphQLList) else made[0] if made else None

    async def reference(self, kind: type[Any], key: Mapping[str, Any]) -> Any:
        """Return an entity by its key: a visible row, or what stands for another service's entity."""
        standing = standing_of(kind)
        assert standing is not None
        id_ = scalars.identifier(key.get("id"))
        if standing.model is None:
            return _made(kind, {"id": id_})
        model = standing.model

        async def load(ids: list[Any]) -> list[Any]:
            query = narrowed(select(model).where(model.id.in_(set(ids))), self._context.caller)
            rows = await self._fetched(_plain(query, model))
            found = {row["id"]: row for row in rows}
            return [_made(kind, found[i]) if i in found else None for i in ids]

        return await asyncio.shield(self._loader(("reference", kind), load).load(id_))

    def forget(self) -> None:
        """Read afresh from now on: something has changed."""
        self._loaders.clear()

    async def _rows(
        self, mark: Declared, source: Any, arguments: Mapping[str, Any]
    ) -> tuple[list[dict[str, Any]], Any]:
        """Fetch what a declaration asks, for this parent among all that ask in the same tick."""

        def of(row: Any) -> Any:
            return mark.call(row, self._info, arguments)

        if source is None:
            out = of(None)
            asked = self._statement(out)
            return await self._fetched(asked if isinstance(asked, Select) else select(*asked)), out
        parent = _Parents.of(source)
        out = of(parent.row)
        rows = await self._each((mark, repr(arguments)), parent, source, lambda p: self._statement(of(p.row)))
        return rows, out

    def _statement(self, out: Any) -> Asked:
        if isinstance(out, Refer):
            return [_expression(v).label(k) for k, v in out.values.items()]
        if not isinstance(out, Select):
            return [_expression(out).label("value")]
        return _plain(narrowed(out, self._context.caller))

    async def _worked(self, mark: Declared, source: Any, arguments: Mapping[str, Any]) -> Any:
        """Work a value out; its plain columns are there already, expressions are fetched for all parents at once."""
        known = getattr(source, ROW, None) or vars(source)
        needs = mark.needs or {}
        plain = {n: known[what] for n, what in needs.items() if isinstance(what, str) and what in known}
        rest = [n for n in needs if n not in plain]
        if rest:
            parent = _Parents.of(source)
            rows = await self._each(
                (mark, "needs"),
                parent,
                source,
                lambda p: [mark.need(p.row, self._info, n).label(n) for n in rest],
            )
            plain |= rows[0]
        return mark.call(Row(plain), self._info, arguments)

    async def _page(self, mark: Declared, source: Any, of: Any, arguments: Mapping[str, Any]) -> Connection[Any]:
        part = Slice.of(arguments)

        def query(row: Any) -> Page:
            page: Page = mark.call(row, self._info, arguments)
            return Page(narrowed(page.query, self._context.caller), page.keys)

        def sliced(row: Any) -> Select[Any]:
            page = query(row)
            cursor = cursor_of([k.column for k in page.keys]).label("_cursor")
            return _plain(part.sliced(page.query, page.keys, cursor))

        async def asked(what: str, make: Callable[[Any], Select[Any]]) -> list[dict[str, Any]]:
            if source is None:
                return await self._fetched(make(None))
            return await self._each((mark, what, repr(arguments)), _Parents.of(source), source, lambda p: make(p.row))

        async def counting() -> int:
            return int((await asked("total", lambda row: counted(query(row).query)))[0]["n"])

        rows = sorted(await asked("rows", sliced), key=lambda r: r["_n"])
        more, rows = len(rows) > part.size, rows[: part.size]
        edge = get_named_type(get_named_type(of).fields["edges"].type)
        node = edge.fields["node"].type
        edges = [Edge(node=_object(node, r), cursor=r["_cursor"]) for r in (rows[::-1] if part.backwards else rows)]
        info = PageInfo(
            has_next_page=part.reached if part.backwards else more,
            has_previous_page=more if part.backwards else part.reached,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        )
        return Connection(edges=edges, page_info=info, counting=counting)

    async def _each(
        self, name: Hashable, parent: _Parents, source: Any, make: Callable[[_Parents], Asked]
    ) -> list[dict[str, Any]]:
        loader = self._loader((name, parent.kind), functools.partial(self._batch, parent, make))
        # one fault lets graphql-core cancel the fields beside it; what others wait for as well must go on
        rows: list[dict[str, Any]] = await asyncio.shield(loader.load(parent.key(source)))
        return rows

    async def _batch(
        self, parent: _Parents, make: Callable[[_Parents], Asked], keys: list[tuple[Any, ...]]
    ) -> list[list[dict[str, Any]]]:
        parent = parent.over(keys)
        marks = [k.label(f"_of{i}") for i, k in enumerate(parent.keys)]
        asked = make(parent)
        if isinstance(asked, Select):
            beneath = asked.correlate(*parent.froms).lateral()
            query = select(*marks, *beneath.c).select_from(*parent.froms).join(beneath, true())
        else:
            query = select(*marks, *asked).select_from(*parent.froms)
        found: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
        for row in await self._fetched(query if parent.condition is None else query.where(parent.condition)):
            found[tuple(row.pop(m.name) for m in marks)].append(row)
        return [found[k] for k in keys]

    async def _fetched(self, query: Select[Any]) -> list[dict[str, Any]]:
        async with self._context.reading() as session:
            return [dict(row) for row in (await session.execute(query)).mappings()]

    def _loader(self, name: Hashable, load: Callable[[list[Any]], Awaitable[Sequence[Any]]]) -> DataLoader[Any, Any]:
        if name not in self._loaders:
            self._loaders[name] = DataLoader(load_fn=load)
        return self._loaders[name]


class _Parents:
    """The objects that ask, as FROM elements: rows of a table, or the given keys of another service's entity."""

    def __init__(self, kind: type[Any], row: Any, froms: tuple[Any, ...], names: tuple[str, ...]) -> None:
        self.kind, self.row, self.froms, self.names = kind, row, froms, names
        self.condition: Any = None

    @classmethod
    def of(cls, source: Any, keys: Sequence[tuple[Any, ...]] = ()) -> _Parents:
        return cls.for_kind(type(source), keys)

    @classmethod
    def for_kind(cls, kind: type[Any], keys: Sequence[tuple[Any, ...]]) -> _Parents:
        standing = standing_of(kind)
        assert standing is not None, f"{kind.__name__} stands over nothing"
        if standing.model is not None:
            entity = _alias(cast("Hashable", standing.model))
            made = cls(kind, entity, (entity,), tuple(str(c.key) for c in standing.mapper.primary_key))
            made.condition = tuple_(*made.keys).in_(keys)
            return made
        names = tuple(column_of(f) for f in _columns_of(kind))
        given = func.unnest(*(literal([k[i] for k in keys], ARRAY(_type_of(kind, i))) for i in range(len(names))))
        table = given.table_valued(*names, name="r").render_derived()
        for i, name in enumerate(names):
            table.c[name].type = _type_of(kind, i)
        return cls(kind, Row({n: table.c[n] for n in names}), (table,), names)

    @property
    def keys(self) -> list[Any]:
        return [getattr(self.row, n) for n in self.names]

    def key(self, source: Any) -> tuple[Any, ...]:
        known = getattr(source, ROW, None) or vars(source)
        return tuple(known[n] for n in self.names)

    def over(self, keys: Sequence[tuple[Any, ...]]) -> _Parents:
        return self.for_kind(self.kind, keys)


@functools.cache
def _alias(model: Any) -> Any:
    """Name a table as the one whose rows ask; the same name for all statements, for its columns take long to make."""
    return aliased(model)


def _type_of(kind: type[Any], index: int) -> Any:
    annotated = _columns_of(kind)[index].type
    return scalars.PYTHON[annotated]


def _columns_of(kind: type[Any]) -> list[Any]:
    fields = kind.__strawberry_definition__.fields
    return [f for f in fields if f.base_resolver is None and declared(f) is None]


def _expression(value: Any) -> Any:
    return value if hasattr(value, "label") else literal(value)


def _plain(query: Select[Any], model: type[Any] | None = None) -> Select[Any]:
    """Select the columns of an entity by their names instead of the entity, and whatever else was selected."""
    described = query.column_descriptions
    entity = model or described[0]["entity"]
    if described[0]["type"] is not entity and described[0]["expr"] is not entity:
        return query  # labelled columns
    names = [c.key for c in inspect(entity).mapper.column_attrs]
    extras = [c for c in query.selected_columns if c.key in {"_n", "_cursor"}]
    return query.with_only_columns(*(getattr(entity, n).label(n) for n in names), *extras, maintain_column_froms=True)


def _object(of: Any, row: Mapping[str, Any]) -> Any:
    return _made(get_named_type(of).extensions["strawberry-definition"].origin, row)


def _made(kind: type[T], row: Mapping[str, Any]) -> T:
    """Make an object of a Strawberry class out of a row."""
    made = kind.__new__(kind)
    for field in _columns_of(kind):
        setattr(made, field.python_name, row[column_of(field)])
    setattr(made, ROW, dict(row))
    return made
