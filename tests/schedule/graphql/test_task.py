"""第八条 through the endpoint: the annual task of a project whose schedule an issued plan has opened."""

from __future__ import annotations

import asyncio
from datetime import date
from decimal import Decimal

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import person
from tests.schedule.life import MONTHS, Life, codes, opened

CHANGED = ["0", "12000", *MONTHS[2:]]


async def test_a_task_is_set_and_told_and_audited(api):
    life = await opened(api)
    done = await life.set_task()
    assert done["userErrors"] == []
    assert (done["annualTask"]["version"], sum(map(Decimal, done["annualTask"]["months"]))) == (1, 80000)
    (event,) = [
        e for e in await api.events("zhongdian.schedule.annual-task.set.v1") if e["subject"] == str(life.project)
    ]
    assert sum(map(Decimal, event["data"]["months"])) == Decimal(event["data"]["annualInvestment"]) == 80000
    rows = [r for r in await api.audit() if r.subject == f"project/{life.project}/task/2027"]
    assert [(r.action, r.before_digest is None) for r in rows] == [("setAnnualTask", True)]


async def test_months_that_are_one_yuan_off_are_refused_with_the_clause_and_change_nothing(api):
    life = await opened(api)
    before = len(await api.events())
    done = await life.set_task(months=[*MONTHS[:11], "13999.9999"])
    (error,) = done["userErrors"]
    assert (error["code"], error["field"], error["article"]) == ("MONTHS_DO_NOT_SUM", "months", "第八条")
    assert "少0.0001万元" in error["message"]
    assert done["annualTask"] is None
    assert len(await api.events()) == before
    assert await life.look("annualTask { version }") == {"annualTask": None}


async def test_a_change_needs_a_reason_and_makes_a_new_version_beside_the_old_one(api):
    life = await opened(api)
    await life.set_task()
    assert codes(await life.set_task(months=CHANGED, expectedVersion=1)) == ["REASON_MISSING"]
    done = await life.set_task(months=CHANGED, expectedVersion=1, reason="开工推迟")
    assert done["annualTask"]["version"] == 2
    seen = await life.look("annualTask { version } annualTaskVersions { version reason months }")
    assert seen["annualTask"] == {"version": 2}
    assert [(v["version"], v["reason"]) for v in seen["annualTaskVersions"]] == [(2, "开工推迟"), (1, None)]
    assert Decimal(seen["annualTaskVersions"][1]["months"][0]) == 6000


async def test_who_saw_an_older_version_is_told_so(api):
    life = await opened(api)
    await life.set_task()
    assert codes(await life.set_task(months=CHANGED, reason="迟到的修改")) == ["VERSION_CONFLICT"]


async def test_of_two_who_set_the_task_at_once_one_wins(api):
    life = await opened(api)
    other = person(Role.INVESTMENT_AUTHORITY, unit=new_id())
    done = await asyncio.gather(life.set_task(), life.set_task(as_=other, months=CHANGED))
    assert sorted(codes(d) for d in done) in ([[], ["VERSION_CONFLICT"]], [[], ["CONFLICT"]])
    assert len((await life.look("annualTaskVersions { version }"))["annualTaskVersions"]) == 1


async def test_the_same_command_sent_again_is_carried_out_once(api):
    life = await opened(api)
    key = str(new_id())
    first, again = await life.set_task(idempotencyKey=key), await life.set_task(idempotencyKey=key)
    assert first["annualTask"] == again["annualTask"]
    assert len((await life.look("annualTaskVersions { version }"))["annualTaskVersions"]) == 1


async def test_a_preliminary_project_is_given_no_task(api):
    life = await opened(api, kind="PRELIMINARY")
    assert codes(await life.set_task()) == ["PRELIMINARY_HAS_NO_TASK"]


async def test_a_project_without_a_schedule_is_refused(api):
    life = Life(api)
    assert codes(await life.set_task()) == ["SCHEDULE_UNKNOWN"]


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.INVESTMENT_AUTHORITY])
async def test_nobody_but_the_investment_authority_sets_tasks(api, role):
    document = "mutation($input: SetAnnualTaskInput!) { setAnnualTask(input: $input) { userErrors { code } } }"
    given = {"idempotencyKey": "k", "projectId": str(new_id()), "year": 2027, "months": MONTHS}
    answer = await api.raw(document, {"input": given}, as_=person(role))
    assert [e["extensions"]["code"] for e in answer["errors"]] == ["FORBIDDEN"]


@pytest.mark.parametrize("amount", ["-1", "0.00001", "1000000000000000000", "一亿", "1E+999999", None, "NaN"])
async def test_what_is_no_amount_is_refused_and_never_a_fault(api, amount):
    life = await opened(api)
    document = "mutation($input: SetAnnualTaskInput!) { setAnnualTask(input: $input) { userErrors { code } } }"
    given = {"idempotencyKey": "k", "projectId": str(life.project), "year": 2027, "months": [amount] * 12}
    answer = await api.raw(document, {"input": given}, as_=life.authority, on=date(2027, 1, 11))
    told = [e["extensions"]["code"] for e in answer.get("errors", [])] or codes(answer["data"]["setAnnualTask"])
    assert told
    assert "INTERNAL" not in told


async def test_another_division_neither_sees_nor_changes_the_project_and_the_city_looks_but_does_not_touch(api):
    life = await opened(api)
    stranger, city = life.authority.but(division="430212"), life.authority.but(division="430200")
    assert await life.look("id", as_=stranger) is None
    assert await life.look("year", as_=city) == {"year": 2027}
    for outsider in (stranger, city):
        assert codes(await life.set_task(as_=outsider)) == ["SCHEDULE_UNKNOWN"]
    assert codes(await life.set_task()) == []


async def test_after_an_adjustment_the_task_follows_the_new_annual_investment(api):
    life = await opened(api)
    await life.set_task()
    await life.issue(planVersion=2, annualInvestment="80001", issuedOn="2027-07-01")
    split = [*MONTHS[:11], "14001"]
    assert codes(await life.set_task(months=split, expectedVersion=1, reason="年中调整")) == ["VERSION_CONFLICT"]
    assert codes(await life.set_task(months=CHANGED, expectedVersion=2, reason="年中调整")) == ["MONTHS_DO_NOT_SUM"]
    done = await life.set_task(months=split, expectedVersion=2, reason="年中调整")
    assert done["annualTask"]["version"] == 3
    items = (await life.look("planItems { planVersion inForce }"))["planItems"]
    assert items == [{"planVersion": 2, "inForce": True}, {"planVersion": 1, "inForce": False}]
