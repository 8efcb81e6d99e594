"""At the same moment: a list is handed in once, a project is in one list, a party is reminded once."""

from __future__ import annotations

import asyncio
from datetime import date

import pytest

from services.law.parties import Role
from tests.harness.people import person
from tests.reserve.life import INVESTMENT, codes
from tests.reserve.planned_life import NOVEMBER, REPORT, ROUND, line, planning, seen

NOV_20, NOV_30 = date(2026, 11, 20), date(2026, 11, 30)


@pytest.fixture(scope="module")
async def api(service_api):
    return await service_api("reserve")


@pytest.fixture
async def reserve(api):
    return await planning(api)


def told(outcomes):
    """Give the codes of each command."""
    return sorted(codes(o["userErrors"]) for o in outcomes)


async def test_a_list_that_is_handed_in_several_times_at_once_is_handed_in_once(reserve):
    report = await reserve.draft(reserve.town, on=NOV_20)
    outcomes = await asyncio.gather(
        *(reserve.do("submitPlannedReport", REPORT, reserve.town, on=NOV_20, **seen(report)) for _ in range(3))
    )
    assert told(outcomes) == [[], *[["VERSION_CONFLICT", "PLANNED_STATUS_WRONG"]] * 2]
    sent = await reserve.api.events("zhongdian.reserve.planned-report.submitted.v1")
    assert [e["data"]["reportId"] for e in sent].count(report["id"]) == 1


async def test_of_two_units_that_hand_in_one_project_at_once_one_has_it(reserve):
    projects = [await reserve.project(name=f"竞争{n}号园区") for n in range(3)]
    lines = [line(p) for p in projects]
    by_town = await reserve.draft(reserve.town, on=NOV_20, items=lines)
    by_authority = await reserve.draft(reserve.authority, on=NOV_20, items=lines[::-1])
    outcomes = await asyncio.gather(
        reserve.do("submitPlannedReport", REPORT, reserve.town, on=NOV_20, **seen(by_town)),
        reserve.do("submitPlannedReport", REPORT, reserve.authority, on=NOV_20, **seen(by_authority)),
    )
    assert told(outcomes) == [[], ["PLANNED_REPORTED_ELSEWHERE"] * 3]


async def test_of_two_drafts_of_one_month_one_is_the_report(reserve):
    given = {"month": NOVEMBER, "nothingReason": "无"}
    outcomes = await asyncio.gather(
        *(reserve.do("draftPlannedReport", REPORT, reserve.town, on=NOV_20, **given) for _ in range(2))
    )
    assert told(outcomes) == [[], ["PLANNED_REPORT_EXISTS"]]


async def test_a_list_that_is_accepted_and_returned_at_once_is_one_of_them(reserve):
    report = await reserve.submit(reserve.town, await reserve.draft(reserve.town, on=NOV_20), on=NOV_20)
    outcomes = await asyncio.gather(
        reserve.do("acceptPlannedReport", REPORT, INVESTMENT, on=NOV_20, **seen(report)),
        reserve.do("returnPlannedReport", REPORT, INVESTMENT, on=NOV_20, **seen(report), missing="缺"),
    )
    assert told(outcomes) == [[], ["VERSION_CONFLICT", "PLANNED_STATUS_WRONG"]]


async def test_parties_that_several_officers_remind_at_once_are_reminded_once(reserve):
    officers = [person(Role.INVESTMENT_AUTHORITY, subject=f"officer-{n}") for n in range(3)]
    rounds = await asyncio.gather(
        *(reserve.done("remindPlanningParties", ROUND, o, on=NOV_30, month=NOVEMBER) for o in officers)
    )
    reminded = [e["node"]["unitId"] for r in rounds for e in r["reminders"]["edges"]]
    assert len(reminded) == len(set(reminded))
    assert set(reserve.names) <= set(reminded)
