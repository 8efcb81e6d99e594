"""No list of support reads more than it shows, at 100,000 requests: whatever is asked, and whoever asks."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.dialects import postgresql

from services.chassis.identity import Actor
from services.law.parties import Role
from services.support.graphql.schema import schema
from services.support.store.workload import counting
from tests.harness.explained import (
    EITHER_WAY,
    SAMPLES,
    analyzed,
    cursor,
    effort,
    effort_of,
    plannings,
    read_for_an_event,
)
from tests.harness.explained import PAGE as ONE_PAGE
from tests.harness.volume import IDLE, LARGE, LONE, NOWHERE, RARE, connected, numbered
from tests.support.store import land_lists, money_lists, queue_lists, service_lists

pytestmark = pytest.mark.timeout(1200)  # the first of them fills a hundred thousand rows of every table
SCHEMA = schema()  # once: a schema takes some tenths of a second and megabytes
TODAY = date(2026, 11, 27)


def _actor(role: Role, unit: int | None = None, division: str = LARGE) -> Actor:
    return Actor("p7", "测试员", frozenset({role}), None if unit is None else numbered("unit", unit), division)


def _id(what: str, number: int) -> str:
    return str(numbered(what, number))


AUTHORITY = _actor(Role.PROJECT_SERVICE)
PAGE = "pageInfo { hasNextPage endCursor }"
REQUEST = "id kind state project { id } bureau { id } dueOn warning overdue clock { segments { running } } history { action note }"
QUEUE = f"query($b: UUID!, $f: RequestQueueFilter, $a: String, $l: Int) {{ requestQueue(bureauId: $b, filter: $f, after: $a, last: $l) {{ {PAGE} edges {{ node {{ {REQUEST} }} }} }} }}"
ACCOUNTS = f"query($f: QuotaAccountFilter) {{ quotaAccounts(filter: $f) {{ {PAGE} edges {{ node {{ id available entries(first: 5) {{ edges {{ node {{ seq amount }} }} }} }} }} }} }}"
ENTRIES = f"query($f: QuotaAccountFilter, $a: String) {{ quotaAccounts(filter: $f) {{ edges {{ node {{ entries(first: 20, after: $a) {{ {PAGE} edges {{ node {{ seq }} }} }} }} }} }} }}"
ENTITIES = f'query($r: [_Any!]!) {{ _entities(representations: $r) {{ ... on Project {{ requests {{ {REQUEST} }} }} ... on ScheduleNode {{ requests(kind: "LAND_QUOTA") {{ id state }} }} ... on SupportRequest {{ {REQUEST} }} }} }}'


def _queue(bureau: int = 50, **filter):
    return (QUEUE, {"b": _id("unit", bureau), "f": filter})


OPEN_ONE = "00000000-0000-0000-0000-000000000001"
LISTS = {
    "queue": _queue(),
    "queue from the end": (QUEUE, {"b": _id("unit", 50), "l": 20}),
    "queue after a cursor": (QUEUE, {"b": _id("unit", 50), "a": cursor("2026-12-01", OPEN_ONE)}),
    "the end of the queue": (QUEUE, {"b": _id("unit", 50), "a": cursor("9999-01-01", "ffffffff-ffff-ffff-ffff-ffffffffffff")}),
    "queue of a bureau that has one": _queue(53),
    "queue of a bureau that has none": _queue(40),
    "queue, decided": _queue(states=["GRANTED"]),
    "queue, withdrawn, of which there are none": _queue(states=["WITHDRAWN"]),
    "by every state": _queue(states=["SUBMITTED", "ACCEPTED", "CLAIMED", "RETURNED", "GRANTED", "REFUSED", "WITHDRAWN", "GRANTED_IN_PART"]),
    "queue, returned": _queue(states=["RETURNED"]),
    "by states, submitted or accepted": _queue(states=["SUBMITTED", "ACCEPTED"]),
    "queue, overdue": _queue(overdue=True),
    "queue, overdue, of a bureau that has none": _queue(53, overdue=True),
    "queue, not overdue": _queue(overdue=False),
    "queue, warning": _queue(warning=True),
    "queue, warning, of a bureau that has none": _queue(53, warning=True),
    "queue, not warning": _queue(warning=False),
    "queue, overdue and returned, which cannot be": _queue(overdue=True, states=["RETURNED"]),
    "queue of a project": _queue(projectId=_id("project", 30)),
    "queue of a project that has none": _queue(projectId=_id("project", 999_999)),
    "queue of a kind": _queue(kind="LAND_QUOTA"),
    "queue of a kind that nobody has asked for": _queue(kind="LOGGING"),
    "queue, mine": _queue(mine=True),
    "queue, mine, of a bureau where I have none": _queue(53, mine=True),
    "queue, not mine": _queue(mine=False),
    "search for a few": _queue(search=RARE),
    "search for a few decided": _queue(52, search=RARE, states=["GRANTED"]),
    "search for a document": _queue(states=["GRANTED"], search="〔2026〕33号"),
    "search for nobody's": _queue(search=NOWHERE),
    "search for two characters that nobody has": _queue(search=NOWHERE[:2]),
    "search for one character that nobody has": _queue(search=NOWHERE[:1]),
    "search for nobody's among the decided": _queue(search=NOWHERE, states=["GRANTED"]),
    "search for what all have": _queue(search="示例"),
    "search for what many have": _queue(search="生物医药"),
    "search for what all have, of a bureau that has none": _queue(40, search="示例"),
    "accounts": (ACCOUNTS, {}),
    "accounts of a year": (ACCOUNTS, {"f": {"year": 2026}}),
    "accounts of a kind that there is none of": (ACCOUNTS, {"f": {"kind": "LOGGING_QUOTA"}}),
    "entries of an account": (ENTRIES, {"f": {"year": 2026}}),
    "the last entries of an account": (ENTRIES, {"f": {"year": 2026}, "a": cursor("3")}),
    "entities": (ENTITIES, {"r": [{"__typename": t, "id": _id(w, n)} for t, w in (("Project", "project"), ("ScheduleNode", "node"), ("SupportRequest", "request")) for n in (3, 30, 300)]}),
}  # fmt: skip
SORTED = f"query($b: UUID!, $f: RequestQueueFilter, $s: RequestQueueSort!) {{ requestQueue(bureauId: $b, filter: $f, sort: $s) {{ {PAGE} edges {{ node {{ id }} }} }} }}"
OFFICER = f"query($o: String, $i: Boolean! = false, $f: OfficerQueueFilter) {{ officerQueue(officer: $o, standingIn: $i, filter: $f) {{ {PAGE} edges {{ node {{ id dueOn }} }} }} }}"
TOLD = (
    "query($b: UUID!) { requestQueue(bureauId: $b) { edges { node { id escalations { rung } lateness { fact } } } } }"
)
NOTICES = f"query($f: NoticeFilter) {{ supportNotices(filter: $f) {{ {PAGE} edges {{ node {{ id text }} }} }} }}"
VIEWS = f"{{ queueViews {{ {PAGE} edges {{ node {{ id name }} }} }} }}"
AWAY = f"query($b: UUID!) {{ officerAbsences(bureauId: $b) {{ {PAGE} edges {{ node {{ id }} }} }} }}"


def _sorted(sort: str, bureau: int = 50, **filter):
    return (SORTED, {"b": _id("unit", bureau), "f": filter, "s": sort})


LISTS |= {
    "queue, due within days": _queue(dueFrom="2026-12-01", dueTo="2026-12-10"),
    "queue, due from a day that none is": _queue(dueFrom="2027-12-01"),
    "queue, due up to a day": _queue(dueTo="2026-12-10"),
    "by nobody's hand": _queue(unclaimed=True),
    "queue, with what clocks told": (TOLD, {"b": _id("unit", 50)}),
    "by applicant": _queue(applicantId=_id("unit", 20)),
    "by applicant who has none": _queue(applicantId=_id("unit", 2999)),
    "by escalation": _queue(escalated=True),
    "by escalation, of a bureau that has none": _queue(53, escalated=True),
    "by source": _queue(source="PROVINCIAL"),
    "by receipt": _sorted("RECEIVED"),
    "by receipt, of a bureau that has one": _sorted("RECEIVED", 53),
    "by receipt, decided": _sorted("RECEIVED", states=["GRANTED"]),
    "by receipt, of a kind": _sorted("RECEIVED", kind="LAND_QUOTA"),
    "by receipt, of a kind that nobody asked for": _sorted("RECEIVED", kind="LOGGING"),
    "by receipt, mine": _sorted("RECEIVED", mine=True),
    "by receipt, of a project": _sorted("RECEIVED", projectId=_id("project", 30)),
    "by project": _sorted("PROJECT"),
    "by project, returned": _sorted("PROJECT", states=["RETURNED"]),
    "officer's own": (OFFICER, {}),
    "officer who has none": (OFFICER, {"o": "p9999"}),
    "by substitute": (OFFICER, {"o": "s7", "i": True}),
    "by notice": (NOTICES, {}),
    "views": (VIEWS, {}),
    "absences": (AWAY, {"b": _id("unit", 50)}),
}
UNUSED = f"{{ unusedSupportUploads {{ {PAGE} edges {{ node {{ id fileName path }} }} }} }}"
RECORD = "surveys { id files { id } } opinions { id unit { id } files { id } } deliveries { documentNumber } review { grounds } corrections { number } files { id }"
WHOLE_LIFE = f"query($r: [_Any!]!) {{ _entities(representations: $r) {{ ... on SupportRequest {{ id {RECORD} }} }} }}"
LISTS |= {
    "unused uploads": (UNUSED, {}),
    "entities with all that is on record": (WHOLE_LIFE, {"r": [{"__typename": "SupportRequest", "id": _id("request", n)} for n in (1, 6, 300)]}),
}  # fmt: skip
PEOPLE = {
    "overseer": AUTHORITY,
    "bureau": _actor(Role.LAND, 50),
    "owner": _actor(Role.OWNER, 110),
    "lone": _actor(Role.OWNER, LONE),
    "idle": _actor(Role.OWNER, IDLE),
    "town": _actor(Role.OWNER, 3),
    "reporter": Actor("r7", "测试员", frozenset({Role.OWNER}), None, LARGE),
}
AREAS = (land_lists, money_lists, queue_lists, service_lists)


@pytest.fixture(scope="module")
async def database(service_api):
    async with connected(await service_api("support"), "support") as connection:
        yield connection


EVERYBODY = {"overseer", "bureau", "owner", "lone", "idle"}
# queues are open to the bureau and to overseers; the bureau's own is asked as it asks for it
ASKED = [
    (n, w)
    for n in LISTS
    for w in PEOPLE
    if w == "overseer" or (n.startswith(("accounts", "entities")) and w in EVERYBODY)
]
ASKED += [(n, "bureau") for n, (_, given) in LISTS.items() if given.get("b") == _id("unit", 50)]
ASKED += [(n, w) for n in ("by notice", "views") for w in ("bureau", "lone")]
for area in AREAS:
    LISTS |= area.LISTS
    ASKED += area.ASKED
TWO_WAYS = ("search", "by ", "views")
OF_CONCERNED = service_lists.LISTS.keys() | queue_lists.REQUEST_LISTS.keys()
SOME_SEE_LITTLE = {"owner", "lone", "idle", "reporter"}


@pytest.fixture(scope="module", params=SAMPLES)
async def sampled(database, request):
    await analyzed(database, request.param)
    return database


@pytest.mark.parametrize(("name", "who"), ASKED)
async def test_no_list_reads_more_than_it_shows(sampled, name, who) -> None:
    query, variables = LISTS[name]
    little = who in SOME_SEE_LITTLE or (who == "bureau" and name in OF_CONCERNED)
    two_ways = little or name.startswith(TWO_WAYS)
    for planning in await plannings(sampled):
        read = await effort(sampled, SCHEMA, query, variables, PEOPLE[who], TODAY, planning)
        assert read.within(EITHER_WAY if two_ways else ONE_PAGE), f"{planning}: {read.told()}"


@pytest.mark.parametrize("what", ["submitted", "decided", "overdue"])
async def test_telling_of_an_event_finds_its_request_by_key(sampled, what) -> None:
    told = {"requestId": _id("request", 77), "dueOn": "2026-12-01"}
    read = await read_for_an_event(sampled, f"zhongdian.support.request.{what}.v1", told)
    assert read["requests"] + read["projects"] < 10, read


async def test_a_workload_is_counted_from_what_is_open_and_what_the_month_has_decided(sampled) -> None:
    query = counting(AUTHORITY, numbered("unit", 50), TODAY, date(2026, 11, 1))
    written = str(query.compile(dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True}))
    read = await effort_of(sampled, written)
    assert read.rows < 8_000, read.told()  # 6,667 are open, a thousand were decided in November; 33,333 are its own
