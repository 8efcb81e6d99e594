"""Other services' events: applied, applied twice without effect, an old version never brings itself back."""

from __future__ import annotations

import importlib

import pytest
from sqlalchemy import inspect, select

from services.chassis.clock import new_id
from services.law.parties import Role
from services.support.messaging.consumers import inbox
from services.support.store import tables

ORGANIZATION = "zhongdian.reserve.organization.{}.v1"
PROJECT = "zhongdian.reserve.project.{}.v1"
NODE = "zhongdian.schedule.node.planned.v1"
SCHEDULE = "zhongdian.schedule.schedule.{}.v1"
PLAN_ITEM = "zhongdian.reserve.plan-item.{}.v1"
ISSUE = "zhongdian.schedule.issue.{}.v1"
ISSUE_VERBS = ("raised", "assigned", "reported-done", "closed", "reopened", "merged", "withdrawn")


def organization(id, **changes):
    return {"organizationId": str(id), "name": "甲局", "roles": ["LAND"], "version": 1, "division": "430211"} | changes


def planned(project, **changes):
    return {"projectId": str(project), "year": 2026, "planVersion": 1, "division": "430211"} | changes


def issue(district, id, **changes):
    """Tell of an issue that came of nothing here; `test_follow_ups` has those that did."""
    facts = {
        "issueId": str(id),
        "version": 1,
        "number": "2026-0001",
        "raisedOn": "2026-03-02",
        "sourceId": str(new_id()),
    }
    facts |= {"dueOn": "2026-03-20", "closedOn": "2026-03-18", "reason": "指标尚未下达", "intoId": None}
    return facts | {"division": district.division} | changes


async def one(api, model, id):
    (row,) = await api.rows(select(model).where(model.id == id))
    return row[0]


async def test_a_unit_is_kept_with_its_roles_and_follows_its_changes(api):
    unit = new_id()
    await api.consume(ORGANIZATION.format("registered"), organization(unit))
    await api.consume(
        ORGANIZATION.format("changed"), organization(unit, name="乙局", roles=["LAND", "ECOLOGY"], version=2)
    )
    row = await one(api, tables.Organization, unit)
    assert (row.name, row.roles, row.version) == ("乙局", ["LAND", "ECOLOGY"], 2)


async def test_a_unit_acts_until_told_otherwise_and_says_what_it_was_merged_into(api):
    unit, keep = new_id(), new_id()
    await api.consume(ORGANIZATION.format("registered"), organization(unit))
    row = await one(api, tables.Organization, unit)
    assert (row.active, row.merged_into) == (True, None)
    gone = organization(unit, version=2, active=False, mergedInto=str(keep))
    await api.consume(ORGANIZATION.format("changed"), gone)
    await api.consume(ORGANIZATION.format("changed"), organization(unit, version=1))
    row = await one(api, tables.Organization, unit)
    assert (row.active, row.merged_into, row.version) == (False, keep, 2)


async def test_an_older_version_never_comes_back(api):
    unit = new_id()
    await api.consume(ORGANIZATION.format("changed"), organization(unit, name="新名", version=3))
    await api.consume(ORGANIZATION.format("registered"), organization(unit, name="旧名", version=1))
    assert (await one(api, tables.Organization, unit)).name == "新名"


async def test_a_project_changes_hands_and_its_new_owner_sees_its_requests(district):
    from tests.harness.people import person
    from tests.support.world import DAY, ok

    request = ok(await district.submit())
    heir = new_id()
    await district.api.consume(PROJECT.format("changed"), district.project_event(ownerId=str(heir), version=2))
    query = "query($id: UUID!) { request(id: $id) { id } }"
    asked = {"id": request["id"]}
    assert (await district.api(query, asked, as_=person(Role.OWNER, unit=heir), on=DAY))["request"]
    withdrawn = await district.step("withdraw", request, person(Role.OWNER, unit=heir))
    assert withdrawn["userErrors"] == []


async def test_a_node_is_kept_and_replanned(district):
    node = await district.node()
    await district.api.consume(NODE, district.node_event(node, planVersion=2, name="土地出让", waitsForRequest=False))
    await district.api.consume(NODE, district.node_event(node, planVersion=1))
    row = await one(district.api, tables.Node, node)
    assert (row.plan_version, row.name, row.waits_for_request) == (2, "土地出让", False)


EVENTS = {
    ORGANIZATION.format("registered"): lambda d: organization(new_id()),
    ORGANIZATION.format("changed"): lambda d: organization(new_id()),
    PROJECT.format("registered"): lambda d: d.project_event(projectId=str(new_id())),
    PROJECT.format("changed"): lambda d: d.project_event(projectId=str(new_id())),
    NODE: lambda d: d.node_event(new_id()),
    SCHEDULE.format("ended"): lambda d: d.ended_event(projectId=str(new_id())),
    SCHEDULE.format("resumed"): lambda d: d.resumed_event(projectId=str(new_id())),
    PLAN_ITEM.format("issued"): lambda d: planned(new_id()),
    PLAN_ITEM.format("removed"): lambda d: planned(new_id()),
    **{ISSUE.format(verb): lambda d: issue(d, new_id()) for verb in ISSUE_VERBS},
}
MODELS = {
    "organization": tables.Organization,
    "project": tables.Project,
    "node": tables.Node,
    "schedule": tables.Schedule,
    "plan-item": tables.PlannedProject,
    "issue": tables.FollowUpIssue,
}


def test_every_consumed_event_is_tested():
    assert set(EVENTS) == set(inbox.handlers)


@pytest.mark.parametrize("type_", EVENTS)
async def test_an_event_applied_twice_changes_nothing(district, type_):
    data, event_id = EVENTS[type_](district), new_id()
    model = MODELS[type_.split(".")[2]]
    everything = select(model).order_by(*inspect(model).primary_key)
    await district.api.consume(type_, data, id=event_id)
    once = [row[0].__dict__ for row in await district.api.rows(everything)]
    await district.api.consume(type_, data, id=event_id)
    await district.api.consume(type_, data)  # the same fact under another id, as a rebuild may bring
    twice = [row[0].__dict__ for row in await district.api.rows(everything)]
    assert [_facts(r) for r in once] == [_facts(r) for r in twice]
    assert await district.api.parked() == []


def _facts(row):
    return {k: v for k, v in row.items() if k != "_sa_instance_state"}


@pytest.mark.parametrize("type_", EVENTS)
def test_our_copy_reads_the_producers_sample(type_):
    service = type_.split(".")[1]
    try:
        published = importlib.import_module(f"services.{service}.messaging.published").PUBLISHED
    except ModuleNotFoundError:
        pytest.skip(f"{service} does not publish yet")
    (producer,) = [p for p in published if type_ == p.TYPE]
    model, _ = inbox.handlers[type_]
    model.model_validate(producer.SAMPLE)
