"""A district on a fresh database for each module; every refusal names a field that its command has."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

import pytest
from graphql import GraphQLInputObjectType, GraphQLInputType, get_named_type

from services.support.graphql.schema import schema
from tests.harness.api import Api
from tests.support.world import District

CORE = schema().core
BY_CODE = {"form", "evaluations"}  # lists whose items a path names by their code


def names_a_field(of: GraphQLInputType, path: list[str]) -> bool:
    """Whether a path leads through an input to one of its fields."""
    named = get_named_type(of)
    if not path or path[0].isdigit():
        return not path or names_a_field(of, path[1:])
    if not isinstance(named, GraphQLInputObjectType):
        return named.name == "JSON"
    if path[0] not in named.fields:
        return False
    return path[0] in BY_CODE or names_a_field(named.fields[path[0]].type, path[1:])


@dataclass
class Checked(Api):
    """Looks at what each command is refused for: a front end shows a fault at the field that it names."""

    async def do(self, mutation: str, input_type: str, *args: Any, **values: Any) -> dict[str, Any]:
        payload = await super().do(mutation, input_type, *args, **values)
        for error in payload["userErrors"]:
            field = error["field"]
            known = field is None or names_a_field(CORE.type_map[input_type], field.split("."))
            assert known, f"{mutation} has no field {field} ({error['code']})"
        return payload


@pytest.fixture(scope="module")
async def service_api(service_api):
    async def make(which, **changes):
        api = await service_api(which, **changes)
        return Checked(**{field.name: getattr(api, field.name) for field in dataclasses.fields(api)})

    return make


@pytest.fixture(scope="module")
async def api(service_api):
    return await service_api("support")


@pytest.fixture
async def district(api) -> District:
    """A district of its own units and project; accounts are shared by the tests of a module, for one division has one."""
    return await District(api).told()
