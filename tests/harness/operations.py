"""Operations over a whole schema, made up: any fields, arguments, aliases, fragments and directives that it allows."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
from hypothesis import strategies as st

DEEPEST = 6
PAGING = {"first", "after", "last", "before"}
TEXTS = [
    "",
    "项",
    "%",
    "_",
    "\\",
    "'",
    '"',
    "示例",
    "😀",
    "\u200b",
    "a" * 101,
    "ＡＢ",
    "e\u0301",
    "\u202e反",
    "\u2028",
    "𠮷",
]
VALUES: dict[str, Sequence[Any]] = {
    "Int": [-1, 0, 1, 2, 5, 12, 2027, 2147483647],
    "String": TEXTS,
    "ID": TEXTS,
    "Boolean": [True, False],
    "Decimal": ["0", "1.50", "-1", "80000", "99999999999999999999", "-0.0001", "9999999999999999.9999"],
    "Date": ["2027-01-29", "0001-01-01", "9999-12-31"],
    "DateTime": ["2027-01-29T09:00:00+08:00", "1988-07-01T00:00:00.120000+09:00"],
}
STRANGE_IDS: list[Any] = ["", "x", "0", 5, -1, 1.5, True, None, [], {}, "\u2028", "😀"]
NO_CURSORS = ["", "W10=", "bm9uc2Vuc2U=", "WyIiXQ==", "😀", None]
SIZES = [0, 1, 2, 20, 200, 201, -1]


@dataclass
class Operation:
    """A document with its variables."""

    query: str
    variables: dict[str, Any]


@dataclass
class Maker:
    """Draws one operation."""

    schema: GraphQLSchema
    ids: Sequence[str]
    cursors: Mapping[str, Sequence[str]]  # real ones of each list, by `Type.field`
    draw: Any
    types: dict[str, str] = field(default_factory=dict)
    variables: dict[str, Any] = field(default_factory=dict)
    fragments: list[str] = field(default_factory=list)
    answered: set[str] = field(default_factory=set)
    names: int = 0

    def chance(self, one_in: int) -> bool:
        return bool(self.draw(st.integers(1, one_in)) == 1)

    def one_of(self, values: Sequence[Any]) -> Any:
        return self.draw(st.sampled_from(list(values)))

    def name(self) -> str:
        self.names += 1
        return f"x{self.names}"

    def operation(self, roots: Sequence[str]) -> Operation:
        root = self.schema.query_type
        assert root is not None
        chosen = [self.one_of(roots) for _ in range(self.draw(st.integers(1, 2)))]
        body = " ".join(self.field(root, name, 0) for name in chosen)
        declared = f"({', '.join(f'${n}: {t}' for n, t in self.types.items())})" if self.types else ""
        return Operation(" ".join([f"query Made{declared} {{ {body} }}", *self.fragments]), self.variables)

    def entities(self, kinds: Sequence[str]) -> Operation:
        """Ask for entities, under one name or two: known, unknown and malformed ids, several types, the same one twice."""
        asked = " ".join(self.some_entities(kinds) for _ in range(self.draw(st.integers(1, 2))))
        declared = ", ".join(f"${n}: {t}" for n, t in self.types.items())
        return Operation(" ".join([f"query Made({declared}) {{ {asked} }}", *self.fragments]), self.variables)

    def some_entities(self, kinds: Sequence[str]) -> str:
        given = [self.representation(kinds) for _ in range(self.draw(st.integers(0, 4)))]
        if given and self.chance(3):
            given.append(dict(self.one_of(given)))
        named = self.variable("[_Any!]!", given)
        parts = [f"... on {k} {self.selection(self.schema.type_map[k], 1)}" for k in kinds if not self.chance(4)]
        alias = "" if self.chance(2) and "_entities" not in self.answered else f"{self.name()}: "
        self.answered.add(alias or "_entities")
        return f"{alias}_entities(representations: {named}) {{ __typename {' '.join(parts)} }}"

    def representation(self, kinds: Sequence[str]) -> dict[str, Any]:
        """Say which entity, as a gateway does, or as a gateway never would."""
        said: dict[str, Any] = {"__typename": self.one_of(kinds), "id": self.one_of(self.ids)}
        if self.chance(4):
            said["name"] = self.one_of([None, "x", 5])  # more than the key
        if self.chance(8):
            said["id"] = said["id"].upper()
        elif self.chance(12):
            said["id"] = self.one_of(STRANGE_IDS)
        elif self.chance(24):
            del said["id"]
        return said

    def field(self, owner: GraphQLObjectType, name: str, depth: int) -> str:
        of = owner.fields[name]
        arguments = [
            f"{n}: {self.argument(n, a.type, f'{owner.name}.{name}')}"
            for n, a in of.args.items()
            if isinstance(a.type, GraphQLNonNull) or self.chance(4)
        ]
        text = f"{self.name()}: {name}" + (f"({', '.join(arguments)})" if arguments else "") + self.directive()
        kind = get_named_type(of.type)
        return text if is_leaf_type(kind) else f"{text} {self.selection(kind, depth + 1)}"

    def directive(self) -> str:
        if not self.chance(12):
            return ""
        how, value = self.one_of(["include", "skip"]), self.one_of([True, False])
        if self.chance(2):
            return f" @{how}(if: {str(value).lower()})"
        return f" @{how}(if: {self.variable('Boolean!', value)})"

    def selection(self, kind: Any, depth: int) -> str:
        known = list(kind.fields)
        leaves = [n for n in known if is_leaf_type(get_named_type(kind.fields[n].type))]
        usable = known if depth < DEEPEST else leaves
        chosen = self.draw(st.lists(st.sampled_from(usable or ["__typename"]), min_size=1, max_size=5))
        parts = [self.field(kind, n, depth) if n != "__typename" else n for n in chosen]
        if self.chance(6):
            parts.append("__typename")
        if leaves and self.chance(6):  # the same field twice is one field
            twice = self.one_of([n for n in leaves if not kind.fields[n].args] or ["__typename"])
            parts += [twice, twice]
        if self.chance(8):
            parts = [f"... on {kind.name} {{ {' '.join(parts)} }}"]
        elif self.chance(8):
            fragment = self.name()
            self.fragments.append(f"fragment {fragment} on {kind.name} {{ {' '.join(parts)} }}")
            parts = [f"...{fragment}"]
        return f"{{ {' '.join(parts)} }}"

    def argument(self, name: str, type_: Any, of: str) -> str:
        nullable = get_nullable_type(type_)
        value = self.one_of(SIZES) if name in {"first", "last"} else self.value(type_)
        if name in {"after", "before"}:
            value = self.cursor(of)
        if isinstance(nullable, GraphQLInputObjectType) or self.chance(2):
            return self.variable(str(type_), value)
        return self.literal(type_, value)

    def cursor(self, of: str) -> str | None:
        """Mostly a real one of this list; else one of any list, or none at all."""
        own = self.cursors.get(of) or ()
        if own and not self.chance(4):
            return str(self.one_of(own))
        others = [c for found in self.cursors.values() for c in found]
        return self.one_of(others if others and self.chance(2) else NO_CURSORS)

    def variable(self, type_: str, value: Any) -> str:
        name = self.name()
        self.types[name], self.variables[name] = type_, value
        return f"${name}"

    def value(self, type_: Any) -> Any:
        if not isinstance(type_, GraphQLNonNull) and self.chance(6):
            return None
        kind = get_nullable_type(type_)
        if isinstance(kind, GraphQLList):
            return [self.value(kind.of_type) for _ in range(self.draw(st.integers(0, 3)))]
        if isinstance(kind, GraphQLEnumType):
            return self.one_of(list(kind.values))
        if isinstance(kind, GraphQLInputObjectType):
            wanted = {n: f.type for n, f in kind.fields.items() if isinstance(f.type, GraphQLNonNull) or self.chance(3)}
            return {n: self.value(t) for n, t in wanted.items()}
        return self.one_of(self.ids if kind.name == "UUID" else VALUES[kind.name])

    def literal(self, type_: Any, value: Any) -> str:
        kind = get_nullable_type(type_)
        if value is None:
            return "null"
        if isinstance(kind, GraphQLList):
            return f"[{', '.join(self.literal(kind.of_type, v) for v in value)}]"
        return str(value) if isinstance(kind, GraphQLEnumType) else json.dumps(value)


@st.composite
def operations(
    draw: Any,
    schema: GraphQLSchema,
    ids: Sequence[str],
    kinds: Sequence[str],
    cursors: Mapping[str, Sequence[str]],
) -> Operation:
    """Draw an operation over the queries of the schema, or over its entities."""
    maker = Maker(schema, ids, cursors, draw)
    assert schema.query_type is not None
    roots = [n for n in schema.query_type.fields if not n.startswith("_")]
    return maker.entities(kinds) if maker.chance(3) else maker.operation(roots)
