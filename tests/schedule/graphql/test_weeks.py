"""第九条 through the endpoint: a week is reported, late ones show, missed ones show, corrected ones keep every version."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from decimal import Decimal

import pytest

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.harness.people import person
from tests.schedule.adjusting import tell
from tests.schedule.life import TODAY, codes, opened
from tests.schedule.specialist_life import WEEK, appoint, correct_week, hand_over, named, update_week

MISSED = "missedWeeks { weekOn dueOn specialistName specialistSubject }"
FRIDAY, SUNDAY = date(2027, 1, 15), date(2027, 1, 17)
JAM = {"severity": "JAM", "kind": "FUNDS", "text": "二期资金尚未到位"}


async def tasked(api):
    life = await opened(api)
    await life.set_task()
    return life


async def test_a_week_is_reported_from_a_phone_and_feeds_the_month(api):
    life = await tasked(api)
    done = (await update_week(life, difficulties=[JAM]))["weeklyUpdate"]
    assert (done["weekOn"], done["dueOn"], done["late"], done["version"]) == ("2027-01-11", "2027-01-15", False, 1)
    assert (done["year"], done["month"]) == (2027, 1)
    assert done["difficulties"] == [JAM | {"kindName": done["difficulties"][0]["kindName"]}]
    month = done["monthReport"]
    assert (month["status"], Decimal(month["doneInvestment"]), month["weekOn"]) == ("REPORTED", 1200, "2027-01-11")
    assert month["differsFromWeek"] is False
    (event,) = [e for e in await api.events("zhongdian.schedule.week.updated.v1") if e["subject"] == str(life.project)]
    assert (event["data"]["doneInvestment"], event["data"]["difficulties"]) == ("1200", 1)


async def test_the_same_click_twice_is_one_week(api):
    life = await tasked(api)
    key = str(new_id())
    first, again = [await update_week(life, idempotencyKey=key) for _ in range(2)]
    assert first["weeklyUpdate"]["id"] == again["weeklyUpdate"]["id"]
    assert codes(await update_week(life)) == ["WEEK_ALREADY_UPDATED"]
    both = await asyncio.gather(*(update_week(life, week="2027-01-05") for _ in range(3)))
    assert sorted(len(codes(b)) for b in both) == [0, 1, 1]


@pytest.mark.parametrize(("on", "late"), [(FRIDAY, False), (FRIDAY + timedelta(days=1), True), (SUNDAY, True)])
async def test_after_the_last_working_day_a_week_is_late_and_never_hidden(api, on, late):
    life = await tasked(api)
    assert (await update_week(life, on=on))["weeklyUpdate"]["late"] is late
    listed = await api(
        "query($l: Boolean) { weeklyUpdates(filter: {late: $l}, first: 200) { edges { node { project { id } } } } }",
        {"l": late},
        as_=life.authority,
        on=on,
    )
    assert str(life.project) in {e["node"]["project"]["id"] for e in listed["weeklyUpdates"]["edges"]}


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"week": "2027-01-18"}, "WEEK_IN_FUTURE", "week"),
        ({"week": "9999-12-31"}, "WEEK_IN_FUTURE", "week"),
        ({"week": "0001-01-01"}, "WEEK_TOO_OLD", "week"),  # before every calendar and rulebook
        ({"week": "2026-12-28"}, "NOT_IN_PLAN", "week"),
        ({"physicalPercent": "100.01"}, "PERCENT_INVALID", "physicalPercent"),
        ({"doneInvestment": "-1"}, "AMOUNT_NEGATIVE", "doneInvestment"),
        ({"text": " "}, "PHYSICAL_TEXT_MISSING", "text"),
        ({"difficulties": [JAM | {"kind": "NONE"}]}, "DIFFICULTY_KIND_UNKNOWN", "difficulties.0.kind"),
        ({"difficulties": [JAM] * 21}, "TOO_MANY_DIFFICULTIES", "difficulties"),
    ],
)
async def test_a_week_says_what_is_wrong_with_it(api, changes, code, field):
    life = await tasked(api)
    (fault,) = (await update_week(life, **changes))["userErrors"]
    assert (fault["code"], fault["field"]) == (code, field)


async def test_weeks_are_taken_up_to_half_a_year_back(api):
    life = await tasked(api)
    monday = date(2027, 1, 11)
    last = monday + timedelta(weeks=26) + timedelta(days=6)
    assert codes(await update_week(life, week="2027-01-11", on=last + timedelta(days=1))) == ["WEEK_TOO_OLD"]
    assert codes(await update_week(life, week="2027-01-11", on=last)) == []


async def test_preliminary_and_ended_projects_owe_no_week(api):
    early = await opened(api, kind="PRELIMINARY")
    assert codes(await update_week(early)) == ["PRELIMINARY_HAS_NO_PROGRESS"]
    assert (await early.look(MISSED, on=date(2027, 6, 1)))["missedWeeks"] == []
    life = await tasked(api)
    await tell(life, "removed", 9, reason="用地未落实")
    assert "SCHEDULE_ENDED" in codes(await update_week(life, on=date(2027, 12, 1)))


async def test_a_correction_keeps_every_version_and_the_day_of_the_first(api):
    life = await tasked(api)
    week = (await update_week(life))["weeklyUpdate"]
    assert codes(await correct_week(life, week, reason=" ")) == ["REASON_MISSING"]
    late = date(2027, 1, 20)
    done = (await correct_week(life, week, on=late))["weeklyUpdate"]
    assert (done["version"], done["late"], done["reportedOn"]) == (2, False, TODAY.isoformat())
    said = [e["node"] for e in done["versions"]["edges"]]
    assert [(Decimal(s["doneInvestment"]), s["reason"]) for s in said] == [(1200, None), (1100, "多计一笔")]
    assert Decimal(done["monthReport"]["doneInvestment"]) == 1100
    assert codes(await correct_week(life, week, on=late)) == ["VERSION_CONFLICT"]
    stranger = person(Role.SPECIALIST, unit=new_id())
    assert codes(await correct_week(life, done, as_=stranger)) == ["WEEK_UNKNOWN"]


async def test_the_month_follows_its_newest_week_and_not_one_that_comes_in_later(api):
    life = await tasked(api)
    second = (await update_week(life, on=date(2027, 1, 18), doneInvestment="2500"))["weeklyUpdate"]
    first = (await update_week(life, on=date(2027, 1, 19), week="2027-01-11"))["weeklyUpdate"]
    assert first["late"] is True
    month = first["monthReport"]
    assert (Decimal(month["doneInvestment"]), month["weekOn"]) == (2500, second["weekOn"])
    third = (await update_week(life, on=date(2027, 1, 25), doneInvestment="4000"))["weeklyUpdate"]["monthReport"]
    assert (Decimal(third["doneInvestment"]), third["version"]) == (4000, 2)
    assert third["id"] == month["id"]


async def test_what_was_said_of_the_month_after_the_week_holds_and_the_difference_shows(api):
    life = await tasked(api)
    await life.report(on=date(2027, 2, 1), doneInvestment="5000")
    week = (await update_week(life, on=date(2027, 2, 2), week="2027-01-25", doneInvestment="4000"))["weeklyUpdate"]
    assert (Decimal(week["monthReport"]["doneInvestment"]), week["monthReport"]["differsFromWeek"]) == (5000, True)
    other = await tasked(api)
    await other.report(on=date(2027, 1, 31), doneInvestment="5000")
    told = (await update_week(other, on=date(2027, 2, 2), week="2027-01-25", doneInvestment="4000"))["weeklyUpdate"]
    assert (Decimal(told["monthReport"]["doneInvestment"]), told["monthReport"]["differsFromWeek"]) == (4000, False)


async def test_a_returned_month_is_answered_by_a_correction_alone_and_a_closed_one_stays(api):
    life = await tasked(api)
    month = (await update_week(life))["weeklyUpdate"]["monthReport"]
    returned = (await life.judge("return", month, reason="与台账不符", on=date(2027, 1, 18)))["progressReport"]
    week = (await update_week(life, on=date(2027, 1, 18), doneInvestment="3000"))["weeklyUpdate"]
    assert (week["monthReport"]["status"], week["monthReport"]["differsFromWeek"]) == ("RETURNED", True)
    said = {"doneInvestment": "3000", "physicalPercent": "3", "physicalText": "已核对"}
    corrected = (await life.judge("correct", returned, as_=life.owner, on=date(2027, 2, 1), **said))["progressReport"]
    assert codes(await life.judge("verify", corrected)) == []
    late = (await update_week(life, on=date(2027, 2, 3), week="2027-01-25", doneInvestment="9000"))["weeklyUpdate"]
    assert (late["monthReport"]["status"], late["monthReport"]["differsFromWeek"]) == ("VERIFIED", True)


async def test_without_a_task_a_week_is_kept_and_no_month_is_reported(api):
    life = await opened(api)
    assert (await update_week(life))["weeklyUpdate"]["monthReport"] is None


async def test_a_week_belongs_to_the_month_of_its_thursday(api):
    life = await tasked(api)
    assert (await update_week(life, on=date(2027, 3, 31)))["weeklyUpdate"][
        "month"
    ] == 4  # Thursday is the first of April
    assert (await update_week(life, on=date(2027, 5, 1)))["weeklyUpdate"]["month"] == 4


async def test_missed_weeks_show_with_who_was_to_report_them(api):
    life = await tasked(api)
    first = (await appoint(life))["specialist"]
    await update_week(life, as_=named(life))
    await hand_over(life, first, fromOn="2027-01-25")
    assert [m["weekOn"] for m in (await life.look(MISSED, on=date(2027, 1, 22)))["missedWeeks"]] == ["2027-01-04"]
    seen = (await life.look(MISSED, on=date(2027, 1, 30)))["missedWeeks"]
    assert [(m["weekOn"], m["dueOn"], m["specialistName"]) for m in seen] == [
        ("2027-01-25", "2027-01-29", "专员乙"),
        ("2027-01-18", "2027-01-22", "专员甲"),
        ("2027-01-04", "2027-01-08", None),
    ]
    query = (
        "query($f: MissedWeekFilter) { missedWeeks(filter: $f) { totalCount byProject { projectId weeks } "
        "bySpecialist { name weeks projects } weeks { weekOn projectName specialistSubject } } }"
    )
    asked = {"f": {"projectId": str(life.project)}}
    told = (await api(query, asked, as_=life.authority, on=date(2027, 1, 30)))["missedWeeks"]
    assert told["totalCount"] == 3
    assert told["byProject"] == [{"projectId": str(life.project), "weeks": 3}]
    assert {(p["name"], p["weeks"], p["projects"]) for p in told["bySpecialist"]} == {
        ("专员乙", 1, 1),
        ("专员甲", 1, 1),
        (None, 1, 1),
    }
    one = {"f": {"subject": "p-101", "projectId": str(life.project)}}
    assert (await api(query, one, as_=life.owner, on=date(2027, 1, 30)))["missedWeeks"]["totalCount"] == 1
    stranger = person(Role.OWNER, unit=new_id())
    assert (await api(query, {"f": None}, as_=stranger, on=date(2027, 1, 30)))["missedWeeks"]["totalCount"] == 0


async def test_after_the_last_percent_no_week_is_owed(api):
    life = await tasked(api)
    await update_week(life, on=date(2027, 1, 8), physicalPercent="50")
    await update_week(life, on=date(2027, 1, 15), physicalPercent="100")
    assert (await life.look(MISSED, on=date(2027, 6, 1)))["missedWeeks"] == []
    assert "weeklyUpdate" in WEEK
