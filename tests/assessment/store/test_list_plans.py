"""No list of the assessment reads more than it shows, at 100,000 facts: whatever is asked, and whoever asks."""

from __future__ import annotations

from datetime import date

import pytest

from services.assessment.graphql.schema import schema
from services.chassis.identity import Actor
from services.law.parties import Role
from tests.harness.explained import EITHER_WAY, PLANNINGS, SAMPLES, analyzed, cursor, effort
from tests.harness.explained import PAGE as ONE_PAGE
from tests.harness.volume import IDLE, LARGE, LONE, connected, numbered
from tests.harness.volume_noticed import asked

pytestmark = pytest.mark.timeout(1200)  # the first of them fills a hundred thousand rows of every table
SCHEMA = schema()  # once: a schema takes some tenths of a second and megabytes
TODAY = date(2026, 11, 27)


def _actor(role: Role, unit: int | None = None, division: str = LARGE) -> Actor:
    return Actor("p1", "测试员", frozenset({role}), None if unit is None else numbered("unit", unit), division)


def _id(what: str, number: int) -> str:
    return str(numbered(what, number))


PEOPLE = {
    "authority": _actor(Role.INVESTMENT_AUTHORITY),
    "inspector": _actor(Role.INSPECTOR),
    "owner": _actor(Role.OWNER, 110),
    "lone": _actor(Role.OWNER, LONE),
    "idle": _actor(Role.OWNER, IDLE),
}
PAGE = "pageInfo { hasNextPage endCursor }"
FACTS = f"query($f: FactFilter, $a: String, $l: Int) {{ facts(filter: $f, after: $a, last: $l) {{ {PAGE} edges {{ node {{ id kind countedIn {{ points }} }} }} }} }}"
CARDS = f"query($f: CardFilter, $a: String) {{ cards(filter: $f, after: $a) {{ {PAGE} edges {{ node {{ id colour }} }} }} }}"
RESULT = f"query($y: Int!, $q: Int!) {{ result(year: $y, quarter: $q, group: TOWN) {{ units(first: 20) {{ {PAGE} edges {{ node {{ rank explanation {{ points facts(first: 5) {{ edges {{ node {{ fact {{ id }} }} }} }} }} corrections {{ reason }} cards {{ colour }} }} }} }} }} }}"
QUARTERS = "query($y: Int) { quarters(year: $y, first: 20) { edges { node { id scheme { title } groups { group } unplacedFacts { id } } } } }"
SCHEMES = "query($y: Int) { schemes(year: $y, first: 20) { edges { node { id frozen } } } }"
ENTITIES = f"query($r: [_Any!]!) {{ _entities(representations: $r) {{ ... on Project {{ facts(first: 5) {{ {PAGE} edges {{ node {{ id }} }} }} }} ... on Organization {{ facts(first: 5) {{ edges {{ node {{ id }} }} }} results(first: 5) {{ edges {{ node {{ score }} }} }} cards(first: 5) {{ edges {{ node {{ id }} }} }} }} }} }}"
LAST = cursor("2024-12-31", "00000000-0000-0000-0000-000000000001")


def _facts(**filter):
    return (FACTS, {"f": filter})


def _cards(**filter):
    return (CARDS, {"f": filter})


LISTS = {
    "facts": _facts(),
    "facts from the end": (FACTS, {"l": 20}),
    "facts after a cursor": (FACTS, {"a": cursor("2026-01-31", "80000000-0000-0000-0000-000000000001")}),
    "the last facts": (FACTS, {"a": LAST}),
    "facts of a unit": _facts(unitId=_id("unit", 4)),
    "facts of a unit that has one": _facts(unitId=_id("unit", LONE)),
    "facts of a unit that has none": _facts(unitId=_id("unit", IDLE)),
    "facts of a project": _facts(projectId=_id("project", 10)),
    "facts of a project that has none": _facts(projectId=_id("project", 999_999)),
    "facts of a record": _facts(recordId=_id("node", 10)),
    "facts of a kind": _facts(kind="NODE_COMPLETED"),
    "facts of a kind that there is none of": _facts(kind="PROGRESS_VERIFIED"),
    "late facts": _facts(late=True),
    "facts in time": _facts(late=False),
    "facts since a day": _facts(since="2026-11-01"),
    "facts since a day after all": _facts(since="2027-11-01"),
    "facts until a day": _facts(until="2025-02-01"),
    "facts until a day before all": _facts(until="2024-02-01"),
    "cards": _cards(),
    "cards after a cursor": (CARDS, {"a": cursor("2020-03-28", "80000000-0000-0000-0000-000000000001")}),
    "cards of a unit": _cards(unitId=_id("unit", 4)),
    "cards of a unit that has none": _cards(unitId=_id("unit", IDLE)),
    "cards of a colour": _cards(colour="YELLOW"),
    "cards of a colour that there is none of": _cards(colour="RED"),
    "cards of a group": _cards(group="TOWN"),
    "cards of a group that has none": _cards(group="DEPARTMENT"),
    "cards of an early year": _cards(year=2016),
    "cards of a year without any": _cards(year=2030),
    "cards of a quarter": _cards(year=2018, quarter=2),
    "cards in force": _cards(inForce=True),
    "cards withdrawn, of which there are none": _cards(inForce=False),
    "results of a group": (RESULT, {"y": 2026, "q": 3}),
    "results of a draft": (RESULT, {"y": 2027, "q": 3}),
    "quarters": (QUARTERS, {}),
    "quarters of a year": (QUARTERS, {"y": 2026}),
    "schemes": (SCHEMES, {}),
    "entities": (ENTITIES, {"r": [{"__typename": t, "id": _id(w, n)} for t, w in (("Project", "project"), ("Organization", "unit")) for n in (3, 30, LONE)]}),
}  # fmt: skip

LISTS |= asked("assessment", "pageInfo { hasNextPage endCursor }", rare="card.yellow", project=_id("project", 10))


@pytest.fixture(scope="module")
async def database(service_api):
    async with connected(await service_api("assessment"), "assessment") as connection:
        yield connection


ASKED = [(n, w) for n in LISTS for w in PEOPLE]
TWO_WAYS = ("quarters", "notices")


@pytest.fixture(scope="module", params=SAMPLES)
async def sampled(database, request):
    await analyzed(database, request.param)
    return database


@pytest.mark.parametrize(("name", "who"), ASKED)
async def test_no_list_reads_more_than_it_shows(sampled, name, who) -> None:
    query, variables = LISTS[name]
    two_ways = who in {"owner", "lone", "idle"} or name.startswith(TWO_WAYS)
    for planning in PLANNINGS:
        read = await effort(sampled, SCHEMA, query, variables, PEOPLE[who], TODAY, planning)
        assert read.within(EITHER_WAY if two_ways else ONE_PAGE), f"{planning}: {read.told()}"
