"""The gateway hands inputs on as JSON, unless one looks like a file or a promise to it: then it waits for ever or sends a form."""

from __future__ import annotations

import importlib

import pytest
from graphql import GraphQLInputObjectType, GraphQLSchema, build_schema

from services.chassis.service import Service

SERVICES = ("assessment", "reserve", "schedule", "support")
# what its HTTP executor asks of every variable to find uploads (with any value that JavaScript takes for true)
TAKEN = frozenset({"promise", "then", "arrayBuffer", "createReadStream"})


def named_so(schema: GraphQLSchema) -> list[str]:
    """The fields of inputs that the gateway would take for something else."""
    inputs = [kind for kind in schema.type_map.values() if isinstance(kind, GraphQLInputObjectType)]
    return [f"{kind.name}.{field}" for kind in inputs for field in kind.fields if field in TAKEN]


@pytest.mark.parametrize("name", SERVICES)
def test_no_field_of_an_input_has_a_name_that_the_gateway_takes_for_an_upload(name):
    service: Service = importlib.import_module(f"services.{name}.app").SERVICE
    assert named_so(service.schema()._schema) == []


def test_such_a_name_is_found():
    assert named_so(build_schema("type Query { a(i: I): Int } input I { promise: Int promises: Int }")) == ["I.promise"]
