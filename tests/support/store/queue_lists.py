"""The queue in its other orders with all that narrows it, and what a bureau's people keep of it, as `test_list_plans` asks them."""

from __future__ import annotations

from tests.harness.explained import cursor
from tests.harness.volume import NOWHERE, RARE
from tests.support.store.asking import PAGE, Asked, by_all, id_of, listed, narrowed

QUEUE = f"query($b: UUID!, $f: RequestQueueFilter, $s: RequestQueueSort!, $l: Int, $a: String) {{ requestQueue(bureauId: $b, filter: $f, sort: $s, last: $l, after: $a) {{ {PAGE} edges {{ node {{ id }} }} }} }}"
OFFICER = f'query($f: OfficerQueueFilter, $l: Int) {{ officerQueue(officer: "p17", filter: $f, last: $l) {{ {PAGE} edges {{ node {{ id dueOn }} }} }} }}'
AWAY = f"query($b: UUID!, $c: Boolean) {{ officerAbsences(bureauId: $b, current: $c) {{ {PAGE} edges {{ node {{ id }} }} }} }}"
VIEWS = f"query($m: Boolean) {{ queueViews(mine: $m) {{ {PAGE} edges {{ node {{ id name }} }} }} }}"
BUREAU, ONE, NONE = id_of("unit", 50), id_of("unit", 53), id_of("unit", 40)
ENDED = ["GRANTED", "GRANTED_IN_PART", "REFUSED", "WITHDRAWN", "NOT_ACCEPTED"]
NARROWED: dict[str, dict[str, object]] = {
    "overdue": {"overdue": True},
    "not overdue": {"overdue": False},
    "warning": {"warning": True},
    "not warning": {"warning": False},
    "overdue of a kind": {"overdue": True, "kind": "FOREST_LAND"},
    "overdue of some states": {"overdue": True, "states": ["SUBMITTED", "ACCEPTED"]},
    "ended": {"states": ENDED},
    "ended without a grant": {"states": ["REFUSED", "WITHDRAWN"]},
    "standing": {"states": ["RETURNED", "SUSPENDED"]},
    "by hand of nobody": {"unclaimed": True},
    "due within days": {"dueFrom": "2026-12-01", "dueTo": "2026-12-10"},
    "ended and due within days": {"states": ["GRANTED"], "dueFrom": "2026-06-01", "dueTo": "2026-06-10"},
    "ended of a kind": {"states": ENDED, "kind": "CULTIVATED_LAND"},
    "searched for nobody's": {"search": NOWHERE},
}


def _queue(sort: str, bureau: str = BUREAU, **filter: object) -> Asked:
    return (QUEUE, {"b": bureau, "s": sort, "f": filter})


LISTS: dict[str, Asked] = {
    f"by {sort}, {name}": _queue(sort, **asked) for sort in ("RECEIVED", "PROJECT") for name, asked in NARROWED.items()
}
REQUESTS = listed("supportRequests", "SupportRequestFilter", "id state kind project { id } dueOn overdue")
DUE = listed("openSupportRequests", "OpenRequestFilter", "id state kind dueOn overdue warning")
PROJECT, NO_PROJECT = id_of("project", 10), id_of("project", 999_999)
REQUEST_LISTS: dict[str, Asked] = {
    "requests": narrowed(REQUESTS),
    "requests from the end": (REQUESTS, {"l": 20}),
    "requests after a cursor": (REQUESTS, {"a": cursor("2026-06-01", id_of("request", 3))}),
    "open requests": narrowed(REQUESTS, open=True),
    "ended requests": narrowed(REQUESTS, open=False),
    "requests of a state": narrowed(REQUESTS, states=["CLAIMED"]),
    "requests that were refused, of which there are none": narrowed(REQUESTS, states=["REFUSED"]),
    "by states of requests": narrowed(REQUESTS, states=["RETURNED", "SUSPENDED"]),
    "by states of requests that none has": narrowed(REQUESTS, states=["REFUSED", "WITHDRAWN"]),
    "requests of a kind": narrowed(REQUESTS, kind="FOREST_LAND"),
    "requests of a kind that nobody asked for": narrowed(REQUESTS, kind="LOGGING"),
    "requests of a project": narrowed(REQUESTS, projectId=PROJECT),
    "requests of a project that has none": narrowed(REQUESTS, projectId=NO_PROJECT),
    "by bureau of requests": narrowed(REQUESTS, bureauId=BUREAU),
    "by bureau of requests that has one": narrowed(REQUESTS, bureauId=ONE),
    "by bureau of requests that has none": narrowed(REQUESTS, bureauId=NONE),
    "requests of an applicant": narrowed(REQUESTS, applicantId=id_of("unit", 3)),
    "requests of an applicant that has none": narrowed(REQUESTS, applicantId=id_of("unit", 2999)),
    "by source of requests": narrowed(REQUESTS, source="PROVINCIAL"),
    "requests of some days": narrowed(REQUESTS, receivedFrom="2026-03-01", receivedUntil="2026-03-05"),
    "requests of a day that has none": narrowed(REQUESTS, receivedFrom="2029-03-01"),
    "search for a few requests": narrowed(REQUESTS, search=RARE),
    "search for nobody's requests": narrowed(REQUESTS, search=NOWHERE),
    "search for what all requests have": narrowed(REQUESTS, search="示例"),
}
REQUEST_LISTS |= {
    "due requests": narrowed(DUE),
    "due requests from the end": (DUE, {"l": 20}),
    "due requests after a cursor": (DUE, {"a": cursor("2026-12-10", id_of("request", 3))}),
    "due requests that are overdue": narrowed(DUE, overdue=True),
    "due requests that are overdue, from the end": (DUE, {"f": {"overdue": True}, "l": 20}),
    "due requests that are not overdue": narrowed(DUE, overdue=False),
    "due requests that warn": narrowed(DUE, warning=True),
    "due requests within days": narrowed(DUE, dueFrom="2026-12-01", dueTo="2026-12-03"),
    "due requests of a kind": narrowed(DUE, kind="FOREST_LAND", overdue=True),
    "due requests of a kind that nobody asked for": narrowed(DUE, kind="LOGGING"),
    "by state of due requests": narrowed(DUE, states=["RETURNED"]),
    "by state of due requests that none has": narrowed(DUE, states=["SUSPENDED"]),
    "due requests of a project": narrowed(DUE, projectId=PROJECT),
    "by bureau of due requests": narrowed(DUE, bureauId=BUREAU, warning=True),
    "by bureau of due requests that has one": narrowed(DUE, bureauId=ONE),
    "by applicant of due requests": narrowed(DUE, applicantId=id_of("unit", 5)),
    "by applicant of due requests that has none": narrowed(DUE, applicantId=id_of("unit", 2999)),
    "search for a few due requests": narrowed(DUE, search=RARE),
    "search for nobody's due requests": narrowed(DUE, search=NOWHERE),
}
LISTS |= REQUEST_LISTS
LISTS |= {
    "by RECEIVED from the end": (QUEUE, {"b": BUREAU, "s": "RECEIVED", "l": 20}),
    "by RECEIVED, overdue, from the end": (QUEUE, {"b": BUREAU, "s": "RECEIVED", "f": {"overdue": True}, "l": 20}),
    "by RECEIVED after a cursor": (
        QUEUE,
        {"b": BUREAU, "s": "RECEIVED", "a": cursor("2026-11-20", id_of("request", 3))},
    ),
    "by RECEIVED, overdue, of a bureau that has none": _queue("RECEIVED", ONE, overdue=True),
    "by PROJECT, warning, of a bureau that has none": _queue("PROJECT", NONE, warning=True),
    "by DUE, ended": _queue("DUE", states=ENDED),
    "by DUE, ended without a grant": _queue("DUE", states=["REFUSED", "WITHDRAWN"]),
    "by DUE, standing": _queue("DUE", states=["RETURNED", "SUSPENDED"]),
    "by officer": (OFFICER, {}),
    "by officer from the end": (OFFICER, {"l": 20}),
    "by officer, overdue": (OFFICER, {"f": {"overdue": True}}),
    "by officer, of a kind": (OFFICER, {"f": {"kind": "LOGGING"}}),
    "by officer, of a bureau": (OFFICER, {"f": {"bureauId": ONE}}),
    "by absences of today": (AWAY, {"b": BUREAU, "c": True}),
    "by absences of other days": (AWAY, {"b": BUREAU, "c": False}),
    "views of the caller's own": (VIEWS, {"m": True}),
    "views of others": (VIEWS, {"m": False}),
}
_AS_BUREAU = ("by RECEIVED, overdue", "by officer", "by absences of today", "views")
_LITTLE = (
    "requests",
    "open requests",
    "requests of a state",
    "due requests",
    "due requests that are overdue",
    "search for nobody's requests",
)
ASKED = [
    *by_all(LISTS, ("overseer",)),
    *by_all([n for n in LISTS if n.startswith(_AS_BUREAU) and "of a bureau" not in n], ("bureau",)),
    *by_all(_LITTLE, ("bureau", "owner", "lone", "idle")),
]
