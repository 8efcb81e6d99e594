"""Everything that a schema has in a few operations: each field of each type, in the operation where its type is at home.

A type that a root field returns is at home there; a type that is met only within others is asked where they are. So the roots
ask each declaration once. Entities lead to everything besides, as a gateway might ask.
"""

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

Homes = Mapping[str, str]  # type → the root field under which all of it is asked
Arguments = Mapping[str, str]  # `Type.field` → its arguments as GraphQL has them, for fields that require some
CONNECTION = "Connection"


def homes_of(core: GraphQLSchema, arguments: Arguments) -> Homes:
    """Say where each type is at home; types that no root returns are where they are first met."""
    homes: dict[str, str] = {}
    # best where one is asked for that is known to have much
    for name, of in sorted(_roots(core, arguments).items(), key=lambda root: f"Query.{root[0]}" not in arguments):
        homes.setdefault(_returned(of).name, name)
    return homes


def whole_queries(core: GraphQLSchema, arguments: Arguments, homes: Homes, name: str = "Whole") -> dict[str, str]:
    """Return one query for each root field whose required arguments are given."""
    root = core.query_type
    assert root is not None
    made = {}
    for field, of in _roots(core, arguments).items():
        said, kind = _called(root, field, of, arguments), get_named_type(of.type)
        inner = "" if is_leaf_type(kind) else f" {_selected(core, kind, arguments, homes, field)}"
        made[field] = f"query {name} {{ {said}{inner} }}"
    return made


def whole_entities(core: GraphQLSchema, kind: str, arguments: Arguments, name: str = "Whole") -> str:
    """Return a query of `$representations` that asks for everything that one kind of entity leads to."""
    of = core.type_map[kind]
    assert isinstance(of, GraphQLObjectType)
    start = f"query {name}($representations: [_Any!]!) {{ _entities(representations: $representations) {{ __typename"
    return f"{start} ... on {kind} {_selected(core, of, arguments, {}, kind)} }} }}"


def _roots(core: GraphQLSchema, arguments: Arguments) -> dict[str, GraphQLField]:
    root = core.query_type
    assert root is not None
    return {n: f for n, f in root.fields.items() if not n.startswith("_") and _can_be_asked(root, n, f, arguments)}


def _returned(of: GraphQLField) -> Any:
    """Return the type that a field is about: of a connection that of its nodes."""
    kind = get_named_type(of.type)
    if not kind.name.endswith(CONNECTION):
        return kind
    return get_named_type(get_named_type(kind.fields["edges"].type).fields["node"].type)


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


def _selected(core: GraphQLSchema, kind: Any, arguments: Arguments, homes: Homes, at: str) -> str:
    """Breadth first, so that nothing lies deeper than it must; of types that are at home elsewhere the values alone."""
    if not isinstance(kind, GraphQLObjectType):
        either = [f"... on {k.name} {{ {' '.join(_values(k, arguments))} }}" for k in core.get_possible_types(kind)]
        return f"{{ __typename {' '.join(either)} }}"
    first_met: dict[str, tuple[str, str]] = {kind.name: ("", "")}  # other places get its values and no more
    waiting = [kind]
    for owner in waiting:
        for name, of in owner.fields.items():
            inner = get_named_type(of.type)
            met = inner.name in first_met or homes.get(inner.name, at) != at
            if isinstance(inner, GraphQLObjectType) and not met:
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
                here = full and first_met.get(inner.name) == (owner.name, name)
                parts.append(f"{said} {selected(inner, full=here)}")
        return f"{{ {' '.join(parts)} }}"

    return selected(kind, full=homes.get(kind.name, at) == at)


def _called(owner: GraphQLObjectType, name: str, of: GraphQLField, arguments: Arguments) -> str:
    """Write a field with its arguments; a list is cut short where nothing else is said, most of all beneath lists."""
    most = 20 if owner.name == "Query" else 3
    given = arguments.get(f"{owner.name}.{name}") or (f"first: {most}" if "first" in of.args else "")
    return f"{name}({given})" if given else name


def _values(kind: GraphQLObjectType, arguments: Arguments) -> list[str]:
    """Name the plain values of a type under names of their own, for the types of a union may differ in one."""
    fields = kind.fields.items()
    plain = [n for n, of in fields if is_leaf_type(get_named_type(of.type)) and _can_be_asked(kind, n, of, arguments)]
    return [f"{kind.name}_{n}: {n}" for n in plain]


def _can_be_asked(owner: GraphQLObjectType, name: str, of: GraphQLField, arguments: Arguments) -> bool:
    required = any(isinstance(a.type, GraphQLNonNull) and not has_default(a) for a in of.args.values())
    return not required or f"{owner.name}.{name}" in arguments


def has_default(argument: Any) -> bool:
    """Whether an argument that must not be null may yet be left out."""
    return argument.default_value is not Undefined
