"""No list of the assessment reads more than it shows, at 100,000 facts: whatever is asked, and whoever asks."""

from __future__ import annotations

from datetime import date

import pytest

from services.assessment.graphql.schema import schema
from services.chassis.identity import Actor
from services.law.parties import Role
from tests.harness.explained import EITHER_WAY, SAMPLES, Bound, analyzed, cursor, effort, plannings
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
    "discipline": _actor(Role.DISCIPLINE),  # asks for what is for it alone
}
PAGE = "pageInfo { hasNextPage endCursor }"
FACTS = f"query($f: FactFilter, $a: String, $l: Int) {{ facts(filter: $f, after: $a, last: $l) {{ {PAGE} edges {{ node {{ id kind countedIn {{ points }} }} }} }} }}"
CARDS = f"query($f: CardFilter, $a: String) {{ cards(filter: $f, after: $a) {{ {PAGE} edges {{ node {{ id colour }} }} }} }}"
RESULT = f"query($y: Int!, $q: Int!) {{ result(year: $y, quarter: $q, group: TOWN) {{ units(first: 20) {{ {PAGE} edges {{ node {{ rank explanation {{ points facts(first: 5) {{ edges {{ node {{ fact {{ id }} }} }} }} }} corrections {{ reason }} overtakenBy {{ id }} cards {{ colour }} }} }} }} }} }}"
PERIODS = "query($y: Int) { periods(year: $y, first: 20) { edges { node { id scheme { title } groups { group } unplacedFacts { id } overtaken(first: 5) { edges { node { id } } } } } } }"
SCHEMES = "query($y: Int) { schemes(year: $y, first: 20) { edges { node { id frozen } } } }"
TRIED = f"query($i: UUID!, $g: UnitCategory) {{ schemeTrial(id: $i) {{ units(group: $g, first: 20) {{ {PAGE} edges {{ node {{ score explanation {{ code }} }} }} }} }} }}"
COMPARED = f"query($i: UUID!, $g: UnitCategory, $c: Boolean!) {{ schemeComparison(id: $i) {{ units(group: $g, changedOnly: $c, first: 20) {{ {PAGE} edges {{ node {{ changed }} }} }} }} }}"
COMPARISONS = f"query($y: Int) {{ schemeComparisons(year: $y, first: 20) {{ {PAGE} edges {{ node {{ id firstTrial {{ digest }} }} }} }} }}"
TRIALS = f"query {{ schemes(year: 2026) {{ edges {{ node {{ trials(first: 20) {{ {PAGE} edges {{ node {{ id }} }} }} }} }} }} }}"
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
    "periods": (PERIODS, {}),
    "periods of a year": (PERIODS, {"y": 2026}),
    "schemes": (SCHEMES, {}),
    "trials of a scheme": (TRIALS, {}),
    "a trial": (TRIED, {"i": _id("trial", 1)}),
    "a trial's group of few": (TRIED, {"i": _id("trial", 1), "g": "OWNER"}),
    "a trial's group of none": (TRIED, {"i": _id("trial", 1), "g": "DEPARTMENT"}),
    "a comparison": (COMPARED, {"i": _id("comparison", 1), "c": False}),
    "a comparison's group of few": (COMPARED, {"i": _id("comparison", 1), "g": "OWNER", "c": False}),
    "a comparison, what changed": (COMPARED, {"i": _id("comparison", 1), "c": True}),
    "a comparison's group, what changed": (COMPARED, {"i": _id("comparison", 1), "g": "TOWN", "c": True}),
    "comparisons": (COMPARISONS, {}),
    "comparisons of a year": (COMPARISONS, {"y": 2017}),
    "comparisons of a year without any": (COMPARISONS, {"y": 2040}),
    "entities": (ENTITIES, {"r": [{"__typename": t, "id": _id(w, n)} for t, w in (("Project", "project"), ("Organization", "unit")) for n in (3, 30, LONE)]}),
}  # fmt: skip

DECISIONS = f"query($f: FactDecisionFilter, $a: String) {{ factDecisions(filter: $f, after: $a) {{ {PAGE} edges {{ node {{ id reason units {{ share }} }} }} }} }}"
LISTS |= {
    "decisions": (DECISIONS, {}),
    "decisions of a kind": (DECISIONS, {"f": {"kind": "EXEMPTION"}}),
    "decisions on a record": (DECISIONS, {"f": {"recordId": _id("node", 10)}}),
    "decisions about a project": (DECISIONS, {"f": {"projectId": _id("project", 10)}}),
    "decisions on a unit that has one": (DECISIONS, {"f": {"unitId": _id("unit", LONE)}}),
    "facts of a service that there is none of": _facts(service="support"),
    "facts of a code that there is none of": _facts(code="JAM"),
    "facts of a year": _facts(year=2025),
}

AWARDS = f"query($f: AwardFilter, $a: String) {{ awards(filter: $f, after: $a) {{ {PAGE} edges {{ node {{ id effects {{ code }} }} }} }} }}"
CONDUCT = f"query($f: ConductRecordFilter, $a: String) {{ conductRecords(filter: $f, after: $a) {{ {PAGE} edges {{ node {{ id }} }} }} }}"
CLUES = f"query($f: DisciplineClueFilter) {{ disciplineClues(filter: $f) {{ {PAGE} edges {{ node {{ id persons {{ subject }} }} }} }} }}"
BARS = f"query($f: DisciplineBarFilter) {{ disciplineBars(filter: $f) {{ {PAGE} edges {{ node {{ id }} }} }} }}"
LISTS |= {
    f"{name} {about}": (query, {"f": given})
    for name, query, filters in (
        ("awards", AWARDS, {"": {}, "of a year": {"year": 2010}, "of a level": {"level": "CITY"}, "of a unit that has one": {"unitId": _id("unit", LONE)}, "refused": {"granted": False}, "revoked": {"revoked": True}}),
        ("conduct", CONDUCT, {"": {}, "of a kind": {"kind": "COMMENDATION"}, "of a rare matter": {"matter": "QUALITY"}, "of a unit that has one": {"unitId": _id("unit", LONE)}, "revoked": {"revoked": True}}),
        ("clues", CLUES, {"": {}, "to be received": {"status": "TRANSFERRED"}, "of a unit that has one": {"unitId": _id("unit", LONE)}, "of a rare ground": {"ground": "OTHER"}}),
        ("bars", BARS, {"": {}, "of a year": {"year": 2010}, "lifted": {"lifted": True}}),
    )
    for about, given in filters.items()
}  # fmt: skip

OBJECTIONS = f"query($f: ObjectionFilter) {{ objections(filter: $f) {{ {PAGE} edges {{ node {{ id status history {{ step }} }} }} }} }}"
DUTIES = f"query($f: CardDutyFilter) {{ cardDuties(filter: $f) {{ {PAGE} edges {{ node {{ id status fulfilments {{ person }} }} }} }} }}"
LISTS |= {
    f"{name} {about}": (query, {"f": given})
    for name, query, filters in (
        ("objections", OBJECTIONS, {"": {}, "of a year": {"year": 2020}, "of a quarter": {"year": 2020, "quarter": 2}, "open": {"status": "RAISED"}, "withdrawn": {"status": "WITHDRAWN"}, "of a unit that has one": {"unitId": _id("unit", LONE)}}),
        ("duties", DUTIES, {"": {}, "of a year": {"year": 2020}, "of a quarter": {"year": 2020, "quarter": 2}, "open": {"status": "DUE"}, "returned": {"status": "RETURNED"}, "of a rare kind": {"kind": "REPORT_IN_WRITING"}, "of a unit that has one": {"unitId": _id("unit", LONE)}}),
    )
    for about, given in filters.items()
}  # fmt: skip
REPORTS = f"query($f: AssessmentReportFilter) {{ assessmentReports(filter: $f, first: 20) {{ {PAGE} edges {{ node {{ id current files {{ id }} }} }} }} }}"
FIGURES = f'query($c: String, $k: String) {{ assessmentReport(id: "{_id("report", 1)}") {{ figures(code: $c, scopeKey: $k, first: 20) {{ {PAGE} edges {{ node {{ label }} }} }} }} }}'
LISTS |= {
    "reports": (REPORTS, {}),
    "reports of a year": (REPORTS, {"f": {"year": 2020}}),
    "reports of a quarter": (REPORTS, {"f": {"year": 2020, "quarter": 2}}),
    "figures of a report": (FIGURES, {}),
    "figures of a rare code": (FIGURES, {"c": "RANK"}),
    "figures of a unit": (FIGURES, {"k": "u7"}),
}  # fmt: skip
IN_GROUP = f"query($y: Int!, $q: Int, $n: Int) {{ result(year: $y, quarter: $q, group: TOWN) {{ units(first: $n) {{ {PAGE} edges {{ node {{ explanation {{ inGroup(first: 20) {{ {PAGE} edges {{ node {{ points result {{ unit {{ id }} }} }} }} }} }} }} }} }} }} }}"
QUARTERS = f"query($y: Int!) {{ result(year: $y, group: TOWN) {{ units(first: 20) {{ {PAGE} edges {{ node {{ score explanation {{ quarters {{ score result {{ rank }} }} }} }} }} }} }} }}"
LOST = f"query($r: [_Any!]!, $y: Int!) {{ _entities(representations: $r) {{ ... on Organization {{ assessment(year: $y) {{ results {{ score }} lostPoints(first: 20) {{ {PAGE} edges {{ node {{ lost records(first: 5) {{ edges {{ node {{ outcome }} }} }} }} }} }} cards {{ id }} }} }} }} }}"
LISTS |= {
    # of a group all are read, of whom a page is shown: it is ranked as a whole
    "in group, of a quarter": (IN_GROUP, {"y": 2026, "q": 3, "n": 1}),
    "in group, of a year": (IN_GROUP, {"y": 2026, "q": None, "n": 1}),
    "quarters of a year's results": (QUARTERS, {"y": 2026}),
    "points that a unit lost": (LOST, {"r": [{"__typename": "Organization", "id": _id("unit", 4)}], "y": 2026}),
    "points that a unit without results lost": (LOST, {"r": [{"__typename": "Organization", "id": _id("unit", IDLE)}], "y": 2026}),
    "facts that are shared": _facts(shared=True),
    "facts that are not shared": _facts(shared=False),
    "facts that are exempted": _facts(exempt=True),
    "facts that are shared, of a unit that has one": _facts(shared=True, unitId=_id("unit", LONE)),
    "shared facts of a project": _facts(shared=True, projectId=_id("project", 10)),
}  # fmt: skip
LISTS |= asked("assessment", "pageInfo { hasNextPage endCursor }", rare="card.yellow", project=_id("project", 10))


@pytest.fixture(scope="module")
async def database(service_api):
    async with connected(await service_api("assessment"), "assessment") as connection:
        yield connection


ASKED = [(n, w) for n in LISTS for w in PEOPLE if w != "discipline" or n.startswith(("clues", "bars"))]
TWO_WAYS = ("periods", "notices", "clues", "facts that are")
GROUP = Bound(5_000, 12_000)  # two thousand units with what an indicator gave each: read whole, as it is ranked


@pytest.fixture(scope="module", params=SAMPLES)
async def sampled(database, request):
    await analyzed(database, request.param)
    return database


@pytest.mark.parametrize(("name", "who"), ASKED)
async def test_no_list_reads_more_than_it_shows(sampled, name, who) -> None:
    query, variables = LISTS[name]
    two_ways = who in {"owner", "lone", "idle"} or name.startswith(TWO_WAYS)
    for planning in await plannings(sampled):
        read = await effort(sampled, SCHEMA, query, variables, PEOPLE[who], TODAY, planning)
        bound = GROUP if name.startswith("in group") else EITHER_WAY if two_ways else ONE_PAGE
        assert read.within(bound), f"{planning}: {read.told()}"
