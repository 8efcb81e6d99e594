"""A validated operation as one SELECT that writes the JSON text of `data`.

graphql-core collects the fields (fragments, merging, directives) and reads the arguments; Strawberry converts them; the
declarations say what each field is. What cannot be compiled raises NotCompilable and is left to the walk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    get_nullable_type,
)
from graphql.execution.collect_fields import collect_fields, collect_subfields
from graphql.execution.values import VariableValues, get_argument_values
from sqlalchemy import Select, Text, case, cast, func, literal_column, select
from sqlalchemy.dialects.postgresql import JSON
from sqlalchemy.orm import aliased
from strawberry.types.arguments import convert_arguments

from services.chassis.reads import connections, entities, scalars
from services.chassis.reads.asking import Asker, NotCompilable, bound
from services.chassis.reads.declare import Declared, Page, Refer, Row, column_of, declared, standing_of
from services.chassis.reads.fill import Fill, Worked
from services.chassis.reads.page import ONE
from services.chassis.reads.shapes import ANY, distinct, members_of, shaping
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
        types = document.variables.types
        self.variables = VariableValues({}, {n: _stand_in(types[n], v, (n,)) for n, v in coerced.items()})
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
        for key, details in _grouped(found):
            self.order.append(key)
            try:
                pairs.append((key, self.value(root, ROOT, details)))
            except NotCompilable as why:
                self.left += [d.node for d in details]
                self.walked[key] = f"{root.name}.{details[0].node.name.value}: {why}"
        return written(pairs)

    def value(self, kind: GraphQLObjectType, entity: Entity, details: Sequence[Any]) -> Written:
        """Write one field of a row."""
        name = details[0].node.name.value
        if name == "__typename":
            return Written(scalars.text(kind.name))
        if name == "_entities" and entity is ROOT:
            return entities.answers(self, details)
        of = kind.fields.get(name)
        field = of and of.extensions.get("strawberry-definition")
        if of is None or field is None:
            raise NotCompilable(f"{kind.name}.{name} is not a field of data")
        mark = declared(field)
        if mark is None:
            if field.base_resolver or field.extensions or entity is ROOT:
                raise NotCompilable(f"{kind.name}.{name} is a resolver of its own")
            return Written(scalars.leaf(of.type, _attribute(entity, column_of(field))))
        arguments = self.arguments(of, field, details)
        if mark.needs is not None:
            return self._worked(mark, of, entity, arguments, details)
        return self._answered(mark.call(entity.row, self.asker, arguments), of, entity, arguments, details)

    def selected(self, kind: Any, entity: Entity, details: Sequence[Any]) -> Written:
        """Write what is selected of one row."""
        if not isinstance(kind, GraphQLObjectType):
            raise NotCompilable(f"{kind} is abstract")
        return written((key, self.value(kind, entity, d)) for key, d in self.subfields(kind, details))

    def rows(self, query: Select[Any], parent: Entity, kind: Any) -> Entity:
        """Return the rows of a query as an entity; the query may refer to the row of `parent`."""
        subquery = (query.correlate(*parent.froms) if parent.froms else query).subquery()
        standing = standing_of(origin(kind))
        if standing is None:
            raise NotCompilable(f"{kind} stands over nothing")
        if standing.model is None:
            return Entity(subquery.c, (subquery,))
        entity = aliased(standing.model, subquery)
        return Entity(entity, (entity,))

    def subfields(self, kind: Any, details: Sequence[Any]) -> list[tuple[str, list[Any]]]:
        """Return what is selected of an object, by response key."""
        document = self.document
        found = collect_subfields(
            self.schema, document.fragments, self.variables, document.operation, kind, list(details)
        )
        return _grouped(found)

    def arguments(self, of: GraphQLField, field: Any, details: Sequence[Any]) -> dict[str, Any]:
        """Return the arguments of a field as its function takes them, with binds in the place of variables."""
        given = get_argument_values(of, details[0].node, self.variables)
        strawberry = self.document.schema
        registry = strawberry.schema_converter.scalar_registry
        return convert_arguments(given, field.arguments, registry, strawberry.config)

    def _answered(
        self, out: Any, of: GraphQLField, entity: Entity, arguments: Mapping[str, Any], details: Sequence[Any]
    ) -> Written:
        nullable, kind = get_nullable_type(of.type), get_named_type(of.type)
        if isinstance(out, Page):
            return connections.page(self, nullable, entity, out, arguments, details)
        if isinstance(out, Refer):
            return self._referred(out, of, entity, details)
        if not isinstance(out, Select):
            return Written(scalars.leaf(of.type, out))
        inner = self.rows(narrowed(out, self.asker.caller), entity, kind)
        json, fill = self.selected(kind, inner, details)
        if isinstance(nullable, GraphQLList):
            items = select(func.coalesce(func.json_agg(json), EMPTY)).select_from(*inner.froms)
            return Written(items.scalar_subquery(), fill)
        one = select(json).select_from(*inner.froms).limit(ONE).scalar_subquery()
        return Written(one if nullable is of.type else scalars.never_null(one), fill)

    def _referred(self, out: Refer, of: GraphQLField, entity: Entity, details: Sequence[Any]) -> Written:
        json, fill = self.selected(get_named_type(of.type), Entity(Row(dict(out.values)), entity.froms), details)
        if isinstance(of.type, GraphQLNonNull):
            return Written(json, fill)
        key = next(iter(out.values.values()))
        return Written(func.json_build_object(type_=JSON()) if key is None else unless_null(key, json), fill)

    def _worked(
        self, mark: Declared, of: GraphQLField, entity: Entity, arguments: Mapping[str, Any], details: Sequence[Any]
    ) -> Written:
        needs = {name: mark.need(entity.row, self.asker, name) for name in mark.needs or ()}
        worked = Worked.of_field(self, mark, of, {n: e.type for n, e in needs.items()}, arguments, details)
        return Written(func.json_build_array(*map(scalars.carried, needs.values()), type_=JSON()), worked)


def written(pairs: Iterable[tuple[str, Written]]) -> Written:
    """Write an object of these."""
    pairs = list(pairs)
    fill = {key: value.fill for key, value in pairs if value.fill}
    return Written(_json_object([(key, value.json) for key, value in pairs]), fill or None)


def composed(
    compiler: Compiler, kind: Any, details: Sequence[Any], parts: Mapping[str, Callable[[Sequence[Any]], Written]]
) -> Written:
    """Write an object of the engine's own: a connection, an edge, the page's info."""
    pairs = []
    for key, found in compiler.subfields(kind, details):
        name = found[0].node.name.value
        pairs.append((key, Written(scalars.text(kind.name)) if name == "__typename" else parts[name](found)))
    return written(pairs)


def origin(kind: Any) -> Any:
    """Return the Strawberry class of a type."""
    return getattr(kind.extensions.get("strawberry-definition"), "origin", None)


def unless_null(key: Any, json: Any) -> Any:
    """Write null where the key is null."""
    return case((key.is_not(None), json), else_=None)


def _grouped(found: Any) -> list[tuple[str, list[Any]]]:
    if found.new_defer_usages:
        raise NotCompilable("@defer")
    return list(found.grouped_field_set.items())


def _attribute(entity: Entity, name: str) -> Any:
    try:
        return getattr(entity.row, name)
    except AttributeError:
        raise NotCompilable(f"{name} is not known here") from None


def _stand_in(kind: Any, value: Any, path: tuple[str, ...]) -> Any:
    """Return the variable with its leaves as binds; what shapes the plan stays as it is."""
    kind = get_nullable_type(kind)
    if shaping(kind, value) or get_named_type(kind).name == ANY:
        return value
    if isinstance(kind, GraphQLInputObjectType):
        return {k: _stand_in(kind.fields[k].type, v, (*path, k)) for k, v in value.items()}
    if isinstance(kind, GraphQLList):
        if members_of(kind):
            return list(distinct(value))
        if isinstance(get_named_type(kind), GraphQLInputObjectType):
            raise NotCompilable("a list of inputs as a variable")
        return [bound(_at(path), Text(), listed=True)]
    type_ = scalars.BINDS.get(kind.name)
    if type_ is None:
        raise NotCompilable(f"a variable of type {kind}")
    return bound(_at(path), type_)


def _at(path: Sequence[str]) -> Callable[[Mapping[str, Any], Any], Any]:
    if len(path) == 1:
        name = path[0]
        return lambda values, _context: values[name]

    def get(values: Any, _context: Any) -> Any:
        for name in path:
            values = values[name]
        return values

    return get


def _json_object(pairs: Sequence[tuple[str, Any]]) -> Any:
    if len(pairs) <= MOST_PAIRS:
        flat = [x for key, json in pairs for x in (scalars.text(key), json)]
        return func.json_build_object(*flat, type_=JSON())
    head, tail = _json_object(pairs[:MOST_PAIRS]), _json_object(pairs[MOST_PAIRS:])
    return cast(func.left(cast(head, Text), -1) + scalars.text(", ") + func.substr(cast(tail, Text), 2), JSON)
