"""第九条 through the endpoint: reported, returned, corrected, verified, with every version on record."""

from __future__ import annotations

import asyncio
from datetime import date
from decimal import Decimal

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import person
from tests.schedule.life import Life, codes, opened


async def tasked(api) -> Life:
    life = await opened(api)
    await life.set_task()
    return life


async def test_the_life_of_a_report_is_kept_step_by_step(api):
    life = await tasked(api)
    reported = (await life.report())["progressReport"]
    assert (reported["status"], reported["version"]) == ("REPORTED", 1)
    returned = (await life.judge("return", reported, reason="与统计数不符"))["progressReport"]
    assert (returned["status"], returned["returnReason"]) == ("RETURNED", "与统计数不符")
    said = {"doneInvestment": "4800.5", "physicalPercent": "6.25", "physicalText": "场平完成九成"}
    corrected = (await life.judge("correct", returned, as_=life.specialist, **said))["progressReport"]
    assert corrected["status"] == "REPORTED"
    verified = (await life.judge("verify", corrected))["progressReport"]
    assert (verified["status"], verified["verifiedOn"]) == ("VERIFIED", "2027-02-02")
    assert Decimal(verified["verifiedInvestment"]) == Decimal("4800.5")
    steps = [e["node"] for e in verified["steps"]["edges"]]
    assert [(s["version"], s["status"], s["reason"]) for s in steps] == [
        (1, "REPORTED", None),
        (2, "RETURNED", "与统计数不符"),
        (3, "REPORTED", None),
        (4, "VERIFIED", None),
    ]
    (event,) = [
        e for e in await api.events("zhongdian.schedule.progress.verified.v1") if e["subject"] == str(life.project)
    ]
    assert event["data"]["responsibleUnitId"] == str(life.owner_unit)
    assert [Decimal(event["data"][k]) for k in ("reportedInvestment", "plannedInvestment", "cumulativePlanned")] == [
        Decimal("4800.5"),
        6000,
        6000,
    ]
    actions = [r.action for r in await api.audit() if r.subject == f"progress/{verified['id']}"]
    assert actions == ["reportProgress", "returnProgress", "correctProgress", "verifyProgress"]


async def test_cumulative_amounts_count_the_years_earlier_verified_months(api):
    life = await tasked(api)
    for month, amount in ((1, "5000"), (2, "7000"), (3, "6500")):
        day = date(2027, month + 1, 2)
        report = (await life.report(on=day, month=month, doneInvestment=amount))["progressReport"]
        assert codes(await life.judge("verify", report, on=day)) == []
    told = [
        e["data"]
        for e in await api.events("zhongdian.schedule.progress.verified.v1")
        if e["subject"] == str(life.project)
    ]
    assert [(Decimal(d["cumulativeReported"]), Decimal(d["cumulativePlanned"])) for d in told] == [
        (5000, 6000),
        (12000, 12000),
        (18500, 18000),
    ]


async def test_an_earlier_month_that_is_verified_late_corrects_what_the_later_ones_have_told(api):
    life = await tasked(api)
    reports = {}
    for month, amount in ((1, "5000"), (2, "7000"), (3, "6500")):
        done = await life.report(on=date(2027, month, 20), month=month, doneInvestment=amount)
        reports[month] = done["progressReport"]
    for month in (3, 2):
        reports[month] = (await life.judge("verify", reports[month], on=date(2027, 3, 22)))["progressReport"]
    update = {"month": 3, "doneInvestment": "9999", "expectedVersion": reports[3]["version"]}
    assert codes(await life.report(on=date(2027, 3, 26), **update)) == []  # nobody has verified that yet
    assert codes(await life.judge("verify", reports[1], on=date(2027, 3, 29))) == []
    told = [
        e["data"]
        for e in await api.events("zhongdian.schedule.progress.verified.v1")
        if e["subject"] == str(life.project)
    ]
    assert [(d["month"], Decimal(d["cumulativeReported"])) for d in told] == [
        (3, 6500),
        (2, 7000),
        (3, 13500),
        (1, 5000),
        (2, 12000),
        (3, 18500),
    ]
    assert [(d["reportVersion"], d["verifiedOn"]) for d in told if d["month"] == 3] == [(2, "2027-03-22")] * 3


async def test_weekly_updates_are_versions_and_go_on_after_a_verification_within_the_month(api):
    life = await tasked(api)
    first = (await life.report(on=date(2027, 1, 8), doneInvestment="1000"))["progressReport"]
    assert codes(await life.report(on=date(2027, 1, 15), doneInvestment="2000")) == ["VERSION_CONFLICT"]
    second = (await life.report(on=date(2027, 1, 15), doneInvestment="2000", expectedVersion=1))["progressReport"]
    assert (second["id"], second["version"]) == (first["id"], 2)
    verified = (await life.judge("verify", second, on=date(2027, 1, 18)))["progressReport"]
    third = (await life.report(on=date(2027, 1, 29), expectedVersion=3))["progressReport"]
    assert (third["status"], Decimal(third["verifiedInvestment"])) == ("REPORTED", 2000)
    assert verified["status"] == "VERIFIED"
    closed = (await life.judge("verify", third, on=date(2027, 2, 1)))["progressReport"]
    assert codes(await life.report(on=date(2027, 2, 2), expectedVersion=closed["version"])) == ["MONTH_CLOSED"]


async def test_of_two_who_verify_at_once_one_wins_and_it_is_told_once(api):
    life = await tasked(api)
    report = (await life.report())["progressReport"]
    other = person(Role.INVESTMENT_AUTHORITY, unit=new_id())
    done = await asyncio.gather(life.judge("verify", report), life.judge("verify", report, as_=other))
    assert sorted(codes(d) for d in done) == [[], ["VERSION_CONFLICT"]]
    told = [e for e in await api.events("zhongdian.schedule.progress.verified.v1") if e["subject"] == str(life.project)]
    assert len(told) == 1


async def test_one_returns_while_another_verifies_and_only_one_of_them_does(api):
    life = await tasked(api)
    report = (await life.report())["progressReport"]
    done = await asyncio.gather(life.judge("verify", report), life.judge("return", report, reason="不符"))
    assert sorted(codes(d) for d in done) == [[], ["VERSION_CONFLICT"]]


async def test_whoever_reported_cannot_verify_it_even_with_both_roles(api):
    life = await tasked(api)
    both = person(Role.OWNER, Role.INVESTMENT_AUTHORITY, unit=life.owner_unit)
    report = (await life.report(as_=both))["progressReport"]
    refused = await life.judge("verify", report, as_=both)
    assert [(e["code"], e["article"]) for e in refused["userErrors"]] == [("OWN_REPORT", "第九条")]
    assert codes(await life.judge("verify", report)) == []


async def test_owner_and_contact_person_report_and_others_of_the_same_role_do_not(api):
    life = await tasked(api)
    assert codes(await life.report(as_=person(Role.OWNER, unit=new_id()))) == ["SCHEDULE_UNKNOWN"]
    assert codes(await life.report(as_=person(Role.SPECIALIST))) == ["SCHEDULE_UNKNOWN"]
    assert codes(await life.report(as_=life.specialist)) == []


async def test_an_owner_with_only_a_node_in_the_project_sees_it_but_does_not_report_it(api):
    life = await tasked(api)
    await life.plan()
    carrier = person(Role.OWNER, unit=life.land_unit)
    assert codes(await life.report(as_=carrier)) == ["NOT_REPORTER_OF_PROJECT"]


async def test_without_a_task_and_for_preliminary_projects_nothing_is_reported(api):
    assert codes(await (await opened(api)).report()) == ["TASK_MISSING"]
    assert codes(await (await opened(api, kind="PRELIMINARY")).report()) == ["PRELIMINARY_HAS_NO_PROGRESS"]


async def test_all_that_is_wrong_in_a_report_is_told_at_once(api):
    life = await tasked(api)
    done = await life.report(
        month=2, doneInvestment="-1", physicalPercent="100.01", physicalText=" ", difficulties="\u202e"
    )
    assert codes(done) == [
        "MONTH_IN_FUTURE",
        "PERCENT_INVALID",
        "PHYSICAL_TEXT_MISSING",
        "AMOUNT_NEGATIVE",
        "TEXT_INVISIBLE_CHARACTER",
    ]
    assert all(e["article"] for e in done["userErrors"])
    assert (await life.look("progressReports { totalCount }"))["progressReports"]["totalCount"] == 0


async def test_a_return_needs_a_reason_and_a_correction_a_return(api):
    life = await tasked(api)
    report = (await life.report())["progressReport"]
    assert codes(await life.judge("return", report, reason="")) == ["REASON_MISSING"]
    said = {"doneInvestment": "1", "physicalPercent": "1", "physicalText": "一"}
    assert codes(await life.judge("correct", report, as_=life.owner, **said)) == ["REPORT_NOT_RETURNED"]
    assert codes(await life.judge("verify", {"id": str(new_id()), "version": 1})) == ["REPORT_UNKNOWN"]


async def test_a_report_sent_twice_with_one_key_is_one_report(api):
    life, key = await tasked(api), str(new_id())
    first, again = await life.report(idempotencyKey=key), await life.report(idempotencyKey=key)
    assert first == again
    other = await life.report(idempotencyKey=key, doneInvestment="1")
    assert codes(other) == ["IDEMPOTENCY_KEY_REUSED"]


async def test_two_who_report_the_same_month_at_once_make_one_report(api):
    life = await tasked(api)
    done = await asyncio.gather(life.report(), life.report(as_=life.specialist))
    assert sorted(codes(d) for d in done) in ([[], ["VERSION_CONFLICT"]], [[], ["CONFLICT"]])


@pytest.mark.parametrize(
    ("mutation", "kind"), [("verifyProgress", "VerifyProgressInput"), ("returnProgress", "ReturnProgressInput")]
)
@pytest.mark.parametrize("role", [r for r in Role if r is not Role.INVESTMENT_AUTHORITY])
async def test_nobody_but_the_authority_judges(api, mutation, kind, role):
    document = f"mutation($input: {kind}!) {{ {mutation}(input: $input) {{ userErrors {{ code }} }} }}"
    given = {"idempotencyKey": "k", "reportId": str(new_id()), "expectedVersion": 1}
    given |= {"reason": "x"} if "return" in mutation else {}
    answer = await api.raw(document, {"input": given}, as_=person(role))
    assert [e["extensions"]["code"] for e in answer["errors"]] == ["FORBIDDEN"]


async def test_the_queue_of_the_authority_holds_what_waits_the_longest_first(api):
    early, late = await tasked(api), await tasked(api)
    await late.report(on=date(2027, 1, 29))
    await early.report(on=date(2027, 1, 20))
    query = "{ progressReports(filter: {status: REPORTED}, first: 200) { edges { node { project { id } } } } }"
    seen = (await api(query, as_=early.authority))["progressReports"]["edges"]
    ids = [e["node"]["project"]["id"] for e in seen]
    assert ids.index(str(early.project)) < ids.index(str(late.project))
