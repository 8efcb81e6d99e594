"""No list of reserve reads more than it shows, at 100,000 projects: whatever is asked, and whoever asks."""

from __future__ import annotations

from datetime import date

import pytest

from services.chassis.identity import Actor
from services.law.parties import Role
from services.reserve.graphql.schema import schema
from tests.harness.explained import EITHER_WAY, cursor, effort
from tests.harness.explained import PAGE as ONE_PAGE
from tests.harness.volume import IDLE, LARGE, LONE, NOWHERE, RARE, connected, numbered

TODAY = date(2026, 11, 27)


def _actor(role: Role, unit: int | None = None, division: str = LARGE) -> Actor:
    return Actor("p1", "测试员", frozenset({role}), None if unit is None else numbered("unit", unit), division)


PEOPLE = {
    "authority": _actor(Role.INVESTMENT_AUTHORITY),
    "owner": _actor(Role.OWNER, 110),
    "lone": _actor(Role.OWNER, LONE),
    "idle": _actor(Role.OWNER, IDLE),
}
PAGE = "pageInfo { hasNextPage endCursor } edges { node { id name"
PROJECTS = f"query($f: ProjectFilter, $s: ProjectSort, $q: String, $a: String, $b: String, $n: Int, $l: Int) {{ projects(filter: $f, sort: $s, search: $q, first: $n, last: $l, after: $a, before: $b) {{ {PAGE} }} }} }} }}"
DEEP = f"""query {{ projects(first: 20) {{ {PAGE} owner {{ id name }} town {{ name }} industryAuthority {{ name }} cooperatingOrganizations {{ name }}
  fundSources {{ source amount }} evidence {{ title }} readiness {{ library }} planItems {{ kind plan {{ year }} }}
  history(first: 5) {{ edges {{ node {{ action }} }} }} }} }} }} }}"""
UNITS = "query($f: OrganizationFilter, $q: String, $d: SortDirection! = ASC, $a: String) { organizations(filter: $f, search: $q, direction: $d, after: $a) { pageInfo { endCursor } edges { node { id name children { id } parent { id } } } } }"
ITEMS = "query($id: UUID!, $k: [PlanItemKind!], $c: [ProjectCategory!], $q: String, $a: String) { plan(id: $id) { items(kinds: $k, categories: $c, search: $q, first: 20, after: $a) { pageInfo { endCursor } edges { node { id projectName project { id } opinions { body } } } } } }"
PLANS = "query($y: Int, $s: [PlanStatus!]) { plans(year: $y, statuses: $s, first: 20) { edges { node { id year deliberations { id } decisionSteps { step } nextDeliberation { code } items(first: 5) { edges { node { id } } } } } } }"
LIBRARY_COUNT = "query { projects(first: 1) { totalCount } }"


def _sorted(field: str, direction: str = "ASC", **more):
    return (PROJECTS, {"s": {"field": field, "direction": direction}, **more})


def _which(**filter):
    return (PROJECTS, {"f": filter})


def _id(what: str, number: int) -> str:
    return str(numbered(what, number))


LAST = "shi li xiang mu ffffffff"
SOME = "00000000-0000-0000-0000-000000000001"
LISTS = {
    "projects": (PROJECTS, {}),
    "projects from the end": (PROJECTS, {"l": 20}),
    "projects, with all that hangs on them": (DEEP, {}),
    "projects after a cursor": (PROJECTS, {"a": cursor("shi li xiang mu 8", SOME)}),
    "the last projects": (PROJECTS, {"a": cursor(LAST, SOME)}),
    "projects by investment": _sorted("TOTAL_INVESTMENT"),
    "projects by investment, after a cursor": _sorted("TOTAL_INVESTMENT", a=cursor("090000.0000", SOME)),
    "projects by investment, the greatest first": _sorted("TOTAL_INVESTMENT", "DESC", a=cursor("050000.0000", SOME)),
    "projects by registration": _sorted("REGISTERED_AT", a=cursor("2026-03-01T00:00:00+08:00", SOME)),
    "projects by change": _sorted("CHANGED_AT", "DESC", a=cursor("2026-03-01T00:00:00+08:00", SOME)),
    "projects of ids": _which(ids=[_id("project", n) for n in range(1, 21)]),
    "projects of no ids": _which(ids=[]),
    "projects of a library": _which(libraries=["ONE_YEAR"]),
    "projects of two libraries": _which(libraries=["ONE_YEAR", "THREE_YEAR"]),
    "projects of a library that has none": _which(libraries=["CONSTRUCTION"]),
    "projects in no library": _which(inLibrary=False),
    "projects in a library": _which(inLibrary=True),
    "projects of a level": _which(levels=["CITY"]),
    "projects of a level that has none": _which(levels=["NATIONAL"]),
    "projects of a category": _which(categories=["SOCIAL"]),
    "projects of a category that has none": _which(categories=["ECOLOGY"]),
    "projects of a mode": _which(investmentMode="ENTERPRISE"),
    "projects of a mode that has none": _which(investmentMode="GOVERNMENT"),
    "projects of a level and a category that never meet": _which(levels=["CITY"], categories=["SOCIAL"]),
    "projects of an owner": _which(ownerId=_id("unit", 110)),
    "projects of an owner that has one": _which(ownerId=_id("unit", LONE)),
    "projects of an owner that has none": _which(ownerId=_id("unit", IDLE)),
    "projects of a town": _which(townId=_id("unit", 4)),
    "projects of a town that has none": _which(townId=_id("unit", IDLE)),
    "projects of a town, by investment": _sorted("TOTAL_INVESTMENT", f={"townId": _id("unit", 4)}),
    "projects of a town that has none, by change": _sorted("CHANGED_AT", f={"townId": _id("unit", IDLE)}),
    "projects of an industry authority": _which(industryAuthorityId=_id("unit", 44)),
    "projects of an industry authority that has none": _which(industryAuthorityId=_id("unit", IDLE)),
    "great projects": _which(totalInvestmentFrom="100990"),
    "projects within bounds": _which(totalInvestmentFrom="50000", totalInvestmentTo="50010"),
    "projects within bounds that hold none": _which(totalInvestmentFrom="900000", totalInvestmentTo="900010"),
    "great projects, by investment": _sorted("TOTAL_INVESTMENT", f={"totalInvestmentFrom": "100990"}),
    "projects of a plan": _which(planYear=2026),
    "projects of a plan of one": _which(planYear=2020),
    "projects of a plan of none": _which(planYear=2019),
    "search for what a few have": (PROJECTS, {"q": RARE + "示例"}),
    "search for two characters": (PROJECTS, {"q": RARE}),
    "search for what nobody has": (PROJECTS, {"q": NOWHERE}),
    "search for two characters that nobody has": (PROJECTS, {"q": NOWHERE[:2]}),
    "search for one character that nobody has": (PROJECTS, {"q": NOWHERE[:1]}),
    "search for what everything has": (PROJECTS, {"q": "示例"}),
    "search for what many have": (PROJECTS, {"q": "生物医药"}),
    "search for what many have, by change": _sorted("CHANGED_AT", q="生物医药"),
    "search for a code": (PROJECTS, {"q": "2601-430211-04-01-000123"}),
    "search for a few in a town": (PROJECTS, {"q": RARE, "f": {"townId": _id("unit", 11)}}),
    "units": (UNITS, {}),
    "units from the end": (UNITS, {"d": "DESC"}),
    "units after a cursor": (UNITS, {"a": cursor("shi li dan wei 9999", SOME)}),
    "towns": (UNITS, {"f": {"categories": ["TOWN"]}}),
    "departments, of which there are none": (UNITS, {"f": {"categories": ["DEPARTMENT"]}}),
    "units in a role": (UNITS, {"f": {"roles": ["PLANNING_PARTY"]}}),
    "units in a role that nobody has": (UNITS, {"f": {"roles": ["FINANCE"]}}),
    "units below a unit": (UNITS, {"f": {"parentId": _id("unit", 3)}}),
    "units below one that has none": (UNITS, {"f": {"parentId": _id("unit", 4)}}),
    "search for a unit": (UNITS, {"q": "单位12345"}),
    "search for a unit that is not there": (UNITS, {"q": NOWHERE}),
    "search for what all units have": (UNITS, {"q": "示例"}),
    "plans": (PLANS, {}),
    "plans of a year": (PLANS, {"y": 2026}),
    "plans in a status": (PLANS, {"s": ["DRAFT"]}),
    "items of a plan": (ITEMS, {"id": _id("plan", 2026)}),
    "items of a plan in preparation": (ITEMS, {"id": _id("plan", 2027)}),
    "items of a plan after a cursor": (ITEMS, {"id": _id("plan", 2026), "a": cursor(LAST, SOME)}),
    "items of a kind": (ITEMS, {"id": _id("plan", 2026), "k": ["CONTINUING"]}),
    "items of a kind that the plan has none of": (ITEMS, {"id": _id("plan", 2026), "k": ["PRELIMINARY"]}),
    "items of a category": (ITEMS, {"id": _id("plan", 2026), "c": ["SOCIAL"]}),
    "items of a category that the plan has none of": (ITEMS, {"id": _id("plan", 2026), "c": ["ECOLOGY"]}),
    "search for items": (ITEMS, {"id": _id("plan", 2026), "q": RARE}),
    "search for items that are not there": (ITEMS, {"id": _id("plan", 2026), "q": NOWHERE}),
    "search for what all items have": (ITEMS, {"id": _id("plan", 2026), "q": "示例"}),
    "entities": ("query($r: [_Any!]!) { _entities(representations: $r) { ... on Project { id name planItems { id } } ... on Organization { id children { id } } } }", {"r": [{"__typename": "Project", "id": _id("project", 5)}, {"__typename": "Organization", "id": _id("unit", 3)}]}),
}  # fmt: skip


@pytest.fixture(scope="module")
async def database(service_api):
    async with connected(await service_api("reserve"), "reserve") as connection:
        yield connection


ASKED = [(n, w) for n in LISTS for w in PEOPLE]
TWO_WAYS = (
    "search",
    "great projects",
    "projects within",
    "projects of a plan",
    "projects of a level and",
    "units in a role",
)


@pytest.mark.parametrize(("name", "who"), ASKED)
async def test_no_list_reads_more_than_it_shows(database, name, who) -> None:
    query, variables = LISTS[name]
    read = await effort(database, schema(), query, variables, PEOPLE[who], TODAY)
    two_ways = who in {"owner", "lone", "idle"} or name.startswith(TWO_WAYS)
    assert read.within(EITHER_WAY if two_ways else ONE_PAGE), read.told()
