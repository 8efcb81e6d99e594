"""What is told of issues, services, statistics and plans: which facts it becomes, whose, and that told twice it is told once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid5

import pytest
from sqlalchemy import select

from services.assessment.domain.fact.model import FactKind
from services.assessment.messaging.services import report_id
from services.assessment.store import tables
from services.chassis.clock import new_id
from tests.assessment.district import District

RECORD, PROJECT, UNIT = new_id(), new_id(), new_id()
OWNER, TOWN, AUTHORITY = new_id(), new_id(), new_id()
ANSWERING = {"ownerId": OWNER, "townId": TOWN, "industryAuthorityId": AUTHORITY}
ISSUE = {"issueId": RECORD, "version": 3, "projectId": PROJECT}
OPINION = {"opinionId": RECORD, "version": 1, "projectId": PROJECT, "unitId": UNIT, "dueOn": "2026-11-12"}
DECISION = {"difficultyId": RECORD, "version": 2, "projectId": PROJECT, "unitId": UNIT}
ENTERED = {
    "entryId": RECORD,
    "projectId": PROJECT,
    "version": 2,
    "on": "2026-11-02",
    "dueOn": "2026-10-31",
    "daysLate": 2,
    "excepted": False,
} | ANSWERING
LEADER = {"projectId": PROJECT, "year": 2026, "edition": 1, "issuedOn": "2026-11-02"}
PLAN = {"projectId": PROJECT, "planVersion": 7, "year": 2026, "kind": "NEW_START", "annualInvestment": "800.5"}

# what each event becomes when it is the first that is told: the facts' columns, in the order of kind and code
MATTERS: dict[str, tuple[dict[str, Any], list[dict[str, Any]]]] = {
    "zhongdian.schedule.issue.assigned.v1": (
        ISSUE
        | {
            "responsibleUnitId": UNIT,
            "severity": "BLOCKAGE",
            "layer": "DEPARTMENT",
            "assignedOn": "2026-11-02",
            "dueOn": "2026-11-12",
        },
        [
            {
                "kind": FactKind.ISSUE_ASSIGNED,
                "unit_id": UNIT,
                "code": "BLOCKAGE",
                "record_version": 3,
                "due_on": date(2026, 11, 12),
                "happened_on": date(2026, 11, 2),
            }
        ],
    ),
    "zhongdian.schedule.issue.reported-done.v1": (
        ISSUE | {"responsibleUnitId": UNIT, "dueOn": "2026-10-30", "doneOn": "2026-11-02", "workingDaysLate": 1},
        [{"kind": FactKind.ISSUE_REPORTED, "unit_id": UNIT, "days_late": 1, "finished_on": date(2026, 11, 2)}],
    ),
    "zhongdian.schedule.issue.closed.v1": (
        ISSUE
        | {
            "responsibleUnitId": UNIT,
            "severity": "JAM",
            "layer": "CITY",
            "dueOn": "2026-11-12",
            "doneOn": "2026-10-30",
            "closedOn": "2026-11-02",
            "workingDaysLate": 0,
        },
        [
            {
                "kind": FactKind.ISSUE_CLOSED,
                "code": "JAM",
                "days_late": 0,
                "finished_on": date(2026, 10, 30),
                "happened_on": date(2026, 11, 2),
            }
        ],
    ),
    "zhongdian.schedule.issue.reopened.v1": (
        ISSUE | {"responsibleUnitId": UNIT, "dueOn": "2026-11-30", "afterClosing": True, "reason": "未办结"},
        [{"kind": FactKind.ISSUE_REOPENED, "unit_id": UNIT, "due_on": date(2026, 11, 30)}],
    ),
    "zhongdian.schedule.issue.withdrawn.v1": (
        ISSUE | {"issueId": new_id(), "reason": "误报"},
        [],  # nobody was given it
    ),
    "zhongdian.schedule.issue.merged.v1": (ISSUE | {"issueId": new_id(), "intoId": new_id()}, []),
    "zhongdian.support.opinion.asked.v1": (
        OPINION | {"askedOn": "2026-11-02"},
        [{"kind": FactKind.SERVICE_DUE, "code": "OPINION", "due_on": date(2026, 11, 12), "record_version": 1}],
    ),
    "zhongdian.support.opinion.given.v1": (
        OPINION | {"version": 2, "givenOn": "2026-11-13", "workingDaysLate": 1},
        [{"kind": FactKind.SERVICE_DONE, "code": "OPINION", "finished_on": date(2026, 11, 13), "days_late": 1}],
    ),
    "zhongdian.support.opinion.ended.v1": (
        OPINION | {"version": 2, "endedOn": "2026-11-10"},
        [{"kind": FactKind.SERVICE_ENDED, "due_on": None, "happened_on": date(2026, 11, 10)}],
    ),
    "zhongdian.schedule.dispatch-decision.made.v1": (
        DECISION | {"dueOn": "2026-11-12", "decidedOn": "2026-11-02"},
        [{"kind": FactKind.SERVICE_DUE, "code": "DECISION", "due_on": date(2026, 11, 12)}],
    ),
    "zhongdian.schedule.dispatch-decision.done.v1": (
        DECISION | {"dueOn": "2026-11-12", "doneOn": "2026-11-02", "workingDaysLate": 0},
        [{"kind": FactKind.SERVICE_DONE, "code": "DECISION", "days_late": 0}],
    ),
    "zhongdian.schedule.dispatch-decision.taken-back.v1": (
        DECISION | {"on": "2026-11-02"},
        [{"kind": FactKind.SERVICE_ENDED, "code": "DECISION", "due_on": None}],
    ),
    "zhongdian.schedule.leader.linked.v1": (
        LEADER
        | {
            "serviceUnitId": UNIT,
            "linkedFrom": "2026-11-02",
            "reportsDueOn": ["2026-12-07", "2027-01-08"],
        },
        [
            {
                "kind": FactKind.SERVICE_DUE,
                "code": "LEADER_REPORT",
                "due_on": due,
                "record_id": report_id(PROJECT, 2026, month),
            }
            for month, due in ((11, date(2026, 12, 7)), (12, date(2027, 1, 8)))
        ],
    ),
    "zhongdian.schedule.leader.unlinked.v1": (LEADER | {"projectId": new_id(), "edition": 2}, []),
    "zhongdian.schedule.leader.report-submitted.v1": (
        {
            "projectId": PROJECT,
            "year": 2026,
            "month": 10,
            "version": 1,
            "responsibleUnitId": UNIT,
            "dueOn": "2026-11-06",
            "submittedOn": "2026-11-02",
            "workingDaysLate": 0,
        },
        [{"kind": FactKind.SERVICE_DONE, "code": "LEADER_REPORT", "record_id": report_id(PROJECT, 2026, 10)}],
    ),
    "zhongdian.schedule.interview.held.v1": (
        {"interviewId": RECORD, "unitId": UNIT, "heldOn": "2026-11-02", "dueOn": "2026-12-31"},
        [{"kind": FactKind.SERVICE_DUE, "code": "INTERVIEW", "project_id": None, "due_on": date(2026, 12, 31)}],
    ),
    "zhongdian.schedule.interview.followed-up.v1": (
        {"interviewId": RECORD, "unitId": UNIT, "followedUpOn": "2026-12-28", "late": 1},
        [{"kind": FactKind.SERVICE_DONE, "code": "INTERVIEW", "project_id": None, "days_late": 1, "due_on": None}],
    ),
    "zhongdian.schedule.statistics.entered.v1": (
        ENTERED,
        [
            {"kind": FactKind.STATISTICS_ENTERED, "code": "ENTRY", "unit_id": u, "days_late": 2}
            for u in ANSWERING.values()
        ],
    ),
    "zhongdian.schedule.statistics.reported.v1": (
        ENTERED | {"excepted": True, "industryAuthorityId": None},
        [
            {"kind": FactKind.STATISTICS_REPORTED, "code": "REPORTING", "unit_id": u, "days_late": 0}
            for u in (OWNER, TOWN)
        ],
    ),
    "zhongdian.schedule.statistics.excepted.v1": (
        {"entryId": RECORD, "projectId": PROJECT, "version": 1, "kind": "ENTRY", "on": "2026-11-02"} | ANSWERING,
        [{"kind": FactKind.STATISTICS_EXCEPTED, "code": "ENTRY", "unit_id": u} for u in ANSWERING.values()],
    ),
    "zhongdian.schedule.milestone.set.v1": (
        {"projectId": PROJECT, "role": "COMPLETION", "dueOn": "2026-12-20", "completedOn": None} | ANSWERING,
        [
            {"kind": FactKind.MILESTONE_SET, "code": "COMPLETION", "unit_id": u, "due_on": date(2026, 12, 20)}
            for u in ANSWERING.values()
        ],
    ),
    "zhongdian.reserve.plan-item.issued.v1": (
        PLAN | ANSWERING | {"issuedOn": "2026-01-05"},
        [
            {"kind": FactKind.PLAN_ITEM_SET, "code": "NEW_START", "year": 2026, "unit_id": u, "record_version": 7}
            for u in ANSWERING.values()
        ],
    ),
    "zhongdian.reserve.plan-item.converted.v1": (
        PLAN | ANSWERING | {"convertedOn": "2026-04-02"},
        [
            {"kind": FactKind.PRELIMINARY_CONVERTED, "happened_on": date(2026, 4, 2), "unit_id": u}
            for u in ANSWERING.values()
        ],
    ),
}


def envelope(district: District, type_: str, data: dict[str, Any], **its: Any) -> dict[str, Any]:
    plain = {k: str(v) if isinstance(v, UUID) else v for k, v in data.items()}
    return {
        "specversion": "1.0",
        "id": str(new_id()),
        "source": f"/zhongdian/{type_.split('.')[1]}",
        "type": type_,
        "subject": its.get("subject", str(PROJECT)),
        "time": its.get("at", datetime(2026, 11, 2, 16, 30, tzinfo=UTC)).isoformat(),
        "division": district.division,
        "data": {**plain, "division": district.division},
    }


async def facts_of(district: District, *kinds: FactKind) -> list[tables.Fact]:
    fact = tables.Fact
    query = select(fact).where(fact.division == district.division).order_by(fact.recorded_at, fact.received_at)
    return [row[0] for row in await district.api.rows(query) if not kinds or row[0].kind in kinds]


async def tell(district: District, type_: str, data: dict[str, Any], **its: Any) -> dict[str, Any]:
    told = envelope(district, f"zhongdian.{type_}.v1", data, **its)
    await district.api.deliver(told)
    return told


def seen(facts: list[tables.Fact], like: list[dict[str, Any]]) -> list[dict[str, Any]]:
    keys = [key for one in like for key in one]
    return [{key: getattr(fact, key) for key in like[0]} for fact in facts] if keys else []


def in_order(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(rows, key=lambda row: sorted((k, str(v)) for k, v in row.items()))


@pytest.mark.parametrize("type_", MATTERS)
async def test_an_event_becomes_a_fact_of_each_unit_that_answers(district: District, type_: str):
    data, expected = MATTERS[type_]
    told = envelope(district, type_, data)
    await district.api.deliver(told, told)
    await district.api.deliver(told)
    facts = await facts_of(district)
    assert len(facts) == len(expected)
    if expected:
        assert in_order(seen(facts, expected)) == in_order(expected)
    for fact in facts:
        event = UUID(told["id"])
        assert (fact.service, fact.event_id or fact.id) == (type_.split(".")[1], event)
        assert fact.id == event or fact.id.version == uuid5(event, "any").version
        assert fact.recorded_on == date(2026, 11, 3)


async def test_what_an_adjustment_says_of_a_project_is_about_the_units_that_the_plan_named(district: District):
    await tell(district, "reserve.plan-item.issued", PLAN | ANSWERING | {"issuedOn": "2026-01-05"})
    its = {"projectId": PROJECT, "year": 2026, "kind": "NEW_START", "issuedOn": "2026-07-10"}
    later = datetime(2026, 11, 2, 17, tzinfo=UTC)
    await tell(district, "reserve.plan-item.revalued", its | {"planVersion": 9, "annualInvestment": "600"}, at=later)
    await tell(
        district, "reserve.plan-item.removed", its | {"planVersion": 12}, at=datetime(2026, 11, 2, 18, tzinfo=UTC)
    )
    facts = await facts_of(district)
    assert [(f.kind, f.record_version, f.planned) for f in facts[3::3]] == [
        (FactKind.PLAN_ITEM_SET, 9, 600),
        (FactKind.PLAN_ITEM_REMOVED, 12, 0),
    ]
    assert {f.unit_id for f in facts[3:6]} == {f.unit_id for f in facts[6:]} == set(ANSWERING.values())


async def test_what_follows_a_plan_that_was_never_told_is_parked(district: District):
    its = {"projectId": new_id(), "year": 2026, "kind": "NEW_START", "issuedOn": "2026-07-10", "planVersion": 9}
    told = await tell(district, "reserve.plan-item.removed", its, subject=f"lost-{district.division}")
    assert told["id"] in [p.event_id for p in await district.api.parked()]


async def test_from_the_start_on_statistics_are_due_and_not_when_the_start_is_taken_back(district: District):
    project = new_id()
    start = {"projectId": project, "role": "START", "dueOn": "2026-10-20"} | ANSWERING
    await tell(district, "schedule.milestone.set", start | {"completedOn": None})
    assert await facts_of(district, FactKind.STATISTICS_DUE) == []
    later = datetime(2026, 11, 2, 17, tzinfo=UTC)
    await tell(district, "schedule.milestone.set", start | {"completedOn": "2026-10-31"}, at=later)
    due = await facts_of(district, FactKind.STATISTICS_DUE)
    assert {(f.code, f.due_on) for f in due} == {("ENTRY", date(2026, 10, 31)), ("REPORTING", date(2026, 11, 30))}
    assert len(due) == 6
    assert {f.unit_id for f in due} == set(ANSWERING.values())
    again = datetime(2026, 11, 2, 18, tzinfo=UTC)
    await tell(district, "schedule.milestone.set", start | {"completedOn": None}, at=again)
    assert {f.due_on for f in (await facts_of(district, FactKind.STATISTICS_DUE))[6:]} == {None}


async def test_what_started_before_the_platform_assesses_has_no_limit_in_statistics(district: District):
    start = {"projectId": new_id(), "role": "START", "dueOn": None, "completedOn": "2025-12-31"} | ANSWERING
    await tell(district, "schedule.milestone.set", start)
    assert {f.due_on for f in await facts_of(district, FactKind.STATISTICS_DUE)} == {None}


async def test_an_issue_that_is_taken_back_or_merged_is_due_no_more_and_stands_again_when_that_is_undone(
    district: District,
):
    issue = new_id()
    its = {"issueId": issue, "projectId": PROJECT}
    given = {"responsibleUnitId": UNIT, "severity": "JAM", "layer": "CITY", "assignedOn": "2026-11-02"}
    days = [datetime(2026, 11, day, 1, tzinfo=UTC) for day in (2, 3, 4, 5)]
    await tell(district, "schedule.issue.assigned", its | given | {"version": 2, "dueOn": "2026-11-12"}, at=days[0])
    await tell(district, "schedule.issue.merged", its | {"version": 3, "intoId": new_id()}, at=days[1])
    await tell(district, "schedule.issue.merged", its | {"version": 4, "intoId": None}, at=days[2])
    await tell(district, "schedule.issue.withdrawn", its | {"version": 5}, at=days[3])
    assert [(f.kind, f.record_version, f.due_on, f.unit_id) for f in await facts_of(district)] == [
        (FactKind.ISSUE_ASSIGNED, 2, date(2026, 11, 12), UNIT),
        (FactKind.ISSUE_ENDED, 3, None, UNIT),
        (FactKind.ISSUE_REOPENED, 4, date(2026, 11, 12), UNIT),
        (FactKind.ISSUE_ENDED, 5, None, UNIT),
    ]


async def test_a_later_edition_gives_the_reports_that_are_still_due_to_its_unit_and_none_without_a_link(
    district: District,
):
    project, other = new_id(), new_id()
    its = {"projectId": project, "year": 2026, "linkedFrom": "2026-10-10"}
    limits = ["2026-11-06", "2026-12-07", "2027-01-08"]
    first, second, third = (datetime(2026, 11, day, 1, tzinfo=UTC) for day in (1, 10, 20))
    await tell(
        district,
        "schedule.leader.linked",
        its | {"edition": 1, "serviceUnitId": UNIT, "issuedOn": "2026-10-10", "reportsDueOn": limits},
        at=first,
    )
    await tell(
        district,
        "schedule.leader.linked",
        its | {"edition": 2, "serviceUnitId": other, "issuedOn": "2026-11-10", "reportsDueOn": limits},
        at=second,
    )
    facts = await facts_of(district)
    assert [f.unit_id for f in facts] == [UNIT] * 3 + [other] * 2
    assert {f.due_on for f in facts[3:]} == {date(2026, 12, 7), date(2027, 1, 8)}
    gone = {"projectId": project, "year": 2026, "edition": 3, "issuedOn": "2026-11-20"}
    await tell(district, "schedule.leader.unlinked", gone, at=third)
    ended = await facts_of(district, FactKind.SERVICE_ENDED)
    assert {f.unit_id for f in ended} == {UNIT, other}
    assert len(ended) == 3


@pytest.mark.parametrize(("on", "late", "days"), [("2026-12-31", 0, 0), ("2026-12-31", 2, 1), ("2027-01-05", 1, 2)])
async def test_promises_of_an_interview_are_late_by_the_last_limit_and_at_least_by_a_day(
    district: District, on: str, late: int, days: int
):
    its = {"interviewId": new_id(), "unitId": UNIT}
    await tell(district, "schedule.interview.held", its | {"heldOn": "2026-11-02", "dueOn": "2026-12-31"})
    await tell(district, "schedule.interview.followed-up", its | {"followedUpOn": on, "late": late})
    (done,) = await facts_of(district, FactKind.SERVICE_DONE)
    assert (done.due_on, done.days_late) == (date(2026, 12, 31), days)
