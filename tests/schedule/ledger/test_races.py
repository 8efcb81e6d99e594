"""At the same moment: numbers without a gap, one verification, one merger, and nobody closes half."""

from __future__ import annotations

import asyncio
from datetime import date

from sqlalchemy import select

from services.schedule.store import tables
from tests.schedule.ledger.desk import codes, desk


async def test_numbers_of_a_year_have_no_gap_whatever_is_raised_or_refused_at_once(api):
    at = await desk(api)
    day = date(2031, 5, 6)  # a year of its own
    raised = await asyncio.gather(
        *(at.raise_(on=day, **({} if i % 3 else {"kind": "WEATHER"})) for i in range(12)),
        *(at.raise_(as_=at.service, on=day) for _ in range(4)),
    )
    accepted = [d["issue"]["number"] for d in raised if not d["userErrors"]]
    assert sorted(accepted) == [f"2031-{n:04d}" for n in range(1, 13)]
    assert (await at.raised(on=date(2032, 1, 2)))["number"] == "2032-0001"


async def test_two_people_who_verify_at_once_close_it_once(api):
    at = await desk(api)
    issue = await at.reported(await at.accepted())
    done = await asyncio.gather(
        at.step("verifyIssue", issue, at.service),
        at.step("verifyIssue", issue, at.inspector),
        at.step("returnIssue", issue, at.life.authority, reason="未落实"),
    )
    assert sorted(codes(d) for d in done) == [[], ["VERSION_CONFLICT"], ["VERSION_CONFLICT"]]
    assert len(await at.told("closed")) + len(await at.told("reopened")) == 1


async def test_two_issues_merged_into_each_other_at_once_leave_one_that_stands(api):
    at = await desk(api)
    one, two = await at.assigned(), await at.assigned()
    done = await asyncio.gather(
        at.step("mergeIssue", one, at.service, intoId=two["id"], reason="重复"),
        at.step("mergeIssue", two, at.life.authority, intoId=one["id"], reason="重复"),
    )
    assert sorted(codes(d) for d in done) == [[], ["VERSION_CONFLICT"]]
    assert len(await at.listed(open=True)) == 1


async def test_the_rule_applied_by_several_at_once_sends_one_letter(api):
    at = await desk(api)
    issue = await at.accepted()
    rounds = (
        at.api.do("superviseOverdueIssues", "SuperviseOverdueIssuesInput", "", who, date(2027, 3, 11))
        for who in (at.service, at.inspector, at.life.authority)
    )
    assert [codes(d) for d in await asyncio.gather(*rounds)] == [[]] * 3
    assert (len(await at.told("supervised")), len(await at.told("overdue"))) == (1, 1)
    step = tables.IssueStep
    rows = await api.rows(select(step.version).where(step.issue_id == issue["id"]).order_by(step.version))
    assert [row.version for row in rows] == list(range(1, issue["version"] + 2))


async def test_an_extension_granted_while_it_is_reported_done_leaves_one_of_the_two(api):
    at = await desk(api)
    issue = await at.done("askIssueExtension", await at.accepted(), at.land, workingDays=3, reason="待批复")
    done = await asyncio.gather(
        at.step("decideIssueExtension", issue, at.service, granted=True),
        at.step(
            "reportIssueDone", issue, at.land, text="已落实", documents=[{"title": "批复", "datedOn": "2027-03-01"}]
        ),
    )
    assert sorted(codes(d) for d in done) == [[], ["VERSION_CONFLICT"]]
