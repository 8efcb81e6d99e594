"""A select within a select is about the row outside, or says which tables it reads: none is brought in beside it by accident.

SQLAlchemy connects a select with the one right around it. One that lies deeper gets the outer table anew, so it asks about
any row instead of the row of the list, and nobody hears of it before there are two rows.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from graphql import parse
from sqlalchemy import column, select, table

from services.chassis.identity import Actor
from services.chassis.reads.plans import Document
from services.law.parties import Role
from tests.harness.conditions import conditions
from tests.harness.selection import homes_of, whole_queries

UNIT = UUID(int=1)
GIVEN = {
    "Query.requestQueue": f'bureauId: "{UNIT}"',
    "Query.warMapBoard": "by: TOWN",
    "Query.expectedReports": 'month: "2027-04-01"',
    "Query.adjustments": f'planId: "{UNIT}"',
}
WHO = Actor("owner", "业主", frozenset({Role.OWNER}), UNIT, "430211")  # who sees by unit, so by the most conditions
TABLE = re.compile(r"\w+(?: AS \w+)?")
CLAUSES = ("WHERE", "GROUP", "ORDER", "LIMIT", "UNION", "HAVING", "FETCH", "FOR")


def selects(sql: str) -> Iterator[str]:
    """Yield every select of a statement, the innermost first."""
    opened: list[int] = []
    for at, sign in enumerate(sql):
        if sign == "(":
            opened.append(at)
        elif sign == ")" and opened and (inner := sql[opened.pop() + 1 : at].lstrip()).upper().startswith("SELECT"):
            yield inner
    yield sql


def tables_beside(one: str) -> list[str]:
    """Return the tables that a select reads without joining them."""
    depth, listed, reading = 0, "", False
    for word in re.split(r"([()]|\s+)", one):
        depth += (word == "(") - (word == ")")
        if depth or word == ")":
            continue
        if reading and word.upper() in CLAUSES:
            break
        listed += word if reading else ""
        reading = reading or word.upper() == "FROM"
    beside = [name.strip() for name in listed.split(",")]
    return [name for name in beside if TABLE.fullmatch(name)] if len(beside) > 1 else []


def asked(core: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each condition of each list alone, and all of each type."""
    yield from conditions(core, GIVEN, str(UNIT))
    for query in whole_queries(core, {}, homes_of(core, {})).values():
        yield query, {}


@pytest.mark.parametrize("service", ["reserve", "schedule", "support", "assessment"])
def test_no_select_brings_a_table_in_by_accident(service):
    schema = importlib.import_module(f"services.{service}.graphql.schema").schema()
    for query, variables in asked(schema.core):
        document = Document(schema, parse(query), None)
        values, shape = document.variables.read(variables)
        statement = document.plan(values, shape, WHO).sql or ""
        found = [beside for one in selects(statement) if len(beside := tables_beside(one)) > 1]
        assert not found, (query, variables, found)


def test_a_table_that_is_brought_in_is_noticed():
    link, report, month = (table(name, column("id")) for name in ("links", "reports", "months"))
    deep = select(report.c.id).where(report.c.id == link.c.id)
    wrong, right = (
        select(link.c.id).where(select(month.c.id).where(one.scalar_subquery().is_(None)).scalar_subquery().is_(None))
        for one in (deep, deep.correlate_except(report))
    )
    assert [beside for one in selects(str(wrong)) if len(beside := tables_beside(one)) > 1] == [["reports", "links"]]
    assert [beside for one in selects(str(right)) if len(beside := tables_beside(one)) > 1] == []
