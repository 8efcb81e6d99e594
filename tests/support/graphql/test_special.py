"""Completeness, assignment and special procedures through the API (第十七条（一）)."""

from __future__ import annotations

from datetime import date

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.support.life_world import Life
from tests.support.world import DAY, District, codes, ok

HEARING = {"procedure": "HEARING", "reason": "利害关系人申请听证", "document": "株天听通〔2026〕1号（示例）"}


@pytest.fixture
async def life(district: District) -> Life:
    return await Life(district).told()


async def test_everything_that_is_missing_is_told_at_once_and_shown_where_the_clock_stands(life):
    district = life.district
    request = ok(await district.submit())
    items = ["勘测定界图", "占补平衡承诺书"]
    returned = ok(await life.step("returnRequest", request, district.officer, reason="材料不全", missing=items))
    stood = returned["clock"]["segments"][-1]
    assert (stood["running"], stood["kind"], stood["missing"]) == (False, "CORRECTION", items)
    assert returned["history"][-1]["note"] == "材料不全；1．勘测定界图；2．占补平衡承诺书"


async def test_an_empty_item_is_refused_in_its_place(life):
    request = ok(await life.district.submit())
    done = await life.step("returnRequest", request, life.district.officer, reason="材料不全", missing=["图", " "])
    assert [(e["code"], e["field"]) for e in done["userErrors"]] == [("TEXT_MISSING", "missing.1")]


async def test_what_is_not_taken_on_ends_with_its_reason_and_the_competent_unit(life):
    district = life.district
    request = ok(await district.submit())
    done = await life.step(
        "notAcceptRequest", request, district.officer, reason="不属于本单位职责", competentId=str(life.city)
    )
    closed = ok(done)
    assert (closed["state"], closed["notAcceptedReason"]) == ("NOT_ACCEPTED", "不属于本单位职责")
    assert closed["history"][-1]["note"] == "不属于本单位职责；请向“区城管局（示例）”提出"
    assert closed["clock"]["running"] is False
    (told,) = [e for e in await life.api.events() if e["data"].get("requestId") == request["id"]][1:]
    assert told["type"] == "zhongdian.support.request.not-accepted.v1"
    assert (told["data"]["reason"], told["data"]["on"]) == ("不属于本单位职责", DAY.isoformat())


async def test_not_taking_on_is_refused_after_acceptance_and_for_an_unknown_competent_unit(life):
    district = life.district
    request = ok(await district.step("accept", ok(await district.submit())))
    done = await life.step("notAcceptRequest", request, district.officer, reason="", competentId=str(new_id()))
    assert set(codes(done)) == {"STATE_NOT_ALLOWED", "COMPETENT_UNKNOWN", "TEXT_MISSING"}
    stranger = await life.step("notAcceptRequest", request, life.manager, reason="无权")
    assert set(codes(stranger)) == {"REQUEST_UNKNOWN"}


async def test_a_node_may_ask_again_after_it_was_not_taken_on(life):
    district = life.district
    node = await district.node()
    request = ok(await district.submit(node))
    ok(await life.step("notAcceptRequest", request, district.officer, reason="请附立项批复"))
    assert ok(await district.submit(node))["state"] == "SUBMITTED"


async def test_a_request_is_assigned_and_handed_over_by_name_on_record(life):
    district = life.district
    request = ok(await district.step("accept", ok(await district.submit())))
    to = {"toSubject": "land-colleague", "toName": "科员丙"}
    request = ok(await life.step("assignRequest", request, district.officer, note="请尽快办理", **to))
    assert (request["state"], request["claimedBy"]) == ("CLAIMED", "科员丙")
    assert request["history"][-1]["note"] == "交 科员丙：请尽快办理"
    twice = await life.step("assignRequest", request, district.officer, **to)
    assert set(codes(twice)) == {"CLAIMED_ALREADY"}
    back = {"toSubject": district.officer.subject, "toName": "科员乙", "reason": "休假"}
    stolen = await life.step("handOverRequest", request, district.officer, **back | {"reason": ""})
    assert {"NOT_THE_CLAIMANT", "TEXT_MISSING", "CLAIMED_ALREADY"} >= set(codes(stolen)) >= {"NOT_THE_CLAIMANT"}
    handed = ok(await life.step("handOverRequest", request, district.colleague, **back))
    assert (handed["claimedBy"], handed["history"][-1]["note"]) == ("科员乙", "由 科员丙 转 科员乙：休假")


async def test_a_special_procedure_stops_the_clock_with_its_ground_and_document_and_it_goes_on(life):
    district = life.district
    request = await district.claimed()
    stopped = ok(await life.step("suspendRequest", request, district.officer, date(2026, 3, 6), **HEARING))
    assert (stopped["state"], stopped["dueOn"], stopped["clock"]["running"]) == ("SUSPENDED", None, False)
    segment = stopped["clock"]["segments"][-1]
    assert (segment["kind"], segment["procedureName"], segment["document"]) == (
        "SPECIAL_PROCEDURE",
        "听证",
        HEARING["document"],
    )
    assert "行政许可法" in segment["basis"]
    went_on = ok(await life.step("resumeRequest", stopped, district.colleague, date(2026, 3, 20), note="听证结束"))
    # three days were used by the 5th (the day of the stop does not count); twelve are left from the 23rd on
    assert (went_on["state"], went_on["clock"]["workingDaysUsed"], went_on["dueOn"]) == ("CLAIMED", 3, "2026-04-08")
    types = [e["type"].split(".")[-2] for e in await life.api.events() if e["data"].get("requestId") == request["id"]]
    assert types == ["submitted", "suspended", "resumed"]


async def test_a_procedure_is_refused_that_the_rule_does_not_name_twice_or_without_its_document(life):
    district = life.district
    request = await district.claimed()
    done = await life.step("suspendRequest", request, district.officer, procedure="HOLIDAY", reason="", document=" ")
    assert set(codes(done)) == {"PROCEDURE_UNKNOWN", "TEXT_MISSING"}
    other = await life.step("suspendRequest", request, district.colleague, **HEARING)
    assert set(codes(other)) == {"NOT_THE_CLAIMANT"}
    stopped = ok(await life.step("suspendRequest", request, district.officer, **HEARING))
    again = await life.step("suspendRequest", stopped, district.officer, **HEARING)
    assert set(codes(again)) == {"STATE_NOT_ALLOWED"}
    resumed = ok(await life.step("resumeRequest", stopped, district.officer))
    assert set(codes(await life.step("resumeRequest", resumed, district.officer))) == {"STATE_NOT_ALLOWED"}


@pytest.mark.parametrize(("day", "overrun"), [(date(2026, 3, 30), 0), (date(2026, 3, 31), 1), (date(2026, 4, 1), 2)])
async def test_a_procedure_that_outlasts_its_own_limit_is_shown_and_the_clock_still_stands(life, day, overrun):
    district = life.district
    request = await district.claimed(on=DAY)
    stopped = ok(await life.step("suspendRequest", request, district.officer, **HEARING))
    seen = await life.seen(stopped, district.officer, day)
    assert (seen["suspensionOverrun"], seen["clock"]["segments"][-1]["overrun"]) == (overrun, overrun)
    assert (seen["clock"]["running"], seen["clock"]["workingDaysUsed"]) == (False, 0)


async def test_a_stop_does_not_undo_lateness(life):
    district = life.district
    request = await district.claimed()
    stopped = ok(await life.step("suspendRequest", request, district.officer, date(2026, 3, 25), **HEARING))
    assert stopped["dueOn"] == "2026-03-23"
    (told,) = [
        e["data"]
        for e in await life.api.events("zhongdian.support.request.suspended.v1")
        if e["data"]["requestId"] == request["id"]
    ]
    assert (told["dueOn"], told["suspendedOn"], told["procedure"]) == ("2026-03-23", "2026-03-25", "HEARING")


async def test_a_request_can_be_withdrawn_while_a_procedure_takes_place(life):
    district = life.district
    request = await district.claimed()
    stopped = ok(await life.step("suspendRequest", request, district.officer, **HEARING))
    gone = ok(await life.step("withdrawRequest", stopped, district.owner, reason="不再需要"))
    assert (gone["state"], gone["clock"]["running"]) == ("WITHDRAWN", False)


async def test_only_bureaus_may_stop_a_clock(life):
    from tests.harness.api import Refused

    request = await life.district.claimed()
    with pytest.raises(Refused, match="FORBIDDEN"):
        await life.step("suspendRequest", request, life.district.owner, **HEARING)
    with pytest.raises(Refused, match="FORBIDDEN"):
        await life.step("resumeRequest", request, life.of(new_id(), Role.LEADER))
