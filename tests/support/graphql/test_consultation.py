"""Surveys and opinions: put on record before a decision, each opinion with a clock of its own (第十七条（三）)."""

from __future__ import annotations

from datetime import date

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.support.life_world import Life
from tests.support.world import DAY, District, codes, ok

SURVEY = {"surveyedOn": "2026-03-03", "people": ["城管甲", "城管丁"], "findings": "现场与申请相符"}


@pytest.fixture
async def life(district: District) -> Life:
    return await Life(district).told()


async def test_a_matter_that_needs_a_survey_is_not_decided_without_one(life):
    request = await life.road_claimed()
    day = date(2026, 3, 3)
    early = await life.step("decideRequest", request, life.manager, day, outcome="GRANTED")
    assert set(codes(early)) == {"SURVEY_MISSING"}
    request = ok(await life.step("recordSurvey", request, life.manager, day, **SURVEY))
    assert [(s["surveyedOn"], s["people"], s["findings"]) for s in request["surveys"]] == [
        ("2026-03-03", ["城管甲", "城管丁"], "现场与申请相符")
    ]
    assert ok(await life.step("decideRequest", request, life.manager, day, outcome="GRANTED"))["state"] == "GRANTED"


@pytest.mark.parametrize(("day", "refused"), [("2026-03-01", True), ("2026-03-02", False), ("2026-03-04", True)])
async def test_a_survey_lies_between_receipt_and_today(life, day, refused):
    request = await life.road_claimed()
    done = await life.step("recordSurvey", request, life.manager, date(2026, 3, 3), **SURVEY | {"surveyedOn": day})
    assert (done["userErrors"] != []) is refused
    if refused:
        assert set(codes(done)) == {"SURVEY_DAY_INVALID"}


async def test_a_survey_tells_everything_that_is_wrong_with_it(life):
    request = await life.road_claimed()
    empty = {"surveyedOn": "2026-02-01", "people": [], "findings": ""}
    done = await life.step("recordSurvey", request, life.manager, **empty)
    assert set(codes(done)) == {"SURVEY_DAY_INVALID", "PEOPLE_MISSING", "TEXT_MISSING"}


async def asked(life: Life, on: date = DAY) -> tuple[dict, dict]:
    request = await life.road_claimed(on)
    question = {"unitId": str(life.police), "question": "是否影响交通"}
    request = ok(await life.step("askOpinion", request, life.manager, on, **question))
    return request, request["opinions"][0]


async def given(life: Life, opinion: dict, on: date = DAY, **values) -> dict:
    said = {"opinionId": opinion["id"], "expectedVersion": opinion["version"], "stance": "AGREE"}
    return await life.do("giveRequestOpinion", life.officer_of_police, on, **said | values)


async def test_the_asked_unit_sees_the_request_and_gives_its_opinion(life):
    assert await life.seen(await life.road_claimed(), life.officer_of_police) is None
    request, opinion = await asked(life)
    assert (opinion["stance"], opinion["dueOn"], opinion["unit"]["id"]) == (None, "2026-03-04", str(life.police))
    assert (await life.seen(request, life.officer_of_police))["id"] == request["id"]
    done = ok(await given(life, opinion, stance="AGREE_WITH_CONDITIONS", text="须设置围挡和警示灯"))
    said = done["opinions"][0]
    assert (said["stance"], said["stanceName"], said["text"]) == (
        "AGREE_WITH_CONDITIONS",
        "附条件同意",
        "须设置围挡和警示灯",
    )
    assert done["history"][-1]["action"] == "OPINION_GIVEN"


async def test_conditions_and_a_disagreement_are_written_out(life):
    _, opinion = await asked(life)
    for stance in ("AGREE_WITH_CONDITIONS", "DISAGREE"):
        assert set(codes(await given(life, opinion, stance=stance))) == {"TEXT_MISSING"}
    assert ok(await given(life, opinion))["opinions"][0]["stance"] == "AGREE"


@pytest.mark.parametrize(("day", "late"), [(date(2026, 3, 4), 0), (date(2026, 3, 5), 1)])
async def test_an_opinion_that_is_owed_beyond_its_limit_is_shown_and_still_counts(life, day, late):
    request, opinion = await asked(life)
    seen = (await life.seen(request, life.manager, day))["opinions"][0]
    assert (seen["overdue"], seen["workingDaysLate"]) == (late > 0, late)
    said = ok(await given(life, opinion, day))["opinions"][0]
    assert (said["overdue"], said["workingDaysLate"], said["givenOn"]) == (False, late, day.isoformat())


async def test_only_the_asked_unit_gives_the_opinion_and_once(life):
    request, opinion = await asked(life)
    stranger = await life.do(
        "giveRequestOpinion", life.manager, opinionId=opinion["id"], expectedVersion=opinion["version"], stance="AGREE"
    )
    assert set(codes(stranger)) == {"NOT_THE_CONSULTED"}
    unknown = await life.do(
        "giveRequestOpinion", life.of(new_id(), Role.GAS), opinionId=opinion["id"], expectedVersion=1, stance="AGREE"
    )
    assert set(codes(unknown)) == {"OPINION_UNKNOWN"}
    said = ok(await given(life, opinion))["opinions"][0]
    assert set(codes(await given(life, opinion))) == {"VERSION_CONFLICT"}
    assert set(codes(await given(life, said))) == {"OPINION_NOT_AWAITED"}
    assert (await life.seen(request, life.manager))["opinions"][0]["version"] == said["version"]


async def test_a_unit_is_asked_once_at_a_time_and_only_one_that_the_rule_names(life):
    request, opinion = await asked(life)
    twice = await life.step("askOpinion", request, life.manager, unitId=str(life.police), question="再问")
    assert set(codes(twice)) == {"OPINION_ASKED_ALREADY"}
    other = await life.step("askOpinion", request, life.manager, unitId=str(life.requisition), question="")
    assert set(codes(other)) == {"OPINION_NOT_PROVIDED", "TEXT_MISSING"}
    nobody = await life.step("askOpinion", request, life.manager, unitId=str(new_id()), question="问")
    assert set(codes(nobody)) == {"UNIT_UNKNOWN"}
    taken_back = {"opinionId": opinion["id"], "expectedVersion": opinion["version"], "reason": "改为现场会商"}
    request = ok(await life.do("withdrawOpinion", life.manager, **taken_back))
    assert request["opinions"][0]["withdrawnReason"] == "改为现场会商"
    again = ok(await life.step("askOpinion", request, life.manager, unitId=str(life.police), question="再问"))
    assert [o["givenOn"] for o in again["opinions"]] == [None, None]


async def test_what_is_owed_is_asked_no_more_once_the_request_has_ended(life):
    request, opinion = await asked(life)
    request = ok(await life.step("withdrawRequest", request, life.district.owner, reason="不再需要"))
    assert request["opinions"][0]["withdrawnReason"] == "申请已办结"
    assert "OPINION_NOT_AWAITED" in codes(await given(life, request["opinions"][0] | {"id": opinion["id"]}))


async def told(life: Life, opinion: dict, verb: str) -> list[dict]:
    events = await life.district.api.events(f"zhongdian.support.opinion.{verb}.v1")
    return [e["data"] for e in events if e["data"]["opinionId"] == opinion["id"]]


@pytest.mark.parametrize(("day", "late"), [(date(2026, 3, 4), 0), (date(2026, 3, 5), 1)])
async def test_others_are_told_of_an_opinion_that_is_asked_and_given(life, day, late):
    request, opinion = await asked(life)
    (event,) = await told(life, opinion, "asked")
    assert (event["unitId"], event["dueOn"], event["requestId"]) == (str(life.police), "2026-03-04", request["id"])
    ok(await given(life, opinion, day))
    (event,) = await told(life, opinion, "given")
    assert (event["givenOn"], event["workingDaysLate"], event["version"]) == (day.isoformat(), late, 2)


async def test_others_are_told_when_nobody_waits_for_an_opinion_any_more(life):
    _, opinion = await asked(life)
    taken_back = {"opinionId": opinion["id"], "expectedVersion": opinion["version"], "reason": "改为现场会商"}
    ok(await life.do("withdrawOpinion", life.manager, **taken_back))
    (event,) = await told(life, opinion, "ended")
    assert (event["unitId"], event["version"]) == (str(life.police), 2)


async def test_others_are_told_when_the_request_ends_before_the_opinion_came(life):
    request, opinion = await asked(life)
    ok(await life.step("withdrawRequest", request, life.district.owner, reason="不再需要"))
    (event,) = await told(life, opinion, "ended")
    assert (event["endedOn"], event["version"], event["unitId"]) == (DAY.isoformat(), 2, str(life.police))
