"""What there is to do about land plans, consultations and transfers; for whom, and for whom not (第十五条)."""

from __future__ import annotations

from datetime import date

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import person
from tests.harness.todos import todos
from tests.support.land_world import LandDistrict
from tests.support.rest_world import Planning, told
from tests.support.world import District

APRIL, MAY = date(2027, 4, 1), date(2027, 5, 1)
DAY = date(2027, 4, 12)
OPEN, CLOSE = "LAND_CONSULTATION_TO_OPEN", "LAND_CONSULTATION_TO_CLOSE"
ISSUE = "zhongdian.schedule.issue.{}.v1"


@pytest.fixture
async def land(api) -> Planning:
    """A division of its own for every test: one has one plan a year, and one consultation a month."""
    division = f"4302{next(DIVISIONS):02d}"
    return Planning(await LandDistrict(api, division=division).told(), DAY)


DIVISIONS = iter(range(20, 99))


async def kinds(land: Planning, who, on: date = DAY) -> list[str]:
    return sorted(t["kind"] for t in await todos(land.district.api, who, on, "supportTodos"))


async def of_kind(land: Planning, who, kind: str, on: date = DAY) -> list[dict]:
    return [t for t in await todos(land.district.api, who, on, "supportTodos") if t["kind"] == kind]


async def test_a_draft_is_confirmed_by_each_department_for_itself_and_then_issued(land):
    both = (land.district.officer, land.district.requisitioner)
    await land.opened(APRIL)
    plan = await land.planned(2027)
    for who in both:
        (todo,) = await of_kind(land, who, "LAND_PLAN_TO_CONFIRM")
        assert (todo["recordId"], todo["command"], todo["title"]) == (
            plan["id"],
            "confirmLandPlan",
            "2027年度用地和征拆供地计划",
        )
    plan = await land.on_plan("confirmLandPlan", plan, party="LAND")
    assert [await of_kind(land, who, "LAND_PLAN_TO_CONFIRM") == [] for who in both] == [True, False]
    plan = await land.on_plan("confirmLandPlan", plan, land.district.requisitioner, party="REQUISITION")
    for who in both:
        assert await kinds(land, who) == [CLOSE, "LAND_PLAN_TO_ISSUE"]
    await land.on_plan("issueLandPlan", plan, number="示例地〔2027〕2号")
    assert await kinds(land, land.district.officer) == [CLOSE]


async def test_who_has_confirmed_for_one_department_is_not_asked_to_confirm_for_the_other(land):
    district, unit = land.district, new_id()
    await district.unit(unit, "区自然资源和征拆局（示例）", [Role.LAND, Role.REQUISITION])
    somebody = person(Role.LAND, Role.REQUISITION, unit=unit, division=district.division)
    plan = await land.planned(2027)
    await land.on_plan("confirmLandPlan", plan, somebody, party="LAND")
    assert await of_kind(land, somebody, "LAND_PLAN_TO_CONFIRM") == []
    assert len(await of_kind(land, somebody.but(subject="another"), "LAND_PLAN_TO_CONFIRM")) == 1


async def test_an_empty_draft_asks_nobody(land):
    await land.do("createLandPlan", "plan { id }", year=2027)
    assert await of_kind(land, land.district.officer, "LAND_PLAN_TO_CONFIRM") == []


async def test_a_stage_of_an_issued_plan_is_its_units_from_its_month_on_and_the_departments_once_it_is_late(land):
    district, report, overdue = land.district, "LAND_STAGE_TO_REPORT", "LAND_STAGE_OVERDUE"
    august, september = date(2027, 8, 2), date(2027, 9, 1)
    await land.planned(2028)
    plan = await land.issued(2027)
    assert await of_kind(land, district.owner, report, on=date(2027, 7, 31)) == []
    (todo,) = await of_kind(land, district.owner, report, on=august)
    assert (todo["dueOn"], todo["overdue"], todo["command"]) == ("2027-08-31", False, "reportLandPlanStage")
    assert todo["what"].endswith("：2027年8月供地")
    assert await of_kind(land, district.officer, overdue, on=date(2027, 8, 31)) == []
    await land.on_plan("reviseLandPlan", plan, reason="示例调整")  # the last edition is carried out meanwhile
    for who, kind in ((district.owner, report), (district.officer, overdue), (district.requisitioner, overdue)):
        assert [(t["recordId"], t["overdue"]) for t in await of_kind(land, who, kind, on=september)] == [
            (todo["recordId"], True)
        ]
    assert await of_kind(land, district.owner, overdue, on=september) == []
    done = {"itemId": todo["recordId"], "expectedVersion": 1, "stage": "SUPPLY", "doneOn": "2027-08-30"}
    await land.do("reportLandPlanStage", "item { id }", district.owner, september, **done)
    for who, kind in ((district.owner, report), (district.officer, overdue)):
        assert await of_kind(land, who, kind, on=date(2028, 12, 29)) == []  # of 2028 there is a draft


async def test_a_months_consultation_is_opened_and_closed_until_its_end(land):
    officer = land.district.officer
    (todo,) = await of_kind(land, officer, OPEN)
    assert (todo["dueOn"], todo["title"], todo["overdue"]) == ("2027-04-30", "2027-04 用地保障会商", False)
    meeting = await land.opened(APRIL)
    assert await of_kind(land, officer, OPEN) == []
    (todo,) = await of_kind(land, officer, CLOSE, on=date(2027, 5, 6))
    assert (todo["recordId"], todo["dueOn"], todo["overdue"]) == (meeting["id"], "2027-04-30", True)
    await land.closed(meeting)
    assert await kinds(land, officer) == []


async def test_a_month_that_was_missed_is_asked_for_once_the_division_has_begun(land):
    officer, in_june = land.district.officer, date(2027, 6, 3)
    assert [t["dueOn"] for t in await of_kind(land, officer, OPEN, on=in_june)] == ["2027-06-30"]
    await land.opened(APRIL)
    missed, coming = await of_kind(land, officer, OPEN, on=in_june)
    assert (missed["dueOn"], missed["overdue"], coming["dueOn"]) == ("2027-05-31", True, "2027-06-30")
    assert missed["id"] != coming["id"]


async def test_others_are_not_asked_about_plans_and_consultations(land):
    await land.planned(2027)
    await land.opened(APRIL)
    district = land.district
    says_so = person(Role.LAND, unit=district.owner_unit, division=district.division)  # whose unit acts in no such role
    stranger = person(Role.LAND, unit=district.bureau, division="430211").but(subject="elsewhere")
    for who in (district.owner, district.agent, says_so, stranger):
        assert [k for k in await kinds(land, who) if k.startswith("LAND_PLAN") or k == CLOSE] == []


async def test_a_decision_is_the_responsible_units_from_the_minutes_on_and_the_departments_once_it_is_late(land):
    district, late = land.district, date(2027, 4, 21)
    meeting = await land.opened(APRIL)
    item = await land.decided(meeting, date(2027, 4, 20))
    assert await kinds(land, district.owner) == []  # it may still be decided otherwise
    await land.closed(meeting)
    (todo,) = await of_kind(land, district.owner, "LAND_DECISION_TO_CARRY_OUT")
    assert (todo["recordId"], todo["dueOn"], todo["projectId"]) == (item["id"], "2027-04-20", str(district.project))
    overdue = "LAND_DECISION_OVERDUE"
    assert await of_kind(land, district.officer, overdue, on=date(2027, 4, 20)) == []
    for who in (district.officer, district.requisitioner):
        assert [t["recordId"] for t in await of_kind(land, who, overdue, on=late)] == [item["id"]]
    assert await of_kind(land, district.owner, overdue, on=late) == []
    given = {"itemId": item["id"], "expectedVersion": item["version"], "doneOn": str(late), "text": "已调整"}
    await land.do("reportLandAgendaItem", "item { id }", district.owner, late, **given)
    assert await of_kind(land, district.owner, "LAND_DECISION_TO_CARRY_OUT", on=late) == []
    assert await of_kind(land, district.officer, overdue, on=late) == []


@pytest.mark.parametrize(("verb", "left"), [("closed", 0), ("withdrawn", 0), ("reopened", 1)])
async def test_what_the_ledger_has_done_with_is_asked_for_no_more(land, verb, left):
    district, late = land.district, date(2027, 5, 10)
    meeting = await land.opened(APRIL)
    item = await land.decided(meeting, date(2027, 4, 20))
    await land.closed(meeting)
    overdue = "LAND_DECISION_OVERDUE"
    assert len(await of_kind(land, district.officer, overdue, on=late)) == 1
    seen = {"itemId": item["id"], "expectedVersion": item["version"], "severity": "JAM"}
    await land.do("raiseLandFollowUp", "item { id }", on=late, **seen)
    assert await of_kind(land, district.officer, overdue, on=late) == []  # once on the ledger, it is raised no more
    facts = {"issueId": str(new_id()), "number": "2027-0007", "projectId": None, "division": district.division}
    raised = {"version": 1, "severity": "JAM", "kind": "LAND_QUOTA", "title": "协调", "raisedOn": str(DAY)}
    raised |= {"raisedByUnitId": None, "source": "MEETING", "sourceId": item["id"]}
    await district.api.consume(ISSUE.format("raised"), facts | raised)
    more = {"version": 5, "closedOn": "2027-05-08", "reason": "已解决", "dueOn": "2027-05-20"}
    await district.api.consume(ISSUE.format(verb), facts | more)
    assert len(await of_kind(land, district.owner, "LAND_DECISION_TO_CARRY_OUT", on=late)) == left
    assert len(await told(district.api, district.owner, late, kinds=["land-decision.made"])) == left
    assert await of_kind(land, district.officer, overdue, on=late) == []


async def test_a_transfer_is_decided_by_another_person_of_the_bureau(land):
    district, kind = land.district, "QUOTA_TRANSFER_TO_DECIDE"
    source, target = await district.quota("100", 2030), await district.quota("0", 2031)
    transfer = (await district.asked(source, target, "30"))["transfer"]
    (todo,) = await of_kind(land, district.colleague, kind)
    assert (todo["recordId"], todo["command"], todo["title"]) == (
        transfer["id"],
        "decideQuotaTransfer",
        "年度间调剂",
    )
    for who in (district.officer, district.requisitioner, district.owner):
        assert await of_kind(land, who, kind) == []
    await district.decided(transfer)
    assert await of_kind(land, district.colleague, kind) == []


async def test_a_district_has_nothing_to_do_elsewhere(api, land):
    here = await District(api).told()
    await land.opened(APRIL)
    assert CLOSE not in [t["kind"] for t in await todos(api, here.officer, DAY, "supportTodos")]
