"""No list reads a table from end to end: 100,000 schedules, in the plans that the service uses."""

from __future__ import annotations

import asyncpg
import pytest

from services.chassis.clock import new_id
from services.chassis.identity import Actor
from services.law.parties import Role
from services.schedule.graphql.schema import schema
from tests.bench.seed import fill_schedule
from tests.harness.explained import scanned, statement

AUTHORITY = Actor("a", "a", frozenset({Role.INVESTMENT_AUTHORITY}), None, "430211")
OWNER = Actor("o", "o", frozenset({Role.OWNER}), new_id(), "430211")
PAGE = "pageInfo { hasNextPage endCursor } edges { node { id"
NODES = f"nodes(first: 5) {{ {PAGE} code dueOn state }} }} }}"
LISTS = {
    "schedules": (f"query($f: ScheduleFilter) {{ schedules(first: 20, filter: $f) {{ {PAGE} projectName {NODES} }} }} }} }}", {}),
    "schedules of a kind": (f"query($f: ScheduleFilter) {{ schedules(filter: $f) {{ {PAGE} {NODES} }} }} }} }}", {"f": {"kind": "NEW_START"}}),
    "schedules of a town": (f"query($f: ScheduleFilter) {{ schedules(filter: $f) {{ {PAGE} }} }} }} }}", {"f": {"townId": str(new_id())}}),
    "schedules after a cursor": (f"query($a: String) {{ schedules(after: $a) {{ {PAGE} }} }} }} }}", {"a": "WyIyMDI2LTAxLTAxIiwgIngiXQ=="}),
    "nodes of a unit": (f"query($f: ScheduleNodeFilter) {{ scheduleNodes(filter: $f) {{ {PAGE} state }} }} }} }}", {"f": {"responsibleUnitId": str(new_id())}}),
    "late nodes": (f"query($f: ScheduleNodeFilter) {{ scheduleNodes(filter: $f) {{ {PAGE} state }} }} }} }}", {"f": {"states": ["LATE"]}}),
    "progress reports": (f"query {{ progressReports(first: 20) {{ {PAGE} month steps {{ {PAGE.replace(' id', '')} version }} }} }} }} }} }} }}", {}),
    "a node": ("query($i: UUID!) { node(id: $i) { id evidence { title } grantedOn } }", {"i": str(new_id())}),
    "entities": (f"query($r: [_Any!]!) {{ _entities(representations: $r) {{ ... on Project {{ schedule {{ id {NODES} }} }} }} }}", {"r": [{"__typename": "Project", "id": str(new_id())}]}),
}  # fmt: skip


@pytest.fixture(scope="module")
async def database(api):
    connection = await asyncpg.connect(
        api.settings.database_url.get_secret_value(), server_settings={"app.division": "430211", "jit": "off"}
    )
    await fill_schedule(connection, 100_000, 2)
    yield connection
    await connection.close()


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("who", [AUTHORITY, OWNER], ids=["authority", "owner"])
async def test_no_list_reads_a_table_from_end_to_end(database, name, who) -> None:
    query, variables = LISTS[name]
    told = await scanned(database, statement(schema(), query, variables, who))
    # tables that are empty here are read in whichever way; those that are full must be sought by an index
    assert told.isdisjoint({"schedules", "nodes"})
