"""A validated operation as one SELECT that writes the JSON text of `data`.

graphql-core collects the fields (fragments, merging, directives) and reads the arguments; Strawberry converts them; the
declarations say what each field is. What cannot be compiled raises NotCompilable and is left to the walk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple
from typing import cast as cast_

from graphql import (
    FieldNode,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
    get_nullable_type,
)
from graphql.execution.collect_fields import collect_fields, collect_subfields
from graphql.execution.values import VariableValues, get_argument_values
from sqlalchemy import ARRAY, Select, Text, case, cast, func, inspect, literal_column, select, true
from sqlalchemy.dialects.postgresql import JSON, aggregate_order_by
from sqlalchemy.orm import aliased
from sqlalchemy.sql.selectable import FromClause
from strawberry.types.arguments import convert_arguments

from services.chassis.faults import ApiError
from services.chassis.reads import scalars
from services.chassis.reads.asking import Asker, NotCompilable, bound
from services.chassis.reads.declare import Declared, Page, Refer, Row, column_of, declared, standing_of
from services.chassis.reads.fill import ByType, Fill, Worked
from services.chassis.reads.page import Slice, counted
from services.chassis.visibility import narrowed

if TYPE_CHECKING:
    from services.chassis.reads.plans import Document

EMPTY = literal_column("'[]'::json", JSON())
MOST_PAIRS = 50  # a function of PostgreSQL takes 100 arguments


class Written(NamedTuple):
    """An expression that writes JSON, and what Python fills into it afterwards."""

    json: Any
    fill: Fill | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A row to select from: what its fields are read off, and the FROM elements that queries beneath may refer to."""

    row: Any
    froms: tuple[Any, ...] = ()


ROOT = Entity(None)


class Compiler:
    """Compiles one document for one shape of its variables and one set of roles."""

    def __init__(self, document: Document, coerced: Mapping[str, Any], asker: Asker) -> None:
        self.document, self.coerced, self.asker = document, coerced, asker
        self.schema = document.schema.core
        stand_ins = {n: self._stand_in(document.types[n], v, (n,)) for n, v in coerced.items()}
        self.variables = VariableValues({}, stand_ins)
        self.order: list[str] = []  # every root field by its response key
        self.walked: dict[str, str] = {}  # those that graphql-core has to answer, and why
        self.left: list[FieldNode] = []  # what is selected of those

    def operation(self) -> Written:
        """Write every root field that can be; `walked` has the reasons for the others."""
        root = self.schema.query_type
        assert root is not None
        document = self.document
        found = collect_fields(self.schema, document.fragments, self.variables, root, document.operation)
        pairs = []
        for key, details in self._grouped(found):
            self.order.append(key)
            try:
                pairs.append((key, self.value(root, ROOT, details)))
            except NotCompilable as why:
                self.left += [d.node for d in details]
                self.walked[key] = f"{root.name}.{details[0].node.name.value}: {why}"
        return self._object(pairs)

    def value(self, kind: GraphQLObjectType, entity: Entity, details: Sequence[Any]) -> Written:
        """Write one field of a row."""
        name = details[0].node.name.value
        if name == "__typename":
            return Written(scalars.text(kind.name))
        if name == "_entities" and entity is ROOT:
            return self._entities(details)
        of = kind.fields.get(name)
        field = of and of.extensions.get("strawberry-definition")
        if of is None or field is None:
            raise NotCompilable(f"{kind.name}.{name} is not a field of data")
        mark = declared(field)
        if mark is None:
            if field.base_resolver or field.extensions or entity is ROOT:
                raise NotCompilable(f"{kind.name}.{name} is a resolver of its own")
            return Written(scalars.leaf(of.type, self._attribute(entity, column_of(field))))
        arguments = self.arguments(of, field, details)
        if mark.needs is not None:
            return self._worked(mark, of, entity, arguments, details)
        return self._answered(mark.call(entity.row, self.asker, arguments), of, entity, arguments, details)

    def _answered(
        self, out: Any, of: GraphQLField, entity: Entity, arguments: Mapping[str, Any], details: Sequence[Any]
    ) -> Written:
        nullable, kind = get_nullable_type(of.type), get_named_type(of.type)
        if isinstance(out, Page):
            return self._page(nullable, entity, out, arguments, details)
        if isinstance(out, Refer):
            inner = Entity(Row(dict(out.values)), entity.froms)
            key = next(iter(out.values.values()))
            json, fill = self._selected(kind, inner, details)
            if isinstance(of.type, GraphQLNonNull):
                return Written(json, fill)
            return Written(func.json_build_object(type_=JSON()) if key is None else _unless_null(key, json), fill)
        if not isinstance(out, Select):
            return Written(scalars.leaf(of.type, out))
        inner = self.rows(narrowed(out, self.asker.caller), entity, kind)
        json, fill = self._selected(kind, inner, details)
        if isinstance(nullable, GraphQLList):
            items = select(func.coalesce(func.json_agg(json), EMPTY)).select_from(*inner.froms)
            return Written(items.scalar_subquery(), fill)
        one = select(json).select_from(*inner.froms).limit(1).scalar_subquery()
        return Written(one if nullable is of.type else scalars.never_null(one), fill)

    def rows(self, query: Select[Any], parent: Entity, kind: Any) -> Entity:
        """Return the rows of a query as an entity; the query may refer to the row of `parent`."""
        subquery = (query.correlate(*parent.froms) if parent.froms else query).subquery()
        standing = standing_of(_origin(kind))
        if standing is None:
            raise NotCompilable(f"{kind} stands over nothing")
        if standing.model is None:
            return Entity(subquery.c, (subquery,))
        entity = aliased(standing.model, subquery)
        return Entity(entity, (entity,))

    def _page(
        self, kind: Any, parent: Entity, page: Page, arguments: Mapping[str, Any], details: Sequence[Any]
    ) -> Written:
        try:
            part = Slice.of(arguments)
        except ApiError as refused:
            raise NotCompilable(str(refused)) from refused
        edge_kind = get_named_type(kind.fields["edges"].type)
        node_kind = get_named_type(edge_kind.fields["node"].type)
        query = narrowed(page.query, self.asker.caller)
        rows = self.rows(part.sliced(query, page.keys), parent, node_kind)
        source = _columns(rows)
        number, cursor = source["_n"], source["_cursor"]

        def kept(json: Any) -> Any:
            order = number.desc() if part.backwards else number.asc()
            return func.json_agg(aggregate_order_by(json, order)).filter(number <= part.limit)

        def edges(of: Sequence[Any]) -> Written:
            json, fill = self._composed(
                edge_kind,
                of,
                {"cursor": lambda _: Written(cursor), "node": lambda d: self._selected(node_kind, rows, d)},
            )
            return Written(func.coalesce(kept(json), EMPTY), fill)

        def page_info(of: Sequence[Any]) -> Written:
            more, reached = (
                func.count() > part.limit,
                _truth((part.before if part.backwards else part.after) is not None),
            )
            ends = ("0", "-1")
            return self._composed(
                self.schema.type_map["PageInfo"],
                of,
                {
                    "hasNextPage": lambda _: Written(reached if part.backwards else more),
                    "hasPreviousPage": lambda _: Written(more if part.backwards else reached),
                    "startCursor": lambda _: Written(kept(cursor).op("->")(literal_column(ends[0]))),
                    "endCursor": lambda _: Written(kept(cursor).op("->")(literal_column(ends[1]))),
                },
            )

        def total(_: Sequence[Any]) -> Written:
            count = counted(query)
            return Written((count.correlate(*parent.froms) if parent.froms else count).scalar_subquery())

        json, fill = self._composed(kind, details, {"edges": edges, "pageInfo": page_info, "totalCount": total})
        # one row also where nothing aggregates (only totalCount is asked) or nothing is found
        return Written(select(json).select_from(*rows.froms).having(true()).scalar_subquery(), fill)

    def _entities(self, details: Sequence[Any]) -> Written:
        """Write one answer for each representation, in their order; null for an unknown or hidden key."""
        given = details[0].node.arguments[0].value
        if given.kind != "variable":
            raise NotCompilable("literal representations")
        variable = given.name.value
        union = cast_("GraphQLUnionType", self.schema.type_map["_Entity"])
        kinds = {t.name: t for t in union.types if (of := standing_of(_origin(t))) and (of.model or of.foreign)}
        names = typenames(self.coerced[variable])
        if not kinds.keys() >= set(names):
            raise NotCompilable("an entity that stands over nothing")
        if not names:
            return Written(EMPTY)
        types = [_key_type(kinds[name]) for name in names]
        binds = [bound(_keys_of(variable, name), ARRAY(type_)) for name, type_ in zip(names, types, strict=True)]
        given_keys = func.unnest(*binds).table_valued(*names, with_ordinality="_n", name="r").render_derived()
        answers, fills = [], {}
        for name, type_ in zip(names, types, strict=True):
            key = given_keys.c[name]
            key.type = type_
            standing = standing_of(_origin(kinds[name]))
            assert standing is not None
            if standing.model is None:
                json, fill = self._selected(kinds[name], Entity(Row({"id": key}), (given_keys,)), details)
                answers.append(_unless_null(key, json))
            else:
                query = narrowed(select(standing.model).where(standing.model.id == key), self.asker.caller)
                rows = self.rows(query, Entity(None, (given_keys,)), kinds[name])
                json, fill = self._selected(kinds[name], rows, details)
                answers.append(select(json).select_from(*rows.froms).scalar_subquery())
            if fill:
                fills[name] = fill
        row = func.coalesce(*answers) if len(answers) > 1 else answers[0]
        ordered = func.json_agg(aggregate_order_by(row, given_keys.c["_n"]))
        answer = select(func.coalesce(ordered, EMPTY)).select_from(given_keys).scalar_subquery()
        return Written(answer, ByType(variable, fills) if fills else None)

    def _selected(self, kind: Any, entity: Entity, details: Sequence[Any]) -> Written:
        if not isinstance(kind, GraphQLObjectType):
            raise NotCompilable(f"{kind} is abstract")
        return self._object([(key, self.value(kind, entity, d)) for key, d in self.subfields(kind, details)])

    def _composed(
        self, kind: Any, details: Sequence[Any], parts: Mapping[str, Callable[[Sequence[Any]], Written]]
    ) -> Written:
        """Write an object of the engine's own (a connection, an edge, the page's info)."""
        pairs = []
        for key, found in self.subfields(kind, details):
            name = found[0].node.name.value
            pairs.append((key, Written(scalars.text(kind.name)) if name == "__typename" else parts[name](found)))
        return self._object(pairs)

    def _worked(
        self, mark: Declared, of: GraphQLField, entity: Entity, arguments: Mapping[str, Any], details: Sequence[Any]
    ) -> Written:
        needs = {name: mark.need(entity.row, self.asker, name) for name in mark.needs or ()}
        worked = Worked.of_field(self, mark, of, {n: e.type for n, e in needs.items()}, arguments, details)
        return Written(func.json_build_array(*map(scalars.carried, needs.values()), type_=JSON()), worked)

    def _object(self, pairs: Iterable[tuple[str, Written]]) -> Written:
        pairs = list(pairs)
        fill = {key: written.fill for key, written in pairs if written.fill}
        return Written(_json_object([(key, written.json) for key, written in pairs]), fill or None)

    def subfields(self, kind: Any, details: Sequence[Any]) -> list[tuple[str, list[Any]]]:
        document = self.document
        found = collect_subfields(
            self.schema, document.fragments, self.variables, document.operation, kind, list(details)
        )
        return self._grouped(found)

    def _grouped(self, found: Any) -> list[tuple[str, list[Any]]]:
        if found.new_defer_usages:
            raise NotCompilable("@defer")
        return list(found.grouped_field_set.items())

    def arguments(self, of: GraphQLField, field: Any, details: Sequence[Any]) -> dict[str, Any]:
        given = get_argument_values(of, details[0].node, self.variables)
        strawberry = self.document.schema
        registry = strawberry.schema_converter.scalar_registry
        return convert_arguments(given, field.arguments, registry, strawberry.config)

    def _attribute(self, entity: Entity, name: str) -> Any:
        try:
            return getattr(entity.row, name)
        except AttributeError:
            raise NotCompilable(f"{name} is not known here") from None

    def _stand_in(self, kind: Any, value: Any, path: tuple[str, ...]) -> Any:
        """Return the variable with its leaves as binds; what shapes the plan stays as it is."""
        kind = get_nullable_type(kind)
        if shaping(kind, value) or get_named_type(kind).name == "_Any":
            return value
        if isinstance(kind, GraphQLInputObjectType):
            return {k: self._stand_in(kind.fields[k].type, v, (*path, k)) for k, v in value.items()}
        if isinstance(kind, GraphQLList):
            if members_of(kind):
                return list(distinct(value))
            if isinstance(get_named_type(kind), GraphQLInputObjectType):
                raise NotCompilable("a list of inputs as a variable")
            whole = bound(_at(path), Text())
            whole.listed = True  # type: ignore[attr-defined]
            return [whole]
        type_ = scalars.BINDS.get(kind.name)
        if type_ is None:
            raise NotCompilable(f"a variable of type {kind}")
        return bound(_at(path), type_)


def _at(path: Sequence[str]) -> Callable[[Mapping[str, Any], Any], Any]:
    def get(values: Any, _context: Any) -> Any:
        for name in path:
            values = values[name]
        return values

    return get


def shaping(kind: Any, value: Any) -> bool:
    """Whether the value itself, and not only its presence, makes the plan: nulls, booleans, members of an enum."""
    return value is None or isinstance(value, bool) or (isinstance(kind, GraphQLEnumType))


def members_of(kind: Any) -> bool:
    """Whether this is a list of members of an enum: its set makes the plan, for an enum has only so many."""
    return isinstance(kind, GraphQLList) and isinstance(get_named_type(kind), GraphQLEnumType)


def distinct(members: Sequence[Any]) -> tuple[Any, ...]:
    """Return a list of members as a set in a fixed order."""
    return tuple(sorted(set(members), key=str))


def typenames(representations: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return which entity types are asked for."""
    return tuple(sorted({str(r.get("__typename")) for r in representations}))


def _keys_of(variable: str, name: str) -> Callable[[Mapping[str, Any], Any], list[Any]]:
    """Return the keys of one type at their places."""

    def get(values: Mapping[str, Any], _context: Any) -> list[Any]:
        return [scalars.identifier(r.get("id")) if r.get("__typename") == name else None for r in values[variable]]

    return get


def _key_type(kind: Any) -> Any:
    field = kind.fields["id"]
    return scalars.BINDS[get_named_type(field.type).name]


def _origin(kind: Any) -> Any:
    definition = kind.extensions.get("strawberry-definition")
    return getattr(definition, "origin", None)


def _columns(entity: Entity) -> Any:
    source = entity.froms[0]
    return source.c if isinstance(source, FromClause) else inspect(source).selectable.c


def _truth(value: bool) -> Any:
    return literal_column("true" if value else "false")


def _unless_null(key: Any, json: Any) -> Any:
    return case((key.is_not(None), json), else_=None)


def _json_object(pairs: Sequence[tuple[str, Any]]) -> Any:
    if len(pairs) <= MOST_PAIRS:
        flat = [x for key, json in pairs for x in (scalars.text(key), json)]
        return func.json_build_object(*flat, type_=JSON())
    head, tail = _json_object(pairs[:MOST_PAIRS]), _json_object(pairs[MOST_PAIRS:])
    return cast(func.left(cast(head, Text), -1) + scalars.text(", ") + func.substr(cast(tail, Text), 2), JSON)
