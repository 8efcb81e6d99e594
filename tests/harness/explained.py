"""What PostgreSQL reads to answer a compiled query: the service's own statement, its own role, its own way of planning.

Time is not looked at. Counted are the rows that each node of the plan takes from a table, those that it throws away
included, and the pages that the statement touches: both follow from the plan and the rows alone.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import asyncpg
from graphql import parse

from services.chassis.graphql import Subgraph
from services.chassis.identity import Actor
from services.chassis.reads.plans import Document

GENERIC = "force_generic_plan"  # as the pool of reads has it
CUSTOM = "force_custom_plan"  # what a list is planned as when the values are known: it must not read more either
SAMPLES = (100, 30)  # targets of statistics: each looks at other rows, and no plan may hang on which
REMOVED = ("Rows Removed by Filter", "Rows Removed by Index Recheck", "Rows Removed by Join Filter")


@dataclass(frozen=True)
class Node:
    """One place of a plan where rows of a table (or entries of an index) are read."""

    what: str
    rows: int

    def __str__(self) -> str:
        return f"{self.rows:>8} rows  {self.what}"


@dataclass(frozen=True)
class Bound:
    """How much a list may read."""

    rows: int
    pages: int


PAGE = Bound(1_000, 3_000)  # twenty rows with what hangs on them
EITHER_WAY = Bound(4_500, 10_000)  # the same, and a thousand looked at to know whether they are few (`reads.finding`)


@dataclass(frozen=True)
class Effort:
    """What a statement read."""

    nodes: tuple[Node, ...]
    pages: int

    @property
    def rows(self) -> int:
        """The rows that all nodes read together."""
        return sum(n.rows for n in self.nodes)

    def within(self, bound: Bound) -> bool:
        """Whether no more was read."""
        return self.rows <= bound.rows and self.pages <= bound.pages

    def told(self) -> str:
        """Name the nodes, the greediest first."""
        worst = sorted(self.nodes, key=lambda n: -n.rows)[:6]
        return "\n".join([f"{self.rows} rows and {self.pages} pages were read:", *map(str, worst)])


async def analyzed(database: asyncpg.Connection, target: int) -> None:
    """Gather the statistics anew."""
    await database.execute(f"set default_statistics_target = {target}")
    await database.execute("analyze")


async def plannings(database: asyncpg.Connection) -> tuple[str, ...]:
    """Return the ways of planning to look at: with the usual statistics both, with fewer the one that the pool has."""
    usual = await database.fetchval("show default_statistics_target") == str(SAMPLES[0])
    return (GENERIC, CUSTOM) if usual else (GENERIC,)


async def effort(
    database: asyncpg.Connection,
    schema: Subgraph,
    query: str,
    variables: Mapping[str, Any],
    who: Actor,
    today: date,
    planning: str = GENERIC,
) -> Effort:
    """Carry a query out for a person and tell what was read for it."""
    document = Document(schema, parse(query), None)
    read = document.variables.read(variables)
    assert read is not None, variables
    values, shape = read
    plan = document.plan(values, shape, who)
    assert not plan.walked, plan.walked
    assert plan.sql is not None
    now = datetime.combine(today, datetime.min.time(), UTC)
    given = plan.arguments(values, SimpleNamespace(caller=who, today=today, now=now))
    types = (await database.prepare(plan.sql)).get_parameters()
    literals = ", ".join(_literal(value, type_) for value, type_ in zip(given, types, strict=True))
    await database.execute(f"set plan_cache_mode = {planning}")
    await database.execute(f"prepare asked as {plan.sql}")
    try:
        return await effort_of(database, f"execute asked({literals})")
    finally:
        await database.execute("deallocate asked")


async def effort_of(database: asyncpg.Connection, statement: str) -> Effort:
    """Carry a statement out and tell what it reads."""
    analyze = "explain (analyze, buffers, timing off, summary off, format json)"
    told = json.loads(await database.fetchval(f"{analyze} {statement}"))[0]["Plan"]
    pages = told["Shared Hit Blocks"] + told["Shared Read Blocks"]
    return Effort(tuple(n for p in _all(told) for n in _reading(p)), pages)


def _literal(value: Any, type_: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, list):
        return f"array[{', '.join(_quoted(v) for v in value)}]::{type_.name}"
    return f"{_quoted(value)}::{type_.name}"


def _quoted(value: Any) -> str:
    return "null" if value is None else "'" + str(value).replace("'", "''") + "'"


def _all(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for inner in plan.get("Plans", ()):
        yield from _all(inner)


def _reading(plan: dict[str, Any]) -> Iterator[Node]:
    """Yield the node if it reads a table; what an index alone reads shows in the pages."""
    if "Relation Name" not in plan:
        return
    taken = plan["Actual Rows"] + sum(plan.get(removed, 0) for removed in REMOVED)
    how = [plan["Node Type"], plan.get("Relation Name"), plan.get("Index Name"), plan.get("Index Cond")]
    filtered = plan.get("Filter")
    what = " ".join(str(part) for part in how if part) + (f" filtered by {filtered}" if filtered else "")
    yield Node(what, round(taken * plan["Actual Loops"]))


def cursor(*keys: str) -> str:
    """Write a cursor as a list gives it out."""
    return base64.urlsafe_b64encode(json.dumps(keys).encode()).decode()


async def read_for_an_event(database: asyncpg.Connection, type_: str, told: Mapping[str, Any]) -> dict[str, int]:
    """Put an event into the outbox, tell what its triggers read of each table, and take it back."""
    event = json.dumps({"time": "2026-11-27T09:00:00+08:00", "data": told})
    transaction = database.transaction()
    await transaction.start()
    try:
        before = await _read_so_far(database)  # of this connection, what is not written down yet included
        await database.execute(
            "insert into outbox (event_id, topic, key, lane, type, division, event) "
            "values (gen_random_uuid(), 'bench', '', 0, $1, current_setting('app.division'), $2)",
            type_,
            event,
        )
        after = await _read_so_far(database)
    finally:
        await transaction.rollback()
    return {table: read - before.get(table, 0) for table, read in after.items()}


async def _read_so_far(database: asyncpg.Connection) -> dict[str, int]:
    read = "coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)"
    rows = await database.fetch(f"select relname, {read} as read from pg_stat_xact_user_tables")
    return {row["relname"]: row["read"] for row in rows}
