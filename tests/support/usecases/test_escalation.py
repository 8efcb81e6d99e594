"""Escalation through the database: each rung once with event, notice, step and fact; races; the very moment."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from services.chassis.clock import SHANGHAI, new_id
from services.chassis.database import ALL_DIVISIONS
from services.chassis.inbox import system_actor
from services.chassis.work import Work
from services.law.parties import Role
from services.support.app import SERVICE
from services.support.store import tables, watching
from services.support.usecases.clock.escalate import escalate
from tests.harness.people import person
from tests.support.world import DUE, ok

TOLD = """query($id: UUID!) { request(id: $id) { overdue escalations { days rung dueOn reachedOn toldOn toldRoles }
  lateness { fact dueOn since workingDaysLate } history { action note } } }"""
NOTICES = "query { supportNotices(first: 50) { edges { node { id kind kindName text dueOn readAt } } } unreadSupportNotices { totalCount } }"


@pytest.fixture
async def api(service_api):
    """A database of each test's own: the watch looks at all requests there are."""
    return await service_api("support")


def moment(day: date, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI).astimezone(UTC)


async def look(api, at: datetime, most: int = 50, *, commit: bool = True) -> int:
    async with api.database.session(ALL_DIVISIONS) as session:
        work = Work(session, system_actor("support", "000000"), at, "support", SERVICE.translate)
        looked = await escalate(work, most)
        if commit:
            await session.commit()
    return looked


async def told(api, request_id=None) -> list[tuple[date, int]]:
    row = tables.RequestEscalation
    query = select(row.request_id, row.limit_on, row.days).order_by(row.limit_on, row.days)
    return [(r.limit_on, r.days) for r in await api.rows(query) if request_id in {None, str(r.request_id)}]


async def test_each_rung_is_told_on_its_day_with_event_notice_and_step_and_never_again(district, api):
    request = ok(await district.submit())
    assert await look(api, moment(date(2026, 3, 17), 23, 59)) == 0
    for day in (18, 19, 23, 24, 24, 25, 26, 27, 30, 31):
        await look(api, moment(date(2026, 3, day)))
    assert await told(api) == [(DUE, -3), (DUE, 0), (DUE, 1), (DUE, 3), (DUE, 5)]
    shown = (await api(TOLD, {"id": request["id"]}, as_=district.owner, on=date(2026, 3, 31)))["request"]
    assert [(e["days"], e["reachedOn"], e["toldOn"]) for e in shown["escalations"]] == [
        (-3, "2026-03-18", "2026-03-18"),
        (0, "2026-03-23", "2026-03-23"),
        (1, "2026-03-24", "2026-03-24"),
        (3, "2026-03-26", "2026-03-26"),
        (5, "2026-03-30", "2026-03-30"),
    ]
    assert shown["lateness"] == [
        {"fact": "LIMIT_PASSED", "dueOn": "2026-03-23", "since": "2026-03-24", "workingDaysLate": 1}
    ]
    assert [h["action"] for h in shown["history"]] == ["SUBMITTED", *["ESCALATED"] * 5]
    events = await api.events("zhongdian.support.request.escalated.v1")
    assert [e["data"]["toldRoles"] for e in events][-1] == ["INSPECTOR", "LEADER", "PROJECT_SERVICE"]
    assert {e["data"]["requestVersion"] for e in events} == {request["version"]}
    (overdue,) = await api.events("zhongdian.support.request.overdue.v1")
    assert (overdue["data"]["dueOn"], overdue["data"]["since"]) == ("2026-03-23", "2026-03-24")


async def test_notices_go_to_whom_a_rung_names_and_are_marked_as_read_and_settled(district, api):
    request = ok(await district.submit())
    for day in (18, 24, 30):
        await look(api, moment(date(2026, 3, day)))

    async def kinds(who) -> list[str]:
        page = await api(NOTICES, as_=who, on=date(2026, 3, 31))
        return sorted(e["node"]["kind"] for e in page["supportNotices"]["edges"])

    rungs = ["request.escalated"] * 5
    assert await kinds(district.officer) == [*rungs, "request.overdue", "request.submitted"]
    assert await kinds(person(Role.LEADER, unit=None, division=district.division)) == ["request.escalated"]
    assert await kinds(person(Role.INSPECTOR, unit=new_id(), division=district.division)) == ["request.escalated"] * 2
    assert await kinds(district.agent) == ["request.escalated"] * 3
    assert await kinds(district.owner) == ["request.overdue"]
    assert await kinds(person(Role.LEADER, unit=None, division="430212")) == []
    assert await kinds(person(Role.LEADER, unit=None, division="430200")) == []
    page = await api(NOTICES, as_=district.officer, on=date(2026, 3, 31))
    ids = [e["node"]["id"] for e in page["supportNotices"]["edges"]]
    assert "示例涂料项目" in page["supportNotices"]["edges"][0]["node"]["text"]
    done = await api.do(
        "markSupportNoticesRead",
        "MarkNoticesReadInput",
        "unread { totalCount }",
        district.officer,
        date(2026, 3, 31),
        noticeIds=ids[:2],
    )
    assert done["unread"]["totalCount"] == len(ids) - 2
    ok(await district.step("withdraw", request, district.owner, on=date(2026, 3, 31), reason="不再需要"))
    # what is settled is only shown to who asks for past ones
    assert await kinds(district.officer) == ["request.withdrawn"]


@pytest.mark.parametrize(
    ("at", "days"),
    [
        (datetime(2026, 3, 23, 15, 59, 59, 999_999, tzinfo=UTC), [-3, 0]),
        (datetime(2026, 3, 23, 16, 0, tzinfo=UTC), [-3, 0, 1]),
    ],
)
async def test_the_day_begins_at_midnight_in_shanghai_and_nothing_is_told_a_moment_early(district, api, at, days):
    ok(await district.submit())
    await look(api, at)
    assert [d for _, d in await told(api)] == days


async def test_what_ends_before_the_commit_leaves_everything_to_be_done_once(district, api):
    ok(await district.submit())
    at = moment(date(2026, 3, 24))
    assert await look(api, at, commit=False) == 1
    assert await told(api) == []
    assert await api.events("zhongdian.support.request.escalated.v1") == []
    assert await look(api, at) == 1
    assert await look(api, at) == 0
    assert [d for _, d in await told(api)] == [-3, 0, 1]
    assert len(await api.events("zhongdian.support.request.escalated.v1")) == 3


async def test_watches_that_race_tell_each_rung_once(district, api):
    for _ in range(12):
        ok(await district.submit())
    at = moment(date(2026, 3, 24))

    async def watch() -> int:
        looked = 0
        for _ in range(10):
            looked += await look(api, at, most=2)
        return looked

    counts = await asyncio.gather(*(watch() for _ in range(4)))
    while await look(api, at):
        pass
    assert sum(counts) <= 12
    assert len(await told(api)) == 12 * 3
    assert len(await api.events("zhongdian.support.request.escalated.v1")) == 12 * 3
    assert len(await api.events("zhongdian.support.request.overdue.v1")) == 12


async def test_a_request_that_somebody_acts_on_is_passed_over_and_looked_at_afterwards(district, api):
    request = ok(await district.submit())
    at = moment(date(2026, 3, 24))
    async with api.database.session(ALL_DIVISIONS) as session:
        row = tables.Request
        await session.execute(select(row.id).where(row.id == request["id"]).with_for_update())
        assert await look(api, at) == 0
    assert await look(api, at) == 1


async def test_a_return_shifts_the_rungs_and_a_decision_ends_them(district, api):
    request = ok(await district.submit())
    await look(api, moment(date(2026, 3, 18)))
    request = ok(await district.step("return", request, on=date(2026, 3, 19), reason="缺图"))
    assert await look(api, moment(date(2026, 3, 31))) == 0
    request = ok(
        await district.step(
            "resubmit", request, district.owner, date(2026, 3, 31), purpose="补正", quantity="80", unit="MU"
        )
    )
    due = date.fromisoformat(request["dueOn"])
    await look(api, moment(due - timedelta(days=1)))
    assert await told(api) == [(DUE, -3)]
    await look(api, moment(due))
    assert await told(api) == [(DUE, -3), (due, 0)]
    request = ok(await district.step("accept", request, on=due))
    request = ok(await district.step("claim", request, on=due))
    ok(await district.step("decide", request, on=due, outcome="REFUSED", reason="不符合规划"))
    assert await look(api, moment(due + timedelta(days=30))) == 0
    shown = (await api(TOLD, {"id": request["id"]}, as_=district.owner, on=due))["request"]
    assert shown["lateness"] == []


async def test_ending_late_is_a_fact_even_where_nobody_had_looked_and_no_fact_can_be_changed(district, api):
    request = await district.claimed()
    ok(await district.step("decide", request, on=date(2026, 3, 25), outcome="REFUSED", reason="不符合规划"))
    shown = (await api(TOLD, {"id": request["id"]}, as_=district.owner, on=date(2026, 3, 26)))["request"]
    assert [(f["fact"], f["workingDaysLate"]) for f in shown["lateness"]] == [("LIMIT_PASSED", 2), ("ENDED_LATE", 2)]
    assert len(await api.events("zhongdian.support.request.overdue.v1")) == 1
    for statement in (
        "update late_facts set working_days_late = 0",
        "delete from late_facts",
        "delete from escalations",
    ):
        if statement.endswith("escalations"):
            other = ok(await district.submit())
            await look(api, moment(date(2026, 3, 24)))
            assert await told(api, other["id"])
        with pytest.raises(DBAPIError, match="append-only"):
            async with api.database.session(ALL_DIVISIONS) as session:
                await session.execute(text(statement))


async def test_the_next_look_is_the_day_of_the_next_rung(district, api):
    ok(await district.submit())
    async with api.database.session(ALL_DIVISIONS, read_only=True) as session:
        assert await watching.next_look(session) == date(2026, 3, 18)
    await look(api, moment(date(2026, 3, 18)))
    async with api.database.session(ALL_DIVISIONS, read_only=True) as session:
        assert await watching.next_look(session) == DUE
