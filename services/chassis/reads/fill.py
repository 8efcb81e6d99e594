"""What Python works out of the columns that the compiled statement brings: names, clocks, states of the day.

Where a field is worked out, the statement writes an array of what it needs; this puts the finished value in its place.
Only plain values and plain objects can be worked out; anything that would have to be fetched is for the walk.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from graphql import (
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
)

from services.chassis.reads.asking import Getter, NotCompilable, value_of
from services.chassis.reads.declare import Declared, Row, declared
from services.chassis.reads.scalars import reader

if TYPE_CHECKING:
    from services.chassis.reads.compiler import Compiler

Fill = Any  # a Worked, or a mapping of response keys to Fills; lists are passed through


@dataclass(frozen=True, slots=True)
class Chosen:
    """One selected field of a plain object."""

    key: str
    of: GraphQLField | None  # None for __typename
    get: Callable[[Any, Any, Mapping[str, Any]], Any]
    within: tuple[Chosen, ...]


@dataclass(frozen=True, slots=True)
class Worked:
    """A field that Python works out: from what, how, and which parts of the outcome are asked for."""

    mark: Declared
    of: GraphQLField
    readers: tuple[tuple[str, Callable[[Any], Any]], ...]
    arguments: Mapping[str, Getter]
    within: tuple[Chosen, ...]

    @classmethod
    def of_field(
        cls,
        compiler: Compiler,
        mark: Declared,
        of: GraphQLField,
        types: Mapping[str, Any],
        arguments: Mapping[str, Any],
        details: Sequence[Any],
    ) -> Worked:
        """Prepare everything that does not depend on a request."""
        readers = tuple((name, reader(type_)) for name, type_ in types.items())
        within = _chosen(compiler, of, details)
        return cls(mark, of, readers, {n: value_of(a) for n, a in arguments.items()}, within)

    def work(self, brought: Sequence[Any], values: Mapping[str, Any], context: Any) -> Any:
        """Work the value out, as JSON."""
        row = Row({name: read(v) for (name, read), v in zip(self.readers, brought, strict=True)})
        arguments = {name: get(values, context) for name, get in self.arguments.items()}
        out = self.mark.call(row, SimpleNamespace(context=context), arguments)
        return _complete(self.of.type, out, self.within, values, context)


@dataclass(frozen=True, slots=True)
class ByType:
    """What is filled into entities: each by the type that its representation names."""

    variable: str
    fills: Mapping[str, Fill]

    def fill(self, entities: list[Any], values: Mapping[str, Any], context: Any) -> list[Any]:
        """Fill each in its place."""
        for entity, asked in zip(entities, values[self.variable], strict=True):
            filled(self.fills.get(asked["__typename"]), entity, values, context)
        return entities


def filled(fill: Fill, value: Any, values: Mapping[str, Any], context: Any) -> Any:
    """Put finished values into the answer, in place."""
    if value is None or fill is None:
        return value
    if isinstance(fill, Worked):
        return fill.work(value, values, context)
    if isinstance(fill, ByType):
        return fill.fill(value, values, context)
    if isinstance(value, list):
        for item in value:
            filled(fill, item, values, context)
        return value
    for key, inner in fill.items():
        value[key] = filled(inner, value[key], values, context)
    return value


def _chosen(compiler: Compiler, of: GraphQLField, details: Sequence[Any]) -> tuple[Chosen, ...]:
    kind = get_named_type(of.type)
    if not isinstance(kind, GraphQLObjectType):
        return ()
    chosen = []
    for key, found in compiler.subfields(kind, details):
        name = found[0].node.name.value
        if name == "__typename":
            chosen.append(Chosen(key, None, lambda _o, _c, _v, said=kind.name: said, ()))  # type: ignore[misc]
            continue
        inner = kind.fields[name]
        chosen.append(Chosen(key, inner, _getting(compiler, inner, found), _chosen(compiler, inner, found)))
    return tuple(chosen)


def _getting(compiler: Compiler, of: GraphQLField, details: Sequence[Any]) -> Callable[[Any, Any, Any], Any]:
    field = of.extensions["strawberry-definition"]
    if declared(field) is not None or field.extensions:
        raise NotCompilable(f"{field.python_name} of a value worked out has to be fetched")
    if field.base_resolver is None:
        return lambda owner, _context, _values: getattr(owner, field.python_name)
    resolver = field.base_resolver.wrapped_func
    if inspect.iscoroutinefunction(resolver):
        raise NotCompilable(f"{field.python_name} of a value worked out is fetched")
    takes_info = "info" in inspect.signature(resolver).parameters
    arguments = {n: value_of(a) for n, a in compiler.arguments(of, field, details).items()}

    def call(owner: Any, context: Any, values: Mapping[str, Any]) -> Any:
        given = {n: get(values, context) for n, get in arguments.items()}
        if takes_info:
            given["info"] = SimpleNamespace(context=context)
        return resolver(owner, **given)

    return call


def _complete(kind: Any, value: Any, within: tuple[Chosen, ...], values: Mapping[str, Any], context: Any) -> Any:
    """Do as graphql-core completes values; what it would refuse is refused here, and told by the walk."""
    if isinstance(kind, GraphQLNonNull):
        if value is None:
            raise NotCompilable("null where none may be")
        return _complete(kind.of_type, value, within, values, context)
    if value is None:
        return None
    if isinstance(kind, GraphQLList):
        return [_complete(kind.of_type, item, within, values, context) for item in value]
    if isinstance(kind, GraphQLObjectType):
        return {
            c.key: _complete(c.of.type, c.get(value, context, values), c.within, values, context)
            if c.of
            else c.get(value, context, values)
            for c in within
        }
    return kind.serialize(value)
