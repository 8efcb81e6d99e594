"""The variables of an operation: their values, and of these what makes a plan: nothing that can vary without bound."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    OperationDefinitionNode,
    Undefined,
    coerce_input_literal,
    coerce_input_value,
    get_named_type,
    get_nullable_type,
    type_from_ast,
)

ANY = "_Any"
Shape = Callable[[Any], Any]


class Variables:
    """What an operation declares, looked at once."""

    def __init__(self, schema: GraphQLSchema, operation: OperationDefinitionNode) -> None:
        self.types: dict[str, Any] = {}
        self._declared: list[tuple[str, Any, Any, Shape]] = []
        for declared in operation.variable_definitions or ():
            name, type_ = declared.variable.name.value, type_from_ast(schema, declared.type)
            default = coerce_input_literal(declared.default_value, type_) if declared.default_value else Undefined  # type: ignore[arg-type]
            self.types[name] = type_
            self._declared.append((name, type_, default, _shape(type_)))

    def read(self, given: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[Any, ...]] | None:
        """Return the values and their shape, as graphql-core coerces them; None where something is wrong with them."""
        try:
            return self._read_all(given)
        except RecursionError:
            return None

    def _read_all(self, given: Mapping[str, Any]) -> tuple[dict[str, Any], tuple[Any, ...]] | None:
        values: dict[str, Any] = {}
        shape: list[Any] = []
        for name, type_, default, shape_of in self._declared:
            value = given.get(name, Undefined)
            if value is not Undefined:
                value = value if shape_of is typenames and _objects(value) else coerce_input_value(value, type_)
                if value is Undefined:
                    return None
            elif default is not Undefined:
                value = default
            elif isinstance(type_, GraphQLNonNull):
                return None
            else:
                shape.append(Undefined)
                continue
            values[name] = value
            shape.append(shape_of(value))
        return values, tuple(shape)


def _shape(kind: Any) -> Shape:
    """Return how the shape of a value of this type is told.

    Not kept: every document declares the types of its variables anew, and they would stay for good.
    """
    kind = get_nullable_type(kind)
    if isinstance(kind, GraphQLList) and get_named_type(kind).name == ANY:
        return typenames
    if isinstance(kind, GraphQLEnumType) or getattr(kind, "name", "") == "Boolean":
        return lambda value: value
    if members_of(kind):
        return lambda value: None if value is None else distinct(value)
    if isinstance(kind, GraphQLInputObjectType):
        return lambda value: None if value is None else _shape_of_input(kind, value)
    return lambda value: value is not None


def _shape_of_input(kind: GraphQLInputObjectType, value: Mapping[str, Any]) -> Any:
    return tuple((name, _shape_of_field(kind.fields[name].type)(v)) for name, v in value.items())


_shape_of_field = functools.cache(_shape)  # the types of fields are the schema's own, and only so many


def _objects(representations: Any) -> bool:
    """Whether these are as they should be, so that nobody needs to look at each of them once more."""
    return isinstance(representations, list) and all(isinstance(r, dict) for r in representations)


def shaping(kind: Any, value: Any) -> bool:
    """Whether the value itself, and not only its presence, makes the plan: nulls, booleans, members of an enum."""
    return value is None or isinstance(value, bool) or isinstance(kind, GraphQLEnumType)


def members_of(kind: Any) -> bool:
    """Whether this is a list of members of an enum: its set makes the plan, for an enum has only so many."""
    return isinstance(kind, GraphQLList) and isinstance(get_named_type(kind), GraphQLEnumType)


def distinct(members: Sequence[Any]) -> tuple[Any, ...]:
    """Return a list of members as a set in a fixed order."""
    return tuple(sorted(set(members), key=str))


def typenames(representations: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return which entity types are asked for."""
    return tuple(sorted({str(r.get("__typename")) for r in representations}))
