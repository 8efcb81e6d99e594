"""What nobody has begun yet is somebody's to begin: lists, rounds, bulletins, reviews, statistics, failed pushes."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from services.chassis.clock import new_id
from services.chassis.database import ALL_DIVISIONS
from services.law.parties import Role
from tests.harness.people import person
from tests.harness.todos import of_kind
from tests.schedule import leading, listing
from tests.schedule.life import opened

_DIVISIONS = itertools.count(1)
APRIL_5, APRIL_9 = date(2027, 4, 5), date(2027, 4, 9)  # Monday and Friday of a week
DISPATCHING = (Role.PROJECT_SERVICE, Role.INVESTMENT_AUTHORITY)


@pytest.fixture
def division():
    """A division of its own for each test: what is missing there nobody else has made."""
    return f"4308{next(_DIVISIONS):02d}"


def someone(role, division, unit=None):
    return person(role, unit=unit or new_id(), division=division)


async def quiet(api, division, kind, on, *whose):
    """Nobody else is asked, nor is anybody of another division."""
    for role in set(Role) - set(whose):
        assert await of_kind(api, someone(role, division), on, kind) == [], role
    for role in whose:
        assert await of_kind(api, someone(role, "430212"), on, kind) == [], role


async def run(api, who, on, mutation, input_type, selection, **given):
    done = await api.do(mutation, input_type, selection, who, on, **given)
    assert done["userErrors"] == [], done["userErrors"]


async def test_a_week_without_a_round_is_to_be_opened_by_those_who_dispatch(api, division):
    who = someone(Role.PROJECT_SERVICE, division)
    assert await of_kind(api, who, APRIL_9, "ROUND_TO_OPEN") == []  # there is no plan, and nothing to dispatch
    await opened(api, division=division)
    for role in DISPATCHING:
        (shown,) = await of_kind(api, someone(role, division), APRIL_9, "ROUND_TO_OPEN")
        assert (shown["title"], shown["dueOn"], shown["command"]) == (
            "2027-04-05当周调度",
            "2027-04-11",
            "openDispatchRound",
        )
    await quiet(api, division, "ROUND_TO_OPEN", APRIL_9, *DISPATCHING)
    given = ("openDispatchRound", "OpenDispatchRoundInput", "dispatchRound { id }")
    await run(api, who, APRIL_5, *given, weekOn=str(APRIL_5))
    assert await of_kind(api, who, APRIL_9, "ROUND_TO_OPEN") == []
    (shown,) = await of_kind(api, who, APRIL_5 + timedelta(weeks=1), "ROUND_TO_OPEN")
    assert shown["title"] == "2027-04-12当周调度"


async def test_a_month_that_is_over_wants_a_bulletin_and_a_quarter_a_review(api, division):
    await opened(api, division=division)
    who = someone(Role.PROJECT_SERVICE, division)
    for kind, title in (("BULLETIN_TO_DRAFT", "2027年3月通报"), ("REVIEW_TO_OPEN", "2027年第1季度讲评")):
        for role in DISPATCHING:
            assert [t["title"] for t in await of_kind(api, someone(role, division), APRIL_5, kind)] == [title]
        await quiet(api, division, kind, APRIL_5, *DISPATCHING)
        before = date(2027, 1, 3)  # the plan of this year says nothing of the year before
        assert await of_kind(api, who, before, kind) == []
    assert [t["title"] for t in await of_kind(api, who, date(2027, 3, 31), "BULLETIN_TO_DRAFT")] == ["2027年2月通报"]
    assert await of_kind(api, who, date(2027, 3, 31), "REVIEW_TO_OPEN") == []
    asked = {"kind": "MONTHLY", "year": 2027, "month": 3}
    await run(api, who, APRIL_5, "draftBulletin", "DraftBulletinInput", "dispatchBulletin { id }", **asked)
    assert await of_kind(api, who, APRIL_5, "BULLETIN_TO_DRAFT") == []
    asked = {"year": 2027, "quarter": 1}
    await run(api, who, APRIL_5, "openDispatchReview", "OpenDispatchReviewInput", "dispatchReview { id }", **asked)
    assert await of_kind(api, who, APRIL_5, "REVIEW_TO_OPEN") == []


async def test_lists_of_months_that_have_begun_are_to_be_drafted_until_they_are_or_a_later_one_is(api, division):
    await opened(api, division=division)
    who = someone(Role.PROJECT_SERVICE, division)
    january = date(2027, 1, 29)
    shown = await of_kind(api, who, january, "LIST_TO_DRAFT")
    assert sorted(t["title"] for t in shown) == sorted(
        f"2027年1月{name}" for name in ("在库项目清单", "开工项目清单", "在建项目清单", "竣工项目清单")
    )
    assert {t["dueOn"] for t in shown} == {"2027-01-31"}
    await quiet(api, division, "LIST_TO_DRAFT", january, *DISPATCHING)
    assert len(await of_kind(api, who, date(2027, 2, 1), "LIST_TO_DRAFT")) == 8
    done = await listing.draft(api, "TO_START", 1, january, as_=who)
    assert done["userErrors"] == []
    assert len(await of_kind(api, who, january, "LIST_TO_DRAFT")) == 3
    assert len(await of_kind(api, who, date(2027, 2, 1), "LIST_TO_DRAFT")) == 7


async def started(life, on, division):
    seen = await life.look("nodes(first: 9) { edges { node { id version } } }", as_=life.authority)
    document = {"proves": "批复", "title": "开工报告", "number": "示例〔2027〕1号", "datedOn": on.isoformat()}
    bureau = life.land.but(division=division)
    done = await life.complete(seen["nodes"]["edges"][0]["node"], as_=bureau, on=on, documents=[document])
    assert done["userErrors"] == []


async def test_a_started_project_is_to_be_entered_and_then_to_report_by_those_who_answer_for_it(api, division):
    life = await leading.planned(api, division)
    node = life.node("K", 1, name="开工", unit="CALENDAR_DAY")
    assert (await life.plan(node, targetOn="2027-02-20"))["userErrors"] == []
    kind, february = "STATISTICS_TO_RECORD", date(2027, 2, 28)
    who, authority = life.owner.but(division=division), someone(Role.INVESTMENT_AUTHORITY, division)
    assert await of_kind(api, who, february, kind) == []  # not started
    await started(life, date(2027, 2, 20), division)
    for of_project in (who, life.town.but(division=division)):
        (shown,) = await of_kind(api, of_project, february, kind)
        assert (shown["dueOn"], shown["severity"], shown["article"]) == ("2027-02-28", "DUE_TODAY", "第十二条")
    assert await of_kind(api, authority, february, kind) == []  # it watches over what is late
    assert len(await of_kind(api, authority, date(2027, 3, 1), kind)) == 1
    await quiet(api, division, kind, date(2027, 3, 1), Role.INVESTMENT_AUTHORITY)
    given = {"projectId": str(life.project), "kind": "ENTRY", "doneOn": "2027-02-26", "number": f"TJ{division}"}
    entered = ("recordStatisticsEntry", "RecordStatisticsEntryInput", "entry { id }")
    await run(api, who, february, *entered, **given, expectedVersion=0)
    (shown,) = await of_kind(api, who, february, kind)
    assert (shown["title"].split("·")[1], shown["dueOn"]) == ("入统", "2027-03-31")
    excepted = {
        "projectId": str(life.project),
        "kind": "REPORTING",
        "reason": "统计平台未开放",
        "approver": "示例审批人",
    }
    given = ("exceptStatistics", "ExceptStatisticsInput", "entry { id }")
    await run(api, life.authority, february, *given, **excepted, expectedVersion=0)
    assert await of_kind(api, who, february, kind) == []


async def test_a_push_that_failed_for_good_is_the_authoritys_to_send_again(api, division):
    life = await opened(api, division=division)
    row = {
        "id": new_id(),
        "division": division,
        "project": life.project,
        "subject": new_id(),
        "told": "2027-04-01T09:00:00+08:00",
    }
    put = text(
        "insert into city_pushes (id, division, schedule_id, project_id, kind, subject_id, number, body, version, status, tries,"
        " told_at, last_error) select :id, :division, id, :project, 'WEEK', :subject, 1, '{}', 3, :status, 3,"
        " cast(:told as timestamptz), 'REFUSED 422' from schedules where project_id = :project"
    )
    waiting = row | {"id": new_id(), "subject": new_id(), "status": "WAITING"}
    async with api.database.session(ALL_DIVISIONS) as session:
        for one in (row | {"status": "DEAD"}, waiting):
            told = {k: v for k, v in one.items() if k != "told"} | {"told": APRIL_9}
            await session.execute(put, told)
        await session.commit()
    (shown,) = await of_kind(api, someone(Role.INVESTMENT_AUTHORITY, division), APRIL_9, "PUSH_FAILED")
    assert (shown["recordId"], shown["command"]) == (str(row["id"]), "resendCityPush")
    assert shown["what"].endswith("REFUSED 422")
    await quiet(api, division, "PUSH_FAILED", APRIL_9, Role.INVESTMENT_AUTHORITY)
