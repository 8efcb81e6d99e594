"""No list of the schedule reads more than it shows, at 100,000 schedules: whatever is asked, and whoever asks."""

from __future__ import annotations

from datetime import date

import pytest

from services.chassis.identity import Actor
from services.law.parties import Role
from services.schedule.graphql.schema import schema
from tests.harness.explained import EITHER_WAY, SAMPLES, analyzed, cursor, effort, plannings
from tests.harness.explained import PAGE as ONE_PAGE
from tests.harness.volume import IDLE, LARGE, LONE, NOWHERE, RARE, connected, numbered
from tests.schedule.store.meeting_lists import LISTS as MEETINGS
from tests.schedule.store.specialist_lists import LISTS as SPECIALIST

pytestmark = pytest.mark.timeout(1200)  # the first of them fills a hundred thousand rows of every table
SCHEMA = schema()  # once: a schema takes some tenths of a second and megabytes
TODAY = date(2026, 11, 24)


def _actor(role: Role, unit: int | None = None, division: str = LARGE) -> Actor:
    return Actor("p1", "测试员", frozenset({role}), None if unit is None else numbered("unit", unit), division)


def _id(what: str, number: int) -> str:
    return str(numbered(what, number))


PEOPLE = {
    "authority": _actor(Role.INVESTMENT_AUTHORITY),
    "owner": _actor(Role.OWNER, 110),
    "lone": _actor(Role.OWNER, LONE),
    "idle": _actor(Role.OWNER, IDLE),
}
PAGE = "pageInfo { hasNextPage endCursor }"
NODE = "id code state dueOn light { colour } evidence { title } grantedOn"
SCHEDULES = f"query($f: ScheduleFilter, $a: String, $l: Int) {{ schedules(filter: $f, after: $a, last: $l) {{ {PAGE} edges {{ node {{ id projectName }} }} }} }}"
DEEP = f"""query {{ schedules(first: 20) {{ {PAGE} edges {{ node {{ id nodes(first: 5) {{ edges {{ node {{ {NODE} }} }} }} planItems {{ year }} annualTask {{ months }}
  annualTaskVersions {{ version }} nodePlan {{ version nodes(first: 5) {{ edges {{ node {{ code }} }} }} }} baseline {{ version }} nodePlans {{ version }}
  progressReports(first: 5) {{ edges {{ node {{ month plannedInvestment steps(first: 5) {{ edges {{ node {{ version }} }} }} }} }} }} }} }} }} }}"""
NODES = f"query($f: ScheduleNodeFilter, $a: String, $l: Int) {{ scheduleNodes(filter: $f, after: $a, last: $l) {{ {PAGE} edges {{ node {{ {NODE} }} }} }} }}"
REPORTS = f"query($f: ProgressReportFilter, $a: String) {{ progressReports(filter: $f, after: $a) {{ {PAGE} edges {{ node {{ month steps {{ edges {{ node {{ version }} }} }} }} }} }} }}"
ISSUES = f"query($f: IssueFilter, $a: String, $l: Int) {{ issues(filter: $f, after: $a, last: $l) {{ {PAGE} edges {{ node {{ id number timing responsibleUnit {{ id }} steps(first: 5) {{ edges {{ node {{ action }} }} }} }} }} }} }}"
ENTITIES = f"query($r: [_Any!]!) {{ _entities(representations: $r) {{ ... on Project {{ schedule {{ id nodes(first: 5) {{ edges {{ node {{ {NODE} }} }} }} }} }} ... on ScheduleNode {{ {NODE} }} }} }}"
SOME = "80000000-0000-0000-0000-000000000001"


def _schedules(**filter):
    return (SCHEDULES, {"f": filter})


def _nodes(**filter):
    return (NODES, {"f": filter})


def _reports(**filter):
    return (REPORTS, {"f": filter})


def _issues(**filter):
    return (ISSUES, {"f": filter})


LEDGER = {
    "issues": _issues(),
    "issues from the end": (ISSUES, {"l": 20}),
    "issues after a cursor": (ISSUES, {"a": cursor("2026-12-25", SOME)}),
    "open issues": _issues(open=True),
    "ended issues": _issues(open=False),
    "issues that are late": _issues(overdue=True),
    "issues that are not late": _issues(overdue=False, open=True),
    "issues due soon": _issues(dueSoon=True),
    "issues of a state": _issues(states=["RAISED"]),
    "issues of a state that has none": _issues(states=["CONTESTED"]),
    "issues of several states": _issues(states=["IN_PROGRESS", "REPORTED_DONE"]),
    "issues to verify": _issues(toVerify=True),
    "issues of a kind": _issues(kind="FUNDS"),
    "open issues of a kind": _issues(kind="FUNDS", open=True),
    "issues of a kind that has none": _issues(kind="RELOCATION"),
    "issues of a severity": _issues(severity="BLOCKAGE"),
    "issues of a layer": _issues(layer="DEPARTMENT", open=True),
    "supervised issues": _issues(supervised=True),
    "issues of a unit": _issues(responsibleUnitId=_id("unit", 3), open=True),
    "issues of a unit that has one": _issues(responsibleUnitId=_id("unit", LONE)),
    "issues of a unit that has none": _issues(responsibleUnitId=_id("unit", IDLE)),
    "late issues of a unit": _issues(responsibleUnitId=_id("unit", 3), overdue=True),
    "issues that a unit raised": _issues(raisedByUnitId=_id("unit", 110)),
    "issues that the caller raised": _issues(raisedByMe=True),
    "issues of a project": _issues(projectId=_id("project", 10)),
    "issues of a project that has none": _issues(projectId=_id("project", 999_999)),
    "issues of a town": _issues(townId=_id("unit", 3)),
    "issues of a town that has none": _issues(townId=_id("unit", IDLE)),
    "search for a few issues": _issues(search=RARE),
    "search for nobody's issues": _issues(search=NOWHERE),
    "search for what all issues have": _issues(search="示例"),
}
LISTS = LEDGER | SPECIALIST | MEETINGS | {
    "schedules": _schedules(),
    "schedules, with all that hangs on them": (DEEP, {}),
    "schedules from the end": (SCHEDULES, {"l": 20}),
    "schedules after a cursor": (SCHEDULES, {"a": cursor("2025-08-01", SOME)}),
    "the last schedules": (SCHEDULES, {"a": cursor("2024-12-31", SOME)}),
    "schedules of a kind": _schedules(kind="NEW_START"),
    "schedules of a kind that has none": _schedules(kind="PRELIMINARY"),
    "schedules of a year": _schedules(year=2026),
    "schedules of a year with one": _schedules(year=2020),
    "schedules of a year without any": _schedules(year=2019),
    "schedules of an owner": _schedules(ownerId=_id("unit", 110)),
    "schedules of an owner that has none": _schedules(ownerId=_id("unit", IDLE)),
    "schedules of a town": _schedules(townId=_id("unit", 3)),
    "schedules of a town that has none": _schedules(townId=_id("unit", IDLE)),
    "schedules that are planned": _schedules(planned=True),
    "schedules that are not planned, of which there are none": _schedules(planned=False),
    "schedules that ended": _schedules(ended=True),
    "schedules that ended, after a cursor": (SCHEDULES, {"f": {"ended": True}, "a": cursor("2025-08-01", SOME)}),
    "schedules that have not ended": _schedules(ended=False),
    "schedules of a town that ended": _schedules(townId=_id("unit", 3), ended=True),
    "schedules with a task to split": _schedules(taskToSplit=True),
    "schedules of a town with a task to split": _schedules(townId=_id("unit", 1), taskToSplit=True),
    "schedules with no task to split": _schedules(taskToSplit=False),
    "schedules that ended with a task to split, of which there are none": _schedules(ended=True, taskToSplit=True),
    "schedules of a level": _schedules(level="CITY"),
    "schedules of a level that has none": _schedules(level="NATIONAL"),
    "schedules of a category": _schedules(category="SOCIAL"),
    "schedules of a category that has none": _schedules(category="ECOLOGY"),
    "schedules of a level and category that never meet": _schedules(level="CITY", category="SOCIAL"),
    "search for a few": _schedules(search=RARE),
    "search for nobody's": _schedules(search=NOWHERE),
    "search for two characters that nobody has": _schedules(search=NOWHERE[:2]),
    "search for what all have": _schedules(search="示例"),
    "search for what many have": _schedules(search="生物医药"),
    "nodes": _nodes(),
    "nodes from the end": (NODES, {"l": 20}),
    "nodes after a cursor": (NODES, {"a": cursor("2026-12-25", SOME)}),
    "the last nodes": (NODES, {"a": cursor("2029-12-25", SOME)}),
    "late nodes": _nodes(states=["LATE"]),
    "nodes due today": _nodes(states=["DUE_TODAY"]),
    "nodes due soon": _nodes(states=["DUE_SOON"]),
    "nodes that are late or due": _nodes(states=["LATE", "DUE_TODAY", "DUE_SOON"]),
    "nodes not started": _nodes(states=["NOT_STARTED"]),
    "nodes that are done": _nodes(states=["DONE"]),
    "nodes done late, of which there are none": _nodes(states=["DONE_LATE"]),
    "nodes that ended": _nodes(states=["ENDED"]),
    "nodes that ended, after a cursor": (NODES, {"f": {"states": ["ENDED"]}, "a": cursor("2027-05-25", SOME)}),
    "nodes that ended or are late": _nodes(states=["ENDED", "LATE"]),
    "nodes of a unit that ended": _nodes(responsibleUnitId=_id("unit", 3), states=["ENDED"]),
    "nodes of a unit that ended, of which there are none": _nodes(responsibleUnitId=_id("unit", 4), states=["ENDED"]),
    "nodes of a stage that ended": _nodes(stage="开工", states=["ENDED"]),
    "search for nodes that ended": _nodes(search="示例", states=["ENDED"]),
    "nodes of a unit": _nodes(responsibleUnitId=_id("unit", 3)),
    "nodes of a unit that has one schedule": _nodes(responsibleUnitId=_id("unit", LONE)),
    "nodes of a unit that has none": _nodes(responsibleUnitId=_id("unit", IDLE)),
    "late nodes of a unit": _nodes(responsibleUnitId=_id("unit", 3), states=["LATE"]),
    "nodes of a stage": _nodes(stage="开工"),
    "nodes of a stage that has none": _nodes(stage="竣工"),
    "critical nodes": _nodes(critical=True),
    "nodes within days": _nodes(dueFrom="2026-12-01", dueUntil="2026-12-31"),
    "nodes within days that have none": _nodes(dueFrom="2029-12-01", dueUntil="2029-12-31"),
    "search for a few nodes": _nodes(search=RARE),
    "search for nobody's nodes": _nodes(search=NOWHERE),
    "search for what all nodes have": _nodes(search="示例"),
    "reports": _reports(),
    "reports after a cursor": (REPORTS, {"a": cursor("2026-05-01", SOME)}),
    "reports that wait": _reports(status="REPORTED"),
    "reports that were returned, of which there are none": _reports(status="RETURNED"),
    "verified reports": _reports(status="VERIFIED"),
    "reports of a project": _reports(projectId=_id("project", 10)),
    "reports of a project that has none": _reports(projectId=_id("project", 999_999)),
    "reports of a month": _reports(year=2026, month=3),
    "reports of a month that has none": _reports(year=2026, month=12),
    "reports of a year that has none": _reports(year=2020),
    "entities": (ENTITIES, {"r": [{"__typename": "Project", "id": _id("project", 10)}, {"__typename": "ScheduleNode", "id": _id("node", 101)}]}),
}  # fmt: skip


@pytest.fixture(scope="module")
async def database(service_api):
    async with connected(await service_api("schedule"), "schedule") as connection:
        yield connection


ASKED = [(n, w) for n in LISTS for w in PEOPLE]
TWO_WAYS = (
    "search",
    "issues of a town",
    "schedules without",
    "schedules of a year",
    "schedules of a level",
    "schedules of a category",
)


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
        assert read.within(EITHER_WAY if two_ways else ONE_PAGE), f"{planning}: {read.told()}"
