"""A search of the reserve service: 20 of the projects that match a word or initials, in a category, a level and a town."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import cycle
from types import SimpleNamespace
from typing import Any

import asyncpg
import orjson
from graphql import parse

from services.chassis import clock
from services.chassis.identity import Actor
from services.chassis.reads.plans import Document
from services.law.parties import Role
from services.reserve.graphql.schema import schema
from tests.bench.reads.shape import Shape, Statement, Variables

QUERY = """
query Seek($filter: ProjectFilter, $search: String) {
  projects(first: 20, filter: $filter, search: $search) {
    pageInfo { hasNextPage endCursor }
    edges { node { id name library category level projectCode totalInvestment changedAt town { id name } owner { id name } } }
  }
}
"""
READER = Actor("reader", "测量", frozenset({Role.INVESTMENT_AUTHORITY}), None, "430211")  # like all who ask: sees all
SOME = "select name, category, level, town_id from projects order by md5(id::text) limit $1"


async def variations(database: asyncpg.Connection, count: int) -> list[Variables]:
    """Seek by the end of a project's name or of its initials, with filters that it fulfils: few and many match by turns."""
    rows = await database.fetch(SOME, count)
    ways = cycle([(2, "项目"), (2, "xm"), (9, "设项目"), (9, "jsxm")])  # how many figures follow which end
    return [_variables(row, *next(ways)) for row in rows]


def _variables(row: asyncpg.Record, figures: int, end: str) -> Variables:
    number = row["name"].rpartition("项目")[2][:figures]
    held: dict[str, Any] = {"categories": [row["category"]], "levels": [row["level"]], "townId": str(row["town_id"])}
    return {"filter": held, "search": end + number}


def statement(variables: Variables) -> Statement:
    """Return the very SQL that the service sends for this search, and its arguments: here asyncpg alone sends it.

    By hand one would write it in one way for all words. The service looks first whether few or many match
    (`services/chassis/reads/finding.py`), and so what is left to compare is all that is around the same statement.
    """
    return _sent(orjson.dumps(variables))


@lru_cache(maxsize=10_000)  # all that a run asks: once it is warm, nothing of ours is at work
def _sent(variables: bytes) -> Statement:
    document = _document()
    read = document.variables.read(orjson.loads(variables))
    assert read is not None, variables
    values, shape = read
    plan = document.plan(values, shape, READER)
    assert plan.sql is not None
    assert not plan.walked, "all of it is one statement"
    assert plan.fill is None, "and nothing of it is worked out in Python"
    now = clock.system_now()
    return plan.sql, plan.arguments(values, SimpleNamespace(caller=READER, today=now.date(), now=now))


@cache
def _document() -> Document:
    return Document(schema(), parse(QUERY), "Seek")


SHAPE = Shape(
    key="seek",
    title="检索：名称或拼音首字母，加类别、级别、镇街三项筛选",
    service="reserve",
    operation="Seek",
    query=QUERY,
    variations=variations,
    statement=statement,
)
