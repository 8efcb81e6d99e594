"""第八条：projects that no plan has are on the war map, until a plan takes them up or they are removed again."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import Any

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import person
from tests.schedule.adjusting import tell
from tests.schedule.life import Life, codes

ADDED = date(2027, 3, 8)
SHOWN = "schedule { id kind year state endedOn endedReason openedOn outsidePlan { id version state addedOn takenUpOn removedOn removalReason } }"
ADDITIONS = "{ outsideAdditions(filter: FILTER, first: 200) { edges { node { state project { id } } } } }"


def project(life: Life, **changes: Any) -> dict[str, Any]:
    """What reserve tells of the project itself."""
    return {
        "projectId": str(life.project),
        "name": "示例计划外项目",
        "ownerId": str(life.owner_unit),
        "townId": str(life.town_unit),
        "industryAuthorityId": str(life.industry_unit),
        "level": "DISTRICT",
        "category": "INDUSTRY",
        "version": 1,
        "division": "430211",
        "code": "2601-430211-04-01-100001",
        "longitude": "113.0823415",
        "latitude": "27.8274128",
        "coordinateSystem": "CGCS2000",
        "totalInvestment": "52000",
        "library": "ONE_YEAR",
        "packageId": None,
    } | changes


@pytest.fixture
async def life(api) -> Life:
    """A project in reserve that no plan has."""
    made = Life(api)
    await made.tell_units()
    await api.consume("zhongdian.reserve.project.registered.v1", project(made))
    return made


async def add(life: Life, on: date = ADDED, as_=None, **changes: Any) -> dict[str, Any]:
    given = {"projectId": str(life.project), "reason": "招商新落地，先行挂图调度"} | changes
    return await life.api.do("addOutsidePlan", "AddOutsidePlanInput", SHOWN, as_ or life.authority, on, **given)


async def remove(life: Life, on: date = date(2027, 5, 6), as_=None, **changes: Any) -> dict[str, Any]:
    given = {"projectId": str(life.project), "reason": "投资方退出", "expectedVersion": 1} | changes
    return await life.api.do("removeOutsidePlan", "RemoveOutsidePlanInput", SHOWN, as_ or life.authority, on, **given)


async def events(life: Life, verb: str) -> list[dict[str, Any]]:
    told = await life.api.events(f"zhongdian.schedule.{verb}.v1")
    return [e["data"] for e in told if e["data"]["projectId"] == str(life.project)]


async def test_a_project_outside_the_plan_has_a_schedule_of_its_own_kind_and_is_planned(life):
    done = await add(life)
    assert codes(done) == []
    shown = done["schedule"]
    assert (shown["kind"], shown["year"], shown["state"], shown["openedOn"]) == (
        "OUTSIDE_PLAN",
        2027,
        "RUNNING",
        "2027-03-08",
    )
    assert [a["state"] for a in shown["outsidePlan"]] == ["ON_THE_MAP"]
    assert codes(await life.plan(on=ADDED)) == []
    listed = await life.api(
        "{ schedules(filter: { kind: OUTSIDE_PLAN }, first: 200) { edges { node { project { id } } } } }",
        as_=life.authority,
    )
    assert {"id": str(life.project)} in [e["node"]["project"] for e in listed["schedules"]["edges"]]
    assert (await events(life, "outside-plan.added"))[0]["addedOn"] == "2027-03-08"


async def test_it_has_no_annual_task_and_reports_no_progress_for_no_plan_asks_it_for_any(life):
    await add(life)
    assert codes(await life.set_task(on=ADDED)) == ["NOT_IN_PLAN"]
    assert codes(await life.report(on=ADDED, month=3)) == ["NOT_IN_PLAN"]


async def test_a_plan_that_takes_the_project_up_ends_the_addition_and_keeps_its_nodes(life):
    await add(life)
    await life.plan(on=ADDED)
    await life.issue(issuedOn="2027-07-10")
    seen = await life.look(f"{SHOWN[11:-1]} nodes {{ totalCount }}", on=date(2027, 7, 12))
    assert (seen["kind"], seen["state"], seen["openedOn"]) == ("NEW_START", "RUNNING", "2027-03-08")
    assert [(a["state"], a["takenUpOn"]) for a in seen["outsidePlan"]] == [("TAKEN_UP", "2027-07-10")]
    assert seen["nodes"]["totalCount"] == 3
    (ended,) = await events(life, "outside-plan.ended")
    assert (ended["takenUp"], ended["endedOn"]) == (True, "2027-07-10")
    assert await events(life, "schedule.resumed") == []
    assert codes(await life.set_task(on=date(2027, 7, 12))) == []


async def test_a_plan_that_was_issued_before_but_told_later_takes_it_up_from_the_first_day(life):
    await add(life)
    await life.issue()  # issued in January, told after the addition in March
    seen = await life.look(SHOWN[11:-1])
    assert (seen["kind"], seen["openedOn"]) == ("NEW_START", "2027-01-04")
    assert [(a["state"], a["takenUpOn"]) for a in seen["outsidePlan"]] == [("TAKEN_UP", "2027-03-08")]


@pytest.mark.parametrize("order", [("issued", "removed"), ("removed", "issued")])
async def test_a_project_that_the_plan_gave_up_before_stays_outside_it_in_whatever_order_that_is_told(life, order):
    on = date(2027, 8, 2)
    assert codes(await add(life, on=on)) == []
    facts = {"issued": {"issuedOn": "2027-01-04"}, "removed": {}}
    for verb in order:
        await tell(life, verb, {"issued": 1, "removed": 9}[verb], **facts[verb])
    seen = await life.look(SHOWN[11:-1], on=on)
    assert (seen["kind"], seen["state"], seen["endedOn"]) == ("OUTSIDE_PLAN", "RUNNING", None)
    assert [a["state"] for a in seen["outsidePlan"]] == ["ON_THE_MAP"]


async def test_a_project_that_was_taken_out_of_the_plan_goes_on_outside_it(life):
    await life.issue()
    await life.plan()
    await tell(life, "removed", 9)
    done = await add(life, on=date(2027, 8, 2))
    assert codes(done) == []
    assert (done["schedule"]["kind"], done["schedule"]["state"]) == ("OUTSIDE_PLAN", "RUNNING")
    assert [e["resumedOn"] for e in await events(life, "schedule.resumed")] == ["2027-08-02"]
    nodes = (await life.look("nodes { edges { node { state } } }", on=date(2027, 8, 2)))["nodes"]["edges"]
    assert "ENDED" not in {e["node"]["state"] for e in nodes}


async def test_a_removed_one_ends_with_its_reason_and_can_be_added_again(life):
    await add(life)
    await life.plan(on=ADDED)
    gone = await remove(life)
    assert codes(gone) == []
    assert (gone["schedule"]["state"], gone["schedule"]["endedOn"], gone["schedule"]["endedReason"]) == (
        "ENDED",
        "2027-05-06",
        "投资方退出",
    )
    refused = await life.plan(on=date(2027, 5, 7), expectedVersion=1, reason="重排")
    assert codes(refused) == ["SCHEDULE_ENDED"]
    assert "移出计划外新增项目（投资方退出）" in refused["userErrors"][0]["message"]
    assert (await events(life, "outside-plan.ended"))[0]["takenUp"] is False
    again = await add(life, on=date(2027, 6, 1))
    assert codes(again) == []
    assert [a["state"] for a in again["schedule"]["outsidePlan"]] == ["ON_THE_MAP", "REMOVED"]


async def test_a_plan_that_comes_after_the_removal_does_not_take_up_the_removed_addition(life):
    await add(life)
    await remove(life)
    await life.issue(issuedOn="2027-07-10")
    seen = await life.look(SHOWN[11:-1], on=date(2027, 7, 12))
    assert (seen["kind"], seen["state"]) == ("NEW_START", "RUNNING")
    assert [a["state"] for a in seen["outsidePlan"]] == ["REMOVED"]
    assert [e["resumedOn"] for e in await events(life, "schedule.resumed")] == ["2027-07-10"]


async def test_what_speaks_against_an_addition_or_a_removal_is_said(api, life):
    unknown = await api.do(
        "addOutsidePlan", "AddOutsidePlanInput", SHOWN, life.authority, ADDED, projectId=str(new_id()), reason=" "
    )
    assert codes(unknown) == ["PROJECT_UNKNOWN", "REASON_MISSING"]
    assert codes(await remove(life)) == ["SCHEDULE_UNKNOWN"]
    await add(life)
    assert codes(await add(life)) == ["ALREADY_OUTSIDE_PLAN"]
    assert codes(await remove(life, expectedVersion=2)) == ["VERSION_CONFLICT"]
    assert codes(await remove(life, reason="")) == ["REASON_MISSING"]
    await life.issue(issuedOn="2027-07-10")
    assert codes(await add(life, on=date(2027, 7, 12))) == ["ALREADY_IN_PLAN"]
    late = await remove(life, on=date(2027, 7, 12))
    assert codes(late) == ["NOT_OUTSIDE_PLAN"]
    assert "年度计划调整" in late["userErrors"][0]["message"]


@pytest.mark.parametrize("role", [Role.OWNER, Role.LEADER, Role.SPECIALIST, Role.INDUSTRY_AUTHORITY])
async def test_only_the_authority_and_the_project_service_keep_the_map(api, life, role):
    query = "mutation($i: AddOutsidePlanInput!) { addOutsidePlan(input: $i) { userErrors { code } } }"
    given = {"idempotencyKey": str(new_id()), "projectId": str(life.project), "reason": "理由"}
    answer = await api.raw(query, {"i": given}, as_=person(role, unit=life.owner_unit))
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert codes(await add(life, as_=person(Role.PROJECT_SERVICE, unit=new_id()))) == []


async def test_two_who_add_at_once_make_one_addition(life):
    done = await asyncio.gather(add(life), add(life, reason="另一理由"))
    assert sorted(map(codes, done)) == [[], ["ALREADY_OUTSIDE_PLAN"]]


async def test_additions_are_listed_by_whether_they_are_on_the_map(life):
    await add(life)
    mine = {"state": "ON_THE_MAP", "project": {"id": str(life.project)}}
    for which, there in (("{ onMap: true }", True), ("{ onMap: false }", False), ("{}", True)):
        listed = await life.api(ADDITIONS.replace("FILTER", which), as_=life.authority)
        assert (mine in [e["node"] for e in listed["outsideAdditions"]["edges"]]) is there
    stranger = await life.api(ADDITIONS.replace("FILTER", "{}"), as_=person(Role.OWNER, unit=new_id()))
    assert stranger["outsideAdditions"]["edges"] == []


async def test_the_copy_of_a_project_keeps_what_the_map_needs_and_older_events_may_leave_it_out(api, life):
    from sqlalchemy import select

    from services.schedule.store import tables

    row = tables.Project
    query = select(row.code, row.longitude, row.coordinate_system, row.total_investment, row.library).where(
        row.id == life.project
    )
    assert [tuple(map(str, r)) for r in await api.rows(query)] == [
        ("2601-430211-04-01-100001", "113.0823415", "CGCS2000", "52000.0000", "ONE_YEAR")
    ]
    old = {k: v for k, v in project(life, version=2).items() if k not in {"code", "longitude", "latitude"}}
    await api.consume("zhongdian.reserve.project.changed.v1", old)
    assert [r[0] for r in await api.rows(select(row.code).where(row.id == life.project))] == [None]
