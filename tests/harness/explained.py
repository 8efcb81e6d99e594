"""How PostgreSQL means to carry out a compiled query, as the service's own role with row-level security."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import asyncpg
from graphql import parse

from services.chassis.graphql import Subgraph
from services.chassis.identity import Actor
from services.chassis.reads.plans import Document


def statement(schema: Subgraph, query: str, variables: Mapping[str, Any], actor: Actor) -> str:
    """Return the statement of a query for these variables and this person's roles."""
    document = Document(schema, parse(query), None)
    read = document.variables.read(variables)
    assert read is not None, variables
    plan = document.plan(*read, actor)
    assert not plan.walked, plan.walked
    assert plan.sql is not None
    return plan.sql


async def scanned(database: asyncpg.Connection, sql: str) -> set[str]:
    """Return the tables that the plan would read from end to end."""
    await database.execute("set plan_cache_mode = force_generic_plan")
    await database.execute(f"prepare asked as {sql}")
    binds = ", ".join(["null"] * len(set(re.findall(r"\$\d+", sql))))
    told = json.loads(await database.fetchval(f"explain (format json) execute asked({binds})"))
    await database.execute("deallocate asked")
    return {n["Relation Name"] for n in _nodes(told[0]["Plan"]) if n["Node Type"] == "Seq Scan"}


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for inner in plan.get("Plans", ()):
        yield from _nodes(inner)
