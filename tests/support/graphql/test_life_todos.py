"""What there is to do around a request: opinions, long procedures, deliveries, reviews; for whom, and for whom not."""

from __future__ import annotations

from datetime import date

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import person
from tests.harness.todos import todos
from tests.support.life_world import Life
from tests.support.world import DAY, District, ok

HEARING = {"procedure": "HEARING", "reason": "申请人要求听证", "document": "株天自然资听〔2026〕1号（示例）"}


@pytest.fixture
async def life(district: District) -> Life:
    return await Life(district).told()


async def asked(district, who, on=DAY):
    found = await todos(district.api, who, on, "supportTodos", projectId=str(district.project))
    return [(t["kind"], t["command"], t["dueOn"]) for t in found]


async def test_a_decision_is_delivered_acknowledged_and_reviewed_each_by_whose_turn_it_is(life):
    district = life.district
    request = await life.decided(outcome="REFUSED")
    assert await asked(district, district.officer) == [("DECISION_TO_DELIVER", "deliverRequest", None)]
    assert await asked(district, district.colleague) == []
    assert await asked(district, district.owner) == []
    request = ok(await life.deliver(request))
    assert await asked(district, district.officer) == []
    assert await asked(district, district.owner) == [("DECISION_TO_ACKNOWLEDGE", "acknowledgeRequest", None)]
    assert await asked(district, district.agent) == []  # the owner applied by itself
    request = ok(await life.step("acknowledgeRequest", request, district.owner))
    assert await asked(district, district.owner) == []
    ok(await life.step("askReview", request, district.owner, grounds="规划已调整"))
    ((kind, command, due),) = await asked(district, district.officer)
    assert (kind, command, due is not None) == ("REVIEW_TO_DECIDE", "decideReview", True)
    stranger = person(Role.OWNER, unit=new_id(), division=district.division)
    assert await asked(district, stranger) == []


async def test_an_opinion_is_asked_of_a_unit_with_its_own_limit_until_it_is_given(life):
    request = await life.road_claimed()
    question = {"unitId": str(life.police), "question": "是否影响交通"}
    request = ok(await life.step("askOpinion", request, life.manager, DAY, **question))
    opinion = request["opinions"][0]
    assert await asked(life.district, life.officer_of_police) == [
        ("OPINION_TO_GIVE", "giveRequestOpinion", opinion["dueOn"])
    ]
    assert "OPINION_TO_GIVE" not in {kind for kind, *_ in await asked(life.district, life.manager)}
    said = {"opinionId": opinion["id"], "expectedVersion": opinion["version"], "stance": "AGREE"}
    await life.do("giveRequestOpinion", life.officer_of_police, DAY, **said)
    assert await asked(life.district, life.officer_of_police) == []


@pytest.mark.parametrize(("day", "shown"), [(date(2026, 3, 30), False), (date(2026, 3, 31), True)])
async def test_a_procedure_is_to_be_ended_once_it_has_outlasted_its_own_limit(life, day, shown):
    request = await life.district.claimed()
    ok(await life.step("suspendRequest", request, life.district.officer, **HEARING))
    expected = [("REQUEST_SUSPENDED_TOO_LONG", "resumeRequest", None)] if shown else []
    assert await asked(life.district, life.district.officer, day) == expected
    assert await asked(life.district, life.district.colleague, day) == []
