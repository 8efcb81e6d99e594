"""Which fields of a schema are walked by graphql-core: a list that is committed, so that nothing becomes slow unseen."""

from __future__ import annotations

from typing import Any

from graphql import GraphQLObjectType, GraphQLSchema

from services.chassis.reads.declare import declared, standing_of

ENGINE = ("Connection", "Edge", "PageInfo")  # written by the engine itself
FEDERATION = {"_service", "_entities"}


def walked_fields(schema: GraphQLSchema) -> list[str]:
    """Return the fields of queries that are resolvers of their own; values of a derived object are none of them."""
    found = []
    for name, kind in schema.type_map.items():
        if not isinstance(kind, GraphQLObjectType) or name.startswith("__") or name.endswith(ENGINE):
            continue
        if kind in {schema.mutation_type, schema.subscription_type}:
            continue
        found += [f"{name}.{f}" for f, of in kind.fields.items() if f not in FEDERATION and _walked(schema, kind, of)]
    return sorted(found)


def _walked(schema: GraphQLSchema, kind: GraphQLObjectType, of: Any) -> bool:
    field = of.extensions.get("strawberry-definition")
    if field is None or declared(field) is not None:
        return False
    origin = kind.extensions["strawberry-definition"].origin
    stands = kind is schema.query_type or standing_of(origin) is not None
    return bool(field.base_resolver) and (stands or field.is_async)
