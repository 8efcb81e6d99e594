"""Each consumed event: what it does, that it does it once, and that it reads what the producer sends."""

from __future__ import annotations

import importlib.util
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select

from services.assessment.domain.fact.model import FactKind
from services.assessment.messaging.consumers import inbox
from services.assessment.store import tables
from services.chassis.clock import new_id
from tests.assessment.district import District
from tests.assessment.messaging.test_matters import MATTERS

UNIT, NODE, PROJECT = new_id(), new_id(), new_id()

REQUEST = {"requestId": NODE, "requestVersion": 2, "projectId": PROJECT, "bureauId": UNIT}
FACTS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "zhongdian.schedule.node.planned.v1": (
        {"nodeId": NODE, "projectId": PROJECT, "planVersion": 3, "responsibleUnitId": UNIT, "dueOn": "2026-12-20"},
        {
            "kind": FactKind.NODE_PLANNED,
            "record_id": NODE,
            "due_on": date(2026, 12, 20),
            "plan_version": 3,
            "happened_on": date(2026, 11, 3),
        },
    ),
    "zhongdian.schedule.node.completed.v1": (
        {
            "nodeId": NODE,
            "projectId": PROJECT,
            "responsibleUnitId": UNIT,
            "dueOn": "2026-10-30",
            "completedOn": "2026-11-02",
            "workingDaysLate": 1,
        },
        {
            "kind": FactKind.NODE_COMPLETED,
            "record_id": NODE,
            "due_on": date(2026, 10, 30),
            "days_late": 1,
            "happened_on": date(2026, 11, 2),
        },
    ),
    "zhongdian.schedule.node.completion-returned.v1": (
        {
            "nodeId": NODE,
            "projectId": PROJECT,
            "responsibleUnitId": UNIT,
            "dueOn": "2026-11-20",
            "returnedOn": "2026-11-02",
        },
        {
            "kind": FactKind.NODE_RETURNED,
            "record_id": NODE,
            "due_on": date(2026, 11, 20),
            "days_late": None,
            "happened_on": date(2026, 11, 2),
        },
    ),
    **{
        f"zhongdian.schedule.schedule.{verb}.v1": (
            {"projectId": PROJECT, "version": 2, f"{verb}On": "2026-11-02", "responsibleUnitId": UNIT},
            {
                "kind": FactKind[f"SCHEDULE_{verb.upper()}"],
                "record_id": PROJECT,
                "record_version": 2,
                "happened_on": date(2026, 11, 2),
            },
        )
        for verb in ("ended", "resumed")
    },
    "zhongdian.schedule.annual-task.set.v1": (
        {
            "projectId": PROJECT,
            "year": 2026,
            "version": 2,
            "months": ["6000"] * 11 + ["14000.5"],
            "responsibleUnitId": UNIT,
        },
        {
            "kind": FactKind.TASK_SET,
            "record_id": PROJECT,
            "record_version": 2,
            "year": 2026,
            "months": [Decimal(6000)] * 11 + [Decimal("14000.5")],
            "happened_on": date(2026, 11, 3),
        },
    ),
    "zhongdian.schedule.progress.verified.v1": (
        {
            "reportId": NODE,
            "projectId": PROJECT,
            "year": 2028,
            "month": 2,
            "reportedInvestment": "1.5",
            "plannedInvestment": "2",
            "cumulativeReported": "3.5",
            "cumulativePlanned": "4",
            "responsibleUnitId": UNIT,
        },
        {
            "kind": FactKind.PROGRESS_VERIFIED,
            "record_id": NODE,
            "month": date(2028, 2, 1),
            "happened_on": date(2028, 2, 29),
        },
    ),
    **{
        f"zhongdian.support.request.{step}.v1": (
            REQUEST | days,
            {"kind": kind, "record_id": NODE, "record_version": 2} | expected,
        )
        for step, kind, days, expected in (
            (
                "submitted",
                FactKind.REQUEST_SUBMITTED,
                {"receivedOn": "2026-11-02", "dueOn": "2026-11-23"},
                {"happened_on": date(2026, 11, 2), "due_on": date(2026, 11, 23)},
            ),
            (
                "returned",
                FactKind.REQUEST_RETURNED,
                {"returnedOn": "2026-11-02", "dueOn": None},
                {"happened_on": date(2026, 11, 2), "due_on": None},
            ),
            (
                "resubmitted",
                FactKind.REQUEST_RESUBMITTED,
                {"resubmittedOn": "2026-11-02", "dueOn": "2026-11-20"},
                {"happened_on": date(2026, 11, 2), "due_on": date(2026, 11, 20)},
            ),
            (
                "withdrawn",
                FactKind.REQUEST_WITHDRAWN,
                {"withdrawnOn": "2026-11-02"},
                {"happened_on": date(2026, 11, 2), "due_on": None},
            ),
            (
                "suspended",
                FactKind.REQUEST_SUSPENDED,
                {"suspendedOn": "2026-11-02", "dueOn": None},
                {"happened_on": date(2026, 11, 2), "due_on": None},
            ),
            (
                "resumed",
                FactKind.REQUEST_RESUMED,
                {"resumedOn": "2026-11-02", "dueOn": "2026-11-25"},
                {"happened_on": date(2026, 11, 2), "due_on": date(2026, 11, 25)},
            ),
            (
                "not-accepted",
                FactKind.REQUEST_NOT_ACCEPTED,
                {"on": "2026-11-02"},
                {"happened_on": date(2026, 11, 2), "due_on": None},
            ),
            (
                "due-corrected",
                FactKind.REQUEST_DUE_CORRECTED,
                {"dueOn": "2026-11-24"},
                {"happened_on": date(2026, 11, 3), "due_on": date(2026, 11, 24)},
            ),
        )
    },
    "zhongdian.support.request.decided.v1": (
        REQUEST
        | {
            "dueOn": "2026-11-06",
            "decidedOn": "2026-11-02",
            "workingDaysLate": 0,
        },
        {"kind": FactKind.REQUEST_DECIDED, "record_id": NODE, "days_late": 0, "happened_on": date(2026, 11, 2)},
    ),
}


def envelope(type_: str, data: dict[str, Any], division: str) -> dict[str, Any]:
    plain = {k: str(v) if not isinstance(v, (int, str, list, type(None))) else v for k, v in data.items()}
    return {
        "specversion": "1.0",
        "id": str(new_id()),
        "source": f"/zhongdian/{type_.split('.')[1]}",
        "type": type_,
        "subject": str(PROJECT),
        "time": datetime(2026, 11, 2, 16, 30, tzinfo=UTC).isoformat(),  # already the 3rd in Shanghai
        "division": division,
        "data": {**plain, "division": division},
    }


def test_every_event_that_becomes_a_fact_is_tested():
    kept = {t for t in inbox.handlers if t.split(".")[2] in {"organization", "project", "events"}}
    adjusted = {f"zhongdian.reserve.plan-item.{verb}.v1" for verb in ("removed", "revalued")}
    assert set(FACTS) | set(MATTERS) | adjusted == set(inbox.handlers) - kept


async def facts_of(district: District) -> list[tables.Fact]:
    rows = await district.api.rows(select(tables.Fact).where(tables.Fact.division == district.division))
    return [row[0] for row in rows]


@pytest.mark.parametrize("type_", FACTS)
async def test_an_event_becomes_one_fact_with_its_source(district: District, type_: str):
    data, expected = FACTS[type_]
    told = envelope(type_, data, district.division)
    await district.api.deliver(told)
    (fact,) = await facts_of(district)
    assert str(fact.id) == told["id"]
    assert fact.service == type_.split(".")[1]
    assert (fact.unit_id, fact.project_id) == (UNIT, PROJECT)
    assert fact.recorded_at == datetime(2026, 11, 2, 16, 30, tzinfo=UTC)
    assert fact.recorded_on == date(2026, 11, 3)
    assert {k: getattr(fact, k) for k in expected} == expected


@pytest.mark.parametrize("type_", FACTS)
async def test_the_same_event_twice_changes_nothing(district: District, type_: str):
    told = envelope(type_, FACTS[type_][0], district.division)
    await district.api.deliver(told, told)
    await district.api.deliver(told)
    assert len(await facts_of(district)) == 1


async def test_a_batch_gives_each_fact_the_identity_of_its_own_event(district: District):
    told = [envelope(type_, FACTS[type_][0], district.division) for type_ in FACTS]
    await district.api.deliver(*told)
    assert {(str(f.id), f.kind) for f in await facts_of(district)} == {
        (e["id"], FACTS[e["type"]][1]["kind"]) for e in told
    }


@pytest.mark.parametrize("verb", ["registered", "changed"])
async def test_a_unit_and_a_project_are_kept_in_their_newest_version(district: District, verb: str):
    organization, project = f"zhongdian.reserve.organization.{verb}.v1", f"zhongdian.reserve.project.{verb}.v1"
    unit, mine, owner = new_id(), new_id(), new_id()

    async def versions(*numbers: int) -> None:
        for n in numbers:
            await district.tell(
                organization,
                organizationId=unit,
                name=f"第{n}版",
                category="TOWN" if n == 1 else "DEPARTMENT",
                version=n,
            )
            await district.tell(project, projectId=mine, name=f"第{n}版", ownerId=owner, version=n)

    await versions(1, 3, 2, 3)
    kept = await district.api.rows(
        select(tables.Organization.name, tables.Organization.category, tables.Organization.version).where(
            tables.Organization.id == unit
        )
    )
    assert [tuple(r) for r in kept] == [("第3版", "DEPARTMENT", 3)]
    mine_kept = await district.api.rows(
        select(tables.Project.name, tables.Project.owner_id).where(tables.Project.id == mine)
    )
    assert [tuple(r) for r in mine_kept] == [("第3版", owner)]


async def test_a_unit_acts_until_told_otherwise_and_says_what_it_was_merged_into(district: District):
    unit, keep = await district.unit("TOWN"), new_id()
    query = select(tables.Organization).where(tables.Organization.id == unit)
    ((row,),) = await district.api.rows(query)
    assert (row.active, row.merged_into) == (True, None)
    facts = {"organizationId": unit, "name": "测试镇", "category": "TOWN", "version": 2}
    gone = facts | {"active": False, "mergedInto": keep}
    await district.tell("zhongdian.reserve.organization.changed.v1", **gone)
    await district.unit("TOWN", id=unit)
    ((row,),) = await district.api.rows(query)
    assert (row.version, row.active, row.merged_into) == (2, False, keep)


async def test_an_event_that_makes_no_sense_is_parked_and_not_lost(district: District):
    bad = envelope(
        "zhongdian.schedule.progress.verified.v1",
        FACTS["zhongdian.schedule.progress.verified.v1"][0] | {"month": 13},
        district.division,
    )
    bad["subject"] = f"bad-{district.division}"
    await district.api.deliver(bad)
    assert await facts_of(district) == []
    assert [p.event_id for p in await district.api.parked() if p.key == bad["subject"]] == [bad["id"]]


async def test_nothing_is_published_in_answer_to_an_event(district: District):
    before = len(await district.api.events())
    await district.completed(new_id(), date(2026, 11, 2))
    count = await district.api.rows(select(func.count()).select_from(tables.Fact))
    assert count[0][0] > 0
    assert len(await district.api.events()) == before


def _samples() -> dict[str, dict[str, Any]]:
    found = {}
    for name in ("reserve", "schedule", "support"):
        if importlib.util.find_spec(f"services.{name}.messaging") is None:
            continue
        module = importlib.import_module(f"services.{name}.messaging.published")
        found |= {p.TYPE: p.SAMPLE for p in module.PUBLISHED}
    return found


@pytest.mark.parametrize("type_", inbox.handlers)
def test_our_copy_of_an_event_reads_the_producers_sample(type_: str):
    model, _ = inbox.handlers[type_]
    read = model.model_validate(_samples()[type_])
    assert read.division == _samples()[type_]["division"]
