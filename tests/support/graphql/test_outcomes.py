"""Kinds of 第十七条 through the API, and what comes of them: surveys, permitted periods, refunds, contacts, supplies."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from services.law.parties import Role
from tests.support.services_world import Services, refused, taken
from tests.support.world import DAY, District

ROAD = {
    "place": "示例路一号门前",
    "area": "60",
    "from": "2026-03-16",
    "until": "2026-03-31",
    "reason": "大件吊装",
    "restore": "原样恢复路面",
}
REFUND = {"fee": "WAGE_DEPOSIT", "paid_on": "2025-06-03", "receipt": "示例票据1号", "reason": "工程已结清工资"}
LIAISON = {"city_bureau": "示例市自然资源和规划局", "matter": "协调用地预审"}
POWER = {
    "place": "示例地块",
    "needed_by": "2026-06-01",
    "stage": "CONSTRUCTION",
    "voltage": "10KV",
    "double": "false",
    "contact_post": "项目部机电主管",
}


@pytest.fixture
async def services(district: District) -> Services:
    return await Services.of(district, Role.URBAN_MANAGEMENT, Role.APPROVAL_SERVICE, Role.POWER)


async def read(services: Services, request: dict) -> dict:
    query = """query($id: UUID!) { request(id: $id) {
        state outcome grantedQuantity unitName
        refunds { seq amount paidOn voucher note recordedBy }
        cityContacts { seq contactedOn contacted text nextOn }
        permittedPeriods { seq since until note } } }"""
    return (await services.api(query, {"id": request["id"]}, as_=services.district.owner))["request"]


async def test_an_occupation_needs_a_survey_and_is_in_time_on_the_fifth_day(services):
    role = Role.URBAN_MANAGEMENT
    request = await services.claimed("ROAD_OCCUPATION", role, ROAD)
    assert request["dueOn"] == "2026-03-09"
    fifth = date(2026, 3, 9)
    early = await services.step("decideRequest", request, role, fifth, outcome="GRANTED")
    assert set(refused(early)) == {"SURVEY_MISSING"}
    survey = {"surveyedOn": "2026-03-05", "people": ["勘验岗"], "findings": "不影响公交站"}
    request = taken(await services.step("recordSurvey", request, role, date(2026, 3, 5), **survey))
    request = taken(await services.step("decideRequest", request, role, fifth, outcome="GRANTED"))
    assert request["overdue"] is False
    period = {"requestId": request["id"], "since": "2026-03-16", "until": "2026-03-25"}
    made = await services.do("recordPermittedPeriod", "request { id }", services.officer(role), fifth, **period)
    assert made["userErrors"] == []
    wrong = await services.do(
        "recordPermittedPeriod", "request { id }", services.officer(role), fifth, **(period | {"until": "2026-04-01"})
    )
    assert refused(wrong) == {"PERIOD_INVALID": "until"}
    assert [(p["since"], p["until"]) for p in (await read(services, request))["permittedPeriods"]] == [
        ("2026-03-16", "2026-03-25")
    ]


async def test_the_sixth_day_is_late(services):
    request = await services.claimed("ROAD_OCCUPATION", Role.URBAN_MANAGEMENT, ROAD)
    query = "query($id: UUID!) { request(id: $id) { overdue clock { workingDaysLate workingDaysUsed } } }"

    async def on(day: date) -> tuple:
        found = await services.api(query, {"id": request["id"]}, as_=services.district.owner, on=day)
        return found["request"]["overdue"], found["request"]["clock"]["workingDaysLate"]

    assert await on(date(2026, 3, 9)) == (False, 0)
    assert await on(date(2026, 3, 10)) == (True, 1)


async def test_a_form_says_what_is_wrong_with_it(services):
    wrong = ROAD | {"area": "0", "until": "2026-03-01", "reason": ""}
    found = refused(await services.ask("ROAD_OCCUPATION", Role.URBAN_MANAGEMENT, wrong))
    assert found == {
        "FIELD_OUT_OF_BOUNDS": "form.area",
        "FIELD_MISSING": "form.reason",
        "FIELD_OUT_OF_ORDER": "form.until",
    }


async def test_a_refund_is_granted_in_part_and_paid_within_it(services):
    role = Role.APPROVAL_SERVICE
    request = await services.claimed("FEE_REFUND", role, REFUND, quantity="30", unit="WAN_YUAN")
    grant = {"outcome": "GRANTED_IN_PART", "grantedQuantity": "20", "reason": "已抵扣一笔"}
    request = taken(await services.step("decideRequest", request, role, **grant))
    payment = {"requestId": request["id"], "paidOn": str(DAY), "voucher": "示例凭证7", "note": "误记则冲回"}

    async def pay(amount: str) -> dict:
        selection = "request { id refunds { amount } }"
        return await services.do("recordRefund", selection, services.officer(role), **(payment | {"amount": amount}))

    outcomes = await asyncio.gather(*(pay("8") for _ in range(4)))  # two fit into twenty
    assert sorted(len(o["userErrors"]) for o in outcomes) == [0, 0, 1, 1]
    assert {c for o in outcomes if o["userErrors"] for c in refused(o)} <= {"REFUND_EXCEEDED", "CONFLICT"}
    assert (await pay("-8"))["userErrors"] == []
    assert refused(await pay("12.000001")) == {"REFUND_EXCEEDED": "amount"}
    assert (await pay("12"))["userErrors"] == []
    shown = await read(services, request)
    assert sum(float(r["amount"]) for r in shown["refunds"]) == 20
    assert [r["seq"] for r in shown["refunds"]] == [1, 2, 3, 4]
    assert shown["unitName"] == "万元"


async def test_a_matter_with_the_city_is_followed_and_its_decision_is_the_outcome(services):
    role = Role.APPROVAL_SERVICE
    request = await services.claimed("CITY_LIAISON", role, LIAISON)
    said = {"requestId": request["id"], "contactedOn": str(DAY), "contacted": "示例市局审批科", "text": "已送件"}
    made = await services.do("logCityContact", "request { id }", services.officer(role), **said)
    assert made["userErrors"] == []
    wrong = await services.do(
        "logCityContact", "request { id }", services.officer(role), **(said | {"contactedOn": "2026-03-03", "text": ""})
    )
    assert refused(wrong) == {"DAY_INVALID": "contactedOn", "TEXT_MISSING": "text"}
    request = taken(await services.step("decideRequest", request, role, outcome="GRANTED", reason="市局已批复"))
    assert [c["text"] for c in (await read(services, request))["cityContacts"]] == ["已送件"]
    late = await services.do("logCityContact", "request { id }", services.officer(role), **said)
    assert set(refused(late)) == {"STATE_NOT_ALLOWED"}
    misplaced = {"requestId": request["id"], "amount": "1", "paidOn": str(DAY), "voucher": "示例"}
    found = refused(await services.do("recordRefund", "request { id }", services.officer(role), **misplaced))
    assert "KIND_MISMATCH" in found


async def test_power_is_asked_for_by_its_capacity_and_may_be_granted_in_part(services):
    request = await services.claimed("POWER_SUPPLY", Role.POWER, POWER, quantity="800", unit="KVA")
    assert request["dueOn"] == "2026-03-16"
    grant = {"outcome": "GRANTED_IN_PART", "grantedQuantity": "500", "reason": "变电站容量不足，余量待扩容"}
    request = taken(await services.step("decideRequest", request, Role.POWER, **grant))
    assert (request["state"], float(request["grantedQuantity"])) == ("GRANTED_IN_PART", 500)
    assert request["documentNumber"].startswith("株天电函〔2026〕")
