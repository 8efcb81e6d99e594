"""Everything that a root field leads to in one selection: each field of each type, at the first place that it is met."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    Undefined,
    get_named_type,
    is_leaf_type,
)

Arguments = Mapping[str, str]  # `Type.field` → its arguments as GraphQL has them, for fields that require some
CONNECTION = "Connection"


def whole_queries(core: GraphQLSchema, arguments: Arguments, name: str = "Whole") -> dict[str, str]:
    """Return one query for each root field whose required arguments are given."""
    root = core.query_type
    assert root is not None
    asked = {n: f for n, f in root.fields.items() if not n.startswith("_") and _can_be_asked(root, n, f, arguments)}
    return {n: f"query {name} {{ {_field(core, root, n, f, arguments)} }}" for n, f in asked.items()}


def whole_entities(core: GraphQLSchema, kind: str, arguments: Arguments, name: str = "Whole") -> str:
    """Return a query of `$representations` that asks everything of one kind of entity."""
    of = core.type_map[kind]
    assert isinstance(of, GraphQLObjectType)
    start = f"query {name}($representations: [_Any!]!) {{ _entities(representations: $representations) {{ __typename"
    return f"{start} ... on {kind} {_selected(core, of, arguments)} }} }}"


def objects(data: Any) -> Iterator[dict[str, Any]]:
    """Yield every object of an answer, from the outside in."""
    if isinstance(data, dict):
        yield data
    for inner in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from objects(inner)


def cursors_within(data: Any) -> Iterator[tuple[str, str]]:
    """Yield `Type.field` and cursor for every item of every list in the answer of a whole query."""
    for found in objects(data):
        owner = found.get("__typename", "Query")
        for name, value in found.items():
            if isinstance(value, dict) and str(value.get("__typename")).endswith(CONNECTION):
                yield from ((f"{owner}.{name}", edge["cursor"]) for edge in value.get("edges") or ())


def _field(core: GraphQLSchema, owner: GraphQLObjectType, name: str, of: GraphQLField, arguments: Arguments) -> str:
    said, kind = _called(owner, name, of, arguments), get_named_type(of.type)
    return said if is_leaf_type(kind) else f"{said} {_selected(core, kind, arguments)}"


def _selected(core: GraphQLSchema, kind: Any, arguments: Arguments) -> str:
    """Breadth first, so that nothing lies deeper than it must."""
    if not isinstance(kind, GraphQLObjectType):
        either = [f"... on {k.name} {{ {' '.join(_values(k, arguments))} }}" for k in core.get_possible_types(kind)]
        return f"{{ __typename {' '.join(either)} }}"
    first_met: dict[str, tuple[str, str]] = {kind.name: ("", "")}  # other places get its values and no more
    waiting = [kind]
    for owner in waiting:
        for name, of in owner.fields.items():
            inner = get_named_type(of.type)
            if isinstance(inner, GraphQLObjectType) and inner.name not in first_met:
                first_met[inner.name] = (owner.name, name)
                waiting.append(inner)

    def selected(owner: GraphQLObjectType, *, full: bool) -> str:
        parts = ["__typename"]
        for name, of in owner.fields.items():
            if not _can_be_asked(owner, name, of, arguments):
                continue
            said, inner = _called(owner, name, of, arguments), get_named_type(of.type)
            if is_leaf_type(inner):
                parts.append(said)
            elif full or owner.name.endswith((CONNECTION, "Edge")):
                here = full and first_met[inner.name] == (owner.name, name)
                parts.append(f"{said} {selected(inner, full=here)}")
        return f"{{ {' '.join(parts)} }}"

    return selected(kind, full=True)


def _called(owner: GraphQLObjectType, name: str, of: GraphQLField, arguments: Arguments) -> str:
    """Write a field with its arguments; a list beneath lists is cut short where nothing else is said."""
    given = arguments.get(f"{owner.name}.{name}") or ("first: 3" if "first" in of.args else "")
    return f"{name}({given})" if given else name


def _values(kind: GraphQLObjectType, arguments: Arguments) -> list[str]:
    """Name the plain values of a type under names of their own, for the types of a union may differ in one."""
    fields = kind.fields.items()
    plain = [n for n, of in fields if is_leaf_type(get_named_type(of.type)) and _can_be_asked(kind, n, of, arguments)]
    return [f"{kind.name}_{n}: {n}" for n in plain]


def _can_be_asked(owner: GraphQLObjectType, name: str, of: GraphQLField, arguments: Arguments) -> bool:
    required = any(isinstance(a.type, GraphQLNonNull) and not _has_default(a) for a in of.args.values())
    return not required or f"{owner.name}.{name}" in arguments


def _has_default(argument: Any) -> bool:
    return argument.default_value is not Undefined
