"""Role × operation, as committed in docs/permissions, is what the endpoint really does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from services.law.parties import Role
from tests.harness.people import person

ROOT = Path(__file__).parents[2]
NAMES = ("reserve", "schedule", "support", "assessment")
TABLE: dict[str, dict[str, list[str]]] = {
    n: json.loads((ROOT / "docs" / "permissions" / f"{n}.json").read_text()) for n in NAMES
}


@pytest.mark.parametrize("service", NAMES)
async def test_each_role_may_call_what_the_table_says_and_nothing_else(service_api, service):
    api = await service_api(service)
    core = api.service.schema()._schema
    roots = {"query": core.query_type, "mutation": core.mutation_type, "subscription": core.subscription_type}
    fields = {f"{r.name}.{f}": kind for kind, r in roots.items() if r for f in r.fields if not f.startswith("_")}
    assert set(fields) == set(TABLE[service]), "an operation without a row in the table, or a row without an operation"
    for role in Role:
        for name, kind in fields.items():
            # arguments are left out on purpose: validation refuses either way, and nothing is carried out
            answer = await api.raw(f"{kind} {{ {name.split('.')[1]} }}", as_=person(role))
            forbidden = any(e["extensions"].get("code") == "FORBIDDEN" for e in answer.get("errors", ()))
            assert forbidden == (role.value not in TABLE[service][name]), (service, name, role.value)


@pytest.mark.parametrize("service", NAMES)
async def test_no_operation_is_open_to_somebody_without_a_role_or_a_token(service_api, service):
    api = await service_api(service)
    for name in TABLE[service]:
        kind = name.split(".")[0].lower()
        query = f"{kind} {{ {name.split('.')[1]} }}"
        without_role = await api.raw(query, as_=person())
        assert any(e["extensions"].get("code") == "FORBIDDEN" for e in without_role["errors"]), name
        without_token = await api.raw(query)
        assert any(e["extensions"].get("code") == "UNAUTHENTICATED" for e in without_token["errors"]), name
