"""The lists of contact persons, weeks, pushes and nodes to verify, as `test_list_plans` asks them."""

from __future__ import annotations

from typing import Any

from tests.harness.volume import IDLE, numbered

PAGE = "pageInfo { hasNextPage endCursor }"
SPECIALISTS = f"query($f: SpecialistFilter, $l: Int) {{ specialists(filter: $f, last: $l) {{ {PAGE} edges {{ node {{ id name phone state }} }} }} }}"
WEEKS = f"query($f: WeeklyUpdateFilter, $l: Int) {{ weeklyUpdates(filter: $f, last: $l) {{ {PAGE} edges {{ node {{ id late photos {{ id }} versions(first: 3) {{ edges {{ node {{ version }} }} }} }} }} }} }}"
PUSHES = f"query($f: CityPushFilter, $l: Int) {{ cityPushes(filter: $f, last: $l) {{ {PAGE} edges {{ node {{ id status content }} }} }} }}"
VERIFY = f"query($f: NodesToVerifyFilter, $l: Int) {{ nodesToVerify(filter: $f, last: $l) {{ {PAGE} edges {{ node {{ id code completedOn }} }} }} }}"
SCHEDULES = f"query($f: ScheduleFilter) {{ schedules(filter: $f) {{ {PAGE} edges {{ node {{ id specialist {{ name }} }} }} }} }}"


def _id(what: str, number: int) -> str:
    return str(numbered(what, number))


def _asked(query: str, **filter: Any) -> tuple[str, dict[str, Any]]:
    return (query, {"f": filter})


LISTS = {
    "schedules without a contact person": _asked(SCHEDULES, withoutSpecialist=True),
    "schedules with a contact person": _asked(SCHEDULES, withoutSpecialist=False),
    "contact persons": _asked(SPECIALISTS),
    "contact persons from the end": (SPECIALISTS, {"l": 20}),
    "contact persons of today": _asked(SPECIALISTS, current=True),
    "contact persons of a subject": _asked(SPECIALISTS, subject="s17"),
    "contact persons of a subject that has none": _asked(SPECIALISTS, subject="nobody"),
    "contact persons of a unit": _asked(SPECIALISTS, unitId=_id("unit", 3)),
    "contact persons of a unit that has none": _asked(SPECIALISTS, unitId=_id("unit", IDLE)),
    "contact persons of a project": _asked(SPECIALISTS, projectId=_id("project", 10)),
    "weeks": _asked(WEEKS),
    "weeks from the end": (WEEKS, {"l": 20}),
    "weeks of a project": _asked(WEEKS, projectId=_id("project", 10)),
    "weeks of a project that has none": _asked(WEEKS, projectId=_id("project", 999_999)),
    "weeks of a Monday": _asked(WEEKS, weekOn="2026-03-02"),
    "weeks of a Monday that has none": _asked(WEEKS, weekOn="2030-03-04"),
    "weeks that were late": _asked(WEEKS, late=True),
    "weeks of the caller": _asked(WEEKS, mine=True),
    "pushes": _asked(PUSHES),
    "pushes from the end": (PUSHES, {"l": 20}),
    "pushes that are dead": _asked(PUSHES, status="DEAD"),
    "pushes that wait": _asked(PUSHES, status="WAITING"),
    "pushes that were superseded, of which there are none": _asked(PUSHES, status="SUPERSEDED"),
    "pushes of a kind that has none": _asked(PUSHES, kind="NODE"),
    "pushes of a project": _asked(PUSHES, projectId=_id("project", 10)),
    "nodes to verify": _asked(VERIFY),
    "nodes to verify from the end": (VERIFY, {"l": 20}),
    "nodes to verify of a unit": _asked(VERIFY, responsibleUnitId=_id("unit", 3)),
    "nodes to verify of a unit that has none": _asked(VERIFY, responsibleUnitId=_id("unit", IDLE)),
    "nodes to verify of a project": _asked(VERIFY, projectId=_id("project", 10)),
    "nodes to verify that were completed before any": _asked(VERIFY, completedUntil="2020-01-01"),
}  # fmt: skip
