"""Lists of joint evaluations, site incidents, agencies and the exchange with the province, as `test_list_plans` asks them."""

from __future__ import annotations

from tests.harness.explained import cursor
from tests.harness.volume import NOWHERE, RARE
from tests.support.store.asking import PAGE, by_all, id_of, listed, narrowed

JOINT = listed("jointEvaluations", "JointEvaluationFilter", "id state dueOn evaluations { id } meetings { number }")
INCIDENTS = listed("siteIncidents", "SiteIncidentFilter", "id number title project { id } history { action }")
CASES = listed("agencyCases", "AgencyFilter", "id state itemsTotal itemsOverdue authorised items { name }")
ITEMS = listed(
    "agencyItems",
    "AgencyItemFilter",
    "id name overdue entries(first: 3) { edges { node { text } } }",
    "AgencyItemSort! = AGENCY",
)
SUPERVISIONS = f"query($f: Boolean, $l: Int, $b: UUID, $p: UUID) {{ agencySupervisions(open: $f, last: $l, bureauId: $b, projectId: $p) {{ {PAGE} edges {{ node {{ id reason item {{ name }} }} }} }} }}"
CALLBACKS = listed("provincialCallbacks", "ProvincialCallbackFilter", "id status tries(first: 3) { edges { node { at } } }")  # fmt: skip
FILINGS = f"query($n: String, $l: Int) {{ provincialRequests(number: $n, last: $l) {{ {PAGE} edges {{ node {{ id number request {{ id }} }} }} }} }}"
SOME = "80000000-0000-0000-0000-000000000001"
PROJECT, NO_PROJECT = id_of("project", 10), id_of("project", 999_999)
BUREAU, ONE, NO_UNIT = id_of("unit", 50), id_of("unit", 53), id_of("unit", 2999)

JOINT_LISTS = {
    "joint evaluations": narrowed(JOINT),
    "joint evaluations from the end": (JOINT, {"l": 20}),
    "joint evaluations after a cursor": (JOINT, {"a": cursor("2023-01-01", SOME)}),
    "joint evaluations of a state": narrowed(JOINT, states=["GRANTED"]),
    "by states of joint evaluations": narrowed(JOINT, states=["CLAIMED", "ACCEPTED"]),
    "joint evaluations that were refused, of which there are none": narrowed(JOINT, states=["REFUSED"]),
    "open joint evaluations": narrowed(JOINT, open=True),
    "ended joint evaluations": narrowed(JOINT, open=False),
    "joint evaluations of a project": narrowed(JOINT, projectId=PROJECT),
    "joint evaluations of a project that has none": narrowed(JOINT, projectId=NO_PROJECT),
    "joint evaluations of a bureau": narrowed(JOINT, bureauId=BUREAU),
    "joint evaluations of a bureau that has one": narrowed(JOINT, bureauId=ONE),
    "joint evaluations of a bureau that has none": narrowed(JOINT, bureauId=NO_UNIT),
    "open joint evaluations of a bureau": narrowed(JOINT, bureauId=BUREAU, open=True),
    "search for a few joint evaluations": narrowed(JOINT, search=RARE),
    "search for a document of joint evaluations": narrowed(JOINT, search="环5001"),
    "search for nobody's joint evaluations": narrowed(JOINT, search=NOWHERE),
    "search for what all joint evaluations have": narrowed(JOINT, search="示例"),
}
INCIDENT_LISTS = {
    "incidents": narrowed(INCIDENTS),
    "incidents from the end": (INCIDENTS, {"l": 20}),
    "incidents after a cursor": (INCIDENTS, {"a": cursor("2026-03-01T00:00:00+08:00", SOME)}),
    "incidents of a state": narrowed(INCIDENTS, states=["REPORTED"]),
    "incidents that were transferred, of which there are none": narrowed(INCIDENTS, states=["TRANSFERRED"]),
    "by states of incidents": narrowed(INCIDENTS, states=["REPORTED", "TAKEN_UP"]),
    "by states of incidents that most have": narrowed(INCIDENTS, states=["CLOSED", "TRANSFERRED"]),
    "open incidents": narrowed(INCIDENTS, open=True),
    "ended incidents": narrowed(INCIDENTS, open=False),
    "urgent incidents": narrowed(INCIDENTS, severity="URGENT"),
    "serious incidents, of which there are none": narrowed(INCIDENTS, severity="SERIOUS"),
    "incidents of a kind": narrowed(INCIDENTS, kind="THEFT"),
    "incidents of a kind that has none": narrowed(INCIDENTS, kind="EXTORTION"),
    "incidents of a project": narrowed(INCIDENTS, projectId=PROJECT),
    "incidents of a project that has none": narrowed(INCIDENTS, projectId=NO_PROJECT),
    "incidents of a unit that has them in hand": narrowed(INCIDENTS, handlerUnitId=id_of("unit", 55)),
    "incidents of a unit that has one in hand": narrowed(INCIDENTS, handlerUnitId=id_of("unit", 58)),
    "incidents of a unit that has none in hand": narrowed(INCIDENTS, handlerUnitId=NO_UNIT),
    "incidents of some days": narrowed(INCIDENTS, reportedFrom="2026-03-01", reportedUntil="2026-03-05"),
    "incidents of a day that has none": narrowed(INCIDENTS, reportedFrom="2029-03-01", reportedUntil="2029-03-05"),
    "incidents before a day": narrowed(INCIDENTS, reportedUntil="2026-01-03"),
    "incidents that are taken up too late": narrowed(INCIDENTS, late=True),
    "search for a few incidents": narrowed(INCIDENTS, search=RARE),
    "search for a number of incidents": narrowed(INCIDENTS, search="ZA-5010"),
    "search for nobody's incidents": narrowed(INCIDENTS, search=NOWHERE),
    "search for what all incidents have": narrowed(INCIDENTS, search="示例"),
    "search for what many incidents' projects have": narrowed(INCIDENTS, search="生物医药"),
}
CASE_LISTS = {
    "agencies": narrowed(CASES),
    "agencies from the end": (CASES, {"l": 20}),
    "agencies after a cursor": (CASES, {"a": cursor(SOME)}),
    "agencies of a state": narrowed(CASES, states=["APPLIED"]),
    "agencies that were declined, of which there are none": narrowed(CASES, states=["DECLINED"]),
    "by states of agencies": narrowed(CASES, states=["APPLIED", "ACCEPTED"]),
    "by states of agencies that nearly none has": narrowed(CASES, states=["DECLINED", "CANCELLED"]),
    "agencies of a project": narrowed(CASES, projectId=PROJECT),
    "agencies of a project that has none": narrowed(CASES, projectId=NO_PROJECT),
    "agencies of the caller": narrowed(CASES, mine=True),
    "agencies of others": narrowed(CASES, mine=False),
    "search for a few agencies": narrowed(CASES, search=RARE),
    "search for nobody's agencies": narrowed(CASES, search=NOWHERE),
    "search for what all agencies have": narrowed(CASES, search="示例"),
    "search for nobody's agencies of a state": narrowed(CASES, search=NOWHERE, states=["FINISHED"]),
}
ITEM_LISTS = {
    "items": narrowed(ITEMS),
    "items from the end": (ITEMS, {"l": 20}),
    "items of a state": narrowed(ITEMS, states=["SUBMITTED"]),
    "items that were refused, of which there are none": narrowed(ITEMS, states=["REFUSED"]),
    "by states of items": narrowed(ITEMS, states=["SUBMITTED", "CORRECTING"]),
    "by stage of items": narrowed(ITEMS, stages=["LAND_AND_PLANNING"]),
    "by stage of items that has none": narrowed(ITEMS, stages=["COMPLETION"]),
    "by level of items": narrowed(ITEMS, levels=["PROVINCE", "NATIONAL"]),
    "by level of items that has none": narrowed(ITEMS, levels=["CITY"]),
    "items of an agency": narrowed(ITEMS, caseId=id_of("agencycase", 10)),
    "items of a project": narrowed(ITEMS, projectId=PROJECT),
    "items of a project that has none": narrowed(ITEMS, projectId=NO_PROJECT),
    "items of a bureau": narrowed(ITEMS, bureauId=BUREAU),
    "items of a bureau that has one": narrowed(ITEMS, bureauId=ONE),
    "items of a bureau that has none": narrowed(ITEMS, bureauId=NO_UNIT),
    "by lateness of items": narrowed(ITEMS, overdue=True),
    "by lateness of items, none": narrowed(ITEMS, overdue=False),
    "by lateness of items of a bureau": narrowed(ITEMS, overdue=True, bureauId=BUREAU),
    "by need of supervision": narrowed(ITEMS, supervisionCandidate=True),
    "by missing follow-ups": narrowed(ITEMS, followUpMissing=True),
    "by follower": narrowed(ITEMS, followedByMe=True),
    "by others' following": narrowed(ITEMS, followedByMe=False),
    "search for a few items": narrowed(ITEMS, search=RARE),
    "search for nobody's items": narrowed(ITEMS, search=NOWHERE),
    "search for what many items have": narrowed(ITEMS, search="规划许可"),
    "by limit of items": (ITEMS, {"s": "DUE"}),
    "by limit of items from the end": (ITEMS, {"s": "DUE", "l": 20}),
    "by limit of items after a cursor": (ITEMS, {"s": "DUE", "a": cursor("2026-12-20", SOME)}),
    "by limit of items that are late": (ITEMS, {"s": "DUE", "f": {"overdue": True}}),
    "by limit of items under way": (ITEMS, {"s": "DUE", "f": {"states": ["SUBMITTED"]}}),
    "by limit of items of a bureau": (ITEMS, {"s": "DUE", "f": {"bureauId": BUREAU}}),
    "by limit of items of a bureau that has one": (ITEMS, {"s": "DUE", "f": {"bureauId": ONE}}),
    "by limit of items of a project": (ITEMS, {"s": "DUE", "f": {"projectId": PROJECT}}),
}
SUPERVISION_LISTS = {
    "supervisions": (SUPERVISIONS, {}),
    "supervisions from the end": (SUPERVISIONS, {"l": 20}),
    "by open supervisions": (SUPERVISIONS, {"f": True}),
    "by closed supervisions": (SUPERVISIONS, {"f": False}),
    "supervisions of a bureau": (SUPERVISIONS, {"b": BUREAU}),
    "supervisions of a bureau that has one": (SUPERVISIONS, {"b": ONE}),
    "supervisions of a bureau that has none": (SUPERVISIONS, {"b": NO_UNIT}),
    "supervisions of a project": (SUPERVISIONS, {"p": PROJECT}),
}
FILING_LISTS = {
    "filings": (FILINGS, {}),
    "filings from the end": (FILINGS, {"l": 20}),
    "filings of a number": (FILINGS, {"n": "S10"}),
    "filings of a number that there is not": (FILINGS, {"n": "S0"}),
}
CALLBACK_LISTS = {
    "callbacks": narrowed(CALLBACKS),
    "callbacks from the end": (CALLBACKS, {"l": 20}),
    "callbacks that wait": narrowed(CALLBACKS, statuses=["PENDING"]),
    "callbacks that are dead, of which there are none": narrowed(CALLBACKS, statuses=["DEAD"]),
    "by states of callbacks": narrowed(CALLBACKS, statuses=["DEAD", "GIVEN_UP"]),
    "by kinds of callbacks": narrowed(CALLBACKS, kinds=["CORRECTED"]),
    "by kinds of callbacks that there are none of": narrowed(CALLBACKS, kinds=["SUSPENDED", "RESUMED"]),
    "callbacks of a number": narrowed(CALLBACKS, number="S10"),
    "callbacks of a request": narrowed(CALLBACKS, requestId=id_of("request", 10)),
}
OF_CONCERNED = JOINT_LISTS | CASE_LISTS | ITEM_LISTS | SUPERVISION_LISTS | FILING_LISTS
LISTS = OF_CONCERNED | INCIDENT_LISTS | CALLBACK_LISTS
_WHOLE = ("joint evaluations", "agencies", "items", "supervisions", "filings", "incidents")
_ENDS = tuple(f"{name} from the end" for name in _WHOLE)
_SEARCHES = tuple(name for name in LISTS if name.startswith(("search for nobody", "search for what")))
_RARE = (
    "open joint evaluations",
    "by states of joint evaluations",
    "agencies of a state",
    "items of a state",
    "by lateness of items",
    "by limit of items",
    "by follower",
    "by open supervisions",
    "filings of a number",
)
_OF_OWNERS = [n for n in LISTS if n in _WHOLE + _SEARCHES + _RARE]
_OF_INCIDENTS = [n for n in INCIDENT_LISTS if n in {"open incidents", "incidents of a state", "incidents of some days"}]
ASKED = [
    *by_all(LISTS, ("overseer",)),
    *by_all([n for n in _OF_OWNERS if n in OF_CONCERNED], ("owner", "idle")),
    *by_all([n for n in _WHOLE + _RARE if n in OF_CONCERNED], ("lone", "bureau")),
    *by_all(_ENDS, ("lone",)),
    *by_all([n for n in _OF_OWNERS if n in INCIDENT_LISTS] + _OF_INCIDENTS, ("owner", "lone", "reporter", "idle")),
]
