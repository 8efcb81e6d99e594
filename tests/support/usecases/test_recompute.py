"""A calendar that is published later corrects the due dates that were provisional."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from services.chassis.calendar import calendar
from services.chassis.clock import system_now
from services.chassis.database import ALL_DIVISIONS
from services.chassis.inbox import system_actor
from services.chassis.work import Work
from services.law.workdays import YearDays
from services.support.app import SERVICE
from services.support.store import requests as store
from services.support.usecases.clock import recompute as usecase
from services.support.usecases.clock import recompute_parts as parts
from services.support.usecases.clock.escalate import escalate
from services.support.usecases.clock.recompute import recompute
from tests.support.life_world import Life
from tests.support.world import ok

QUERY = "query($id: UUID!) { request(id: $id) { version dueOn clock { provisional } history { action note } } }"


@pytest.fixture
def published(monkeypatch):
    """Publish a calendar for 2027 with a long holiday in January."""
    days = frozenset(date(2027, 1, d) for d in (1, *range(4, 9)))
    made = calendar().with_year(YearDays(2027, days))
    for module in (usecase, parts):
        monkeypatch.setattr(module, "calendar", lambda: made)
    return made


async def run(api, recompute=recompute) -> int:
    async with api.database.session(ALL_DIVISIONS) as session:
        work = Work(session, system_actor("support", "000000"), system_now(), "support", SERVICE.translate)
        changed = await recompute(work)
        await session.commit()
    return changed


async def test_a_provisional_due_date_is_corrected_once_and_the_history_says_so(district, published):
    provisional = ok(await district.submit(on=date(2026, 12, 21)))
    final = ok(await district.submit(on=date(2026, 3, 2)))
    assert await run(district.api) == 1
    assert await run(district.api) == 0
    row = (
        await district.api.rows(
            store.tables.Request.__table__.select().where(store.tables.Request.id == provisional["id"])
        )
    )[0]
    assert row.due_on == published.add(date(2026, 12, 21), 15)
    assert not row.due_provisional
    assert row.version == provisional["version"]
    told = (await district.api(QUERY, {"id": provisional["id"]}, as_=district.owner))["request"]
    assert [h["action"] for h in told["history"]] == ["SUBMITTED", "RECOMPUTED"]
    assert f"更正为 {row.due_on}" in told["history"][1]["note"]
    untouched = (await district.api(QUERY, {"id": final["id"]}, as_=district.owner))["request"]
    assert [h["action"] for h in untouched["history"]] == ["SUBMITTED"]
    assert (await district.api.audit())[-1].action == "recomputeDueDates"
    (event,) = await district.api.events("zhongdian.support.request.due-corrected.v1")
    assert (event["data"]["requestId"], event["data"]["dueOn"]) == (provisional["id"], str(row.due_on))
    assert (event["data"]["requestVersion"], event["subject"]) == (row.version, str(district.project))


async def test_a_return_that_was_in_time_after_all_leaves_nothing_due(district, published):
    """By the days computed before, the limit was over on the day of the return; by the published ones it was not."""
    request = ok(await district.submit(on=date(2026, 12, 14)))
    due = date.fromisoformat(request["dueOn"])
    ok(await district.step("return", request, on=due + timedelta(days=1), reason="缺图"))
    assert await run(district.api) == 1
    event = (await district.api.events("zhongdian.support.request.due-corrected.v1"))[-1]
    assert (event["data"]["requestId"], event["data"]["dueOn"]) == (request["id"], None)
    told = (await district.api(QUERY, {"id": request["id"]}, as_=district.owner))["request"]
    assert "更正为 待补正后重算" in told["history"][-1]["note"]


async def test_bureau_and_applicant_are_told_what_moved_and_a_limit_on_record_as_passed_is_said_to_be_none(
    district, published
):
    request = ok(await district.submit(on=date(2026, 12, 15)))
    due = date.fromisoformat(request["dueOn"])
    after = datetime(due.year, due.month, due.day, 1, tzinfo=UTC) + timedelta(days=3)
    async with district.api.database.session(ALL_DIVISIONS) as session:
        await escalate(Work(session, system_actor("support", "000000"), after, "support", SERVICE.translate))
        await session.commit()
    async with district.api.database.session(ALL_DIVISIONS) as session:
        await recompute(Work(session, system_actor("support", "000000"), after, "support", SERVICE.translate))
        await session.commit()
    moved = published.add(date(2026, 12, 15), 15)
    assert moved > after.date()
    shown = "query($id: UUID!) { request(id: $id) { lateness { fact dueOn } escalations { days dueOn } } }"
    told = (await district.api(shown, {"id": request["id"]}, as_=district.owner, on=after.date()))["request"]
    assert [(f["fact"], f["dueOn"]) for f in told["lateness"]] == [("LIMIT_PASSED", str(due)), ("VOIDED", str(due))]
    assert {e["dueOn"] for e in told["escalations"]} == {str(due)}
    notices = (
        '{ supportNotices(first: 50, filter: {kinds: ["request.due-corrected"]}) { edges { node { text recordId } } } }'
    )
    for who in (district.officer, district.owner):
        page = await district.api(notices, as_=who, on=after.date())
        texts = [e["node"]["text"] for e in page["supportNotices"]["edges"] if e["node"]["recordId"] == request["id"]]
        assert len(texts) == 1, who
        assert f"由{due}更正为{moved}" in texts[0]


async def test_limits_of_opinions_and_reviews_are_corrected_once_and_that_of_an_opinion_is_told(district, request):
    life, day = await Life(district).told(), date(2026, 12, 28)
    asked = await district.claimed(on=day)
    question = {"unitId": str(life.requisition), "question": "征拆能否按期完成"}
    asked = ok(await life.step("askOpinion", asked, district.officer, day, **question))
    refused = await life.delivered(day, outcome="REFUSED")
    reviewed = ok(await life.step("askReview", refused, district.owner, day, grounds="规划已调整"))
    published = request.getfixturevalue("published")
    assert await run(district.api, parts.recompute_parts) == 2
    assert await run(district.api, parts.recompute_parts) == 0
    (before,), (after,) = asked["opinions"], (await life.seen(asked, district.officer, day))["opinions"]
    assert after["dueOn"] == str(published.add(day, 5)) != before["dueOn"]
    assert after["version"] == before["version"] + 1
    review = (await life.seen(reviewed, district.officer, day))["review"]
    assert review["dueOn"] == str(published.add(day, 15)) != reviewed["review"]["dueOn"]
    told = [e["data"] for e in await district.api.events("zhongdian.support.opinion.asked.v1")]
    mine = [(e["version"], e["dueOn"]) for e in told if e["opinionId"] == after["id"]]
    assert mine == [(1, before["dueOn"]), (2, after["dueOn"])]
    shown = "query($id: UUID!) { request(id: $id) { history { action note } } }"
    for of, what in ((asked, "征求意见的期限"), (reviewed, "复核的期限")):
        history = (await district.api(shown, {"id": of["id"]}, as_=district.officer, on=day))["request"]["history"]
        assert (history[-1]["action"], what in history[-1]["note"]) == ("RECOMPUTED", True)
