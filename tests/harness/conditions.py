"""Each condition of each list of a schema, alone: what is only wrong with one of them is not found by chance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
)

from tests.harness.operations import PAGING
from tests.harness.selection import Arguments, has_default

VALUES: Mapping[str, Any] = {
    "Int": 1,
    "String": "示例",
    "Boolean": True,
    "Decimal": "1.5",
    "Date": "2027-01-29",
    "DateTime": "2027-01-29T09:00:00+08:00",
}


def conditions(core: GraphQLSchema, given: Arguments, id_: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield an operation for each optional argument of each list, and for each field of those that are inputs.

    Lists of the query itself, and lists of what the query returns, each type once. `given` has the arguments that lists
    cannot do without; an id that must be there is `id_`.
    """
    root = core.query_type
    assert root is not None
    met = {root.name}
    for name, of in root.fields.items():
        called = None if name.startswith("_") else _called(root, name, given, id_)
        if called is None:
            continue
        yield from _of_field(root, name, called, "{}", id_)
        within, kind = _within(of.type)
        if not isinstance(kind, GraphQLObjectType) or kind.name in met:
            continue
        met.add(kind.name)
        for inner in kind.fields:
            if (asked := _called(kind, inner, given, id_)) is not None:
                yield from _of_field(kind, inner, asked, f"{name}{f'({called})' if called else ''} {within}", id_)


def _called(owner: GraphQLObjectType, name: str, given: Arguments, id_: str) -> str | None:
    """Write the arguments that a field cannot do without; None where they are not known."""
    if f"{owner.name}.{name}" in given:
        return given[f"{owner.name}.{name}"]
    required = {
        a: x.type
        for a, x in owner.fields[name].args.items()
        if isinstance(x.type, GraphQLNonNull) and not has_default(x)
    }
    if any(
        get_nullable_type(kind) is not get_named_type(kind) or get_named_type(kind).name != "UUID"
        for kind in required.values()
    ):
        return None
    return ", ".join(f'{a}: "{id_}"' for a in required)


def _of_field(
    owner: GraphQLObjectType, name: str, called: str, around: str, id_: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    of = owner.fields[name]
    for argument, declared in of.args.items():
        if argument in PAGING or f"{argument}: " in called:
            continue
        for value in _alone(declared.type, id_):
            said = f"{name}({f'{called}, ' if called else ''}{argument}: $x) {_selected(of.type)}"
            yield f"query Alone($x: {declared.type}) {{ {around.replace('{}', said, 1)} }}", {"x": value}


def _within(kind: Any) -> tuple[str, Any]:
    """Return the way to what a field is about, `{}` in its place, and its type."""
    of = get_named_type(kind)
    if not of.name.endswith("Connection"):
        return "{ {} }", of
    return "{ edges { node { {} } } }", get_named_type(get_named_type(of.fields["edges"].type).fields["node"].type)


def _alone(kind: Any, id_: str) -> Iterator[Any]:
    inner = get_nullable_type(kind)
    if not isinstance(inner, GraphQLInputObjectType):
        yield _value(inner, id_)
        return
    needed = {n: _value(f.type, id_) for n, f in inner.fields.items() if isinstance(f.type, GraphQLNonNull)}
    for name, of in inner.fields.items():
        yield needed | {name: _value(of.type, id_)}


def _value(kind: Any, id_: str) -> Any:
    inner = get_nullable_type(kind)
    if isinstance(inner, GraphQLList):
        return [_value(inner.of_type, id_)]
    if isinstance(inner, GraphQLEnumType):
        return next(iter(inner.values))
    if isinstance(inner, GraphQLInputObjectType):
        return {n: _value(f.type, id_) for n, f in inner.fields.items()}
    return id_ if inner.name == "UUID" else VALUES[inner.name]


def _selected(kind: Any) -> str:
    """Ask for rows and their number, so that the statement is made whole."""
    of = get_named_type(kind)
    if is_leaf_type(of):
        return ""
    if not hasattr(of, "fields"):
        return "{ __typename }"
    if "edges" in of.fields:
        return "{ edges { cursor } totalCount }" if "totalCount" in of.fields else "{ edges { cursor } }"
    leaves = (n for n, f in of.fields.items() if is_leaf_type(get_named_type(f.type)) and not f.args)
    return f"{{ {next(leaves, '__typename')} }}"
