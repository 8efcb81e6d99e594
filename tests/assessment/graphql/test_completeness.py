"""第十九条：whether the facts of a period are all here, by what the services tell of how many events there are."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from services.assessment.domain.fact.completeness import OfService, gaps
from services.assessment.domain.period import Year
from services.chassis.clock import new_id, system_now
from services.chassis.database import ALL_DIVISIONS
from services.chassis.parking import set_aside
from services.chassis.tallies import identity_at
from services.law.parties import Role
from tests.assessment.complete import complete, heard, tally
from tests.assessment.district import District
from tests.harness.people import Person

END, AFTER = date(2026, 12, 31), date(2027, 1, 1)
COMPLETED = "zhongdian.schedule.node.completed.v1"
ASK = (
    "query($year: Int!, $quarter: Int) { periodCompleteness(year: $year, quarter: $quarter) { year quarter complete gaps "
    "services { service toldThrough coversPeriod missing parked types { type told applied parked setAside missing } } } }"
)


async def ask(district: District, as_: Person | None = None, **its: Any) -> dict[str, Any]:
    variables = {"year": 2026, "quarter": 4} | its
    return (await district.api(ASK, variables, as_=as_ or district.authority))["periodCompleteness"]


def of(found: dict[str, Any], service: str) -> dict[str, Any]:
    return next(s for s in found["services"] if s["service"] == service)


async def test_a_period_is_complete_when_every_service_told_of_no_more_than_is_here_after_its_end(district: District):
    await district.completed(new_id(), date(2026, 11, 2))
    await complete(district, END)
    found = await ask(district)
    assert not found["complete"]
    assert found["gaps"][1] == "建设调度：只清点到2026-12-31，未到2026年第4季度期末之后"
    await complete(district, AFTER)
    found = await ask(district)
    assert (found["complete"], found["gaps"]) == (True, [])
    assert of(found, "schedule")["types"] == [
        {"type": COMPLETED, "told": 1, "applied": 1, "parked": 0, "setAside": 0, "missing": 0}
    ]
    assert of(found, "schedule")["toldThrough"].startswith("2027-01-01")
    assert (await ask(district, quarter=None))["quarter"] is None


async def test_what_was_told_of_and_has_not_come_is_missing(district: District):
    await district.completed(new_id(), date(2026, 11, 2))
    await complete(district, AFTER)
    await district.api.deliver(tally("schedule", AFTER, {district.division: {COMPLETED: 3}}))
    found = await ask(district)
    assert found["gaps"] == ["建设调度：2项事件未到"]
    assert of(found, "schedule")["missing"] == 2
    for _ in range(2):
        await district.completed(new_id(), date(2026, 11, 3))
    assert not (await ask(district))["complete"], "what has come since is newer than the tally"
    await complete(district, AFTER)
    assert (await ask(district))["complete"]


async def test_what_cannot_be_applied_is_parked_until_an_operator_decides(district: District):
    await complete(district, AFTER)
    bad = district.completion(new_id(), date(2026, 11, 2))
    bad["data"]["completedOn"] = "no day"
    bad["subject"] = f"bad-{district.division}"
    await district.api.deliver(bad)
    await district.api.deliver(tally("schedule", AFTER, {district.division: {COMPLETED: 1}}))
    found = await ask(district)
    assert found["gaps"] == ["建设调度：1项事件未能处理"]
    assert of(found, "schedule")["types"][0]["parked"] == 1
    async with district.api.database.session(ALL_DIVISIONS) as session:
        assert await set_aside(session, bad["id"], "示例：重复推送")
        await session.commit()
    found = await ask(district)
    assert (found["complete"], of(found, "schedule")["types"][0]["setAside"]) == (True, 1)


async def test_an_older_tally_changes_nothing_and_events_that_are_not_listened_to_do_not_count(district: District):
    await complete(district, AFTER)
    old = tally(
        "schedule",
        END,
        {district.division: {COMPLETED: 9}},
        boundary=identity_at(system_now() - timedelta(hours=1)),
    )
    await district.api.deliver(old)
    assert (await ask(district))["complete"]
    other = {district.division: {"zhongdian.schedule.bulletin.sent.v1": 4}}
    await district.api.deliver(tally("schedule", AFTER, other))
    assert (await ask(district))["complete"]


async def test_each_division_is_complete_for_itself(district: District):
    other = District(district.api)
    await complete(district, AFTER)
    counts = {district.division: await heard(district), other.division: {COMPLETED: 1}}
    await district.api.deliver(tally("schedule", AFTER, counts))
    assert (await ask(district))["complete"]
    assert (await ask(other))["gaps"] == ["建设调度：1项事件未到"]


async def test_overseers_see_it_and_others_do_not(district: District):
    await complete(district, AFTER)
    for role in (Role.INVESTMENT_AUTHORITY, Role.PROJECT_SERVICE, Role.INSPECTOR, Role.LEADER, Role.DISCIPLINE):
        assert (await ask(district, district.someone(role)))["complete"]
    answer = await district.api.raw(ASK, {"year": 2026, "quarter": 4}, as_=district.someone(Role.OWNER, unit=new_id()))
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_a_period_that_there_is_not_has_no_answer(district: District):
    assert await ask(district, quarter=5) is None
    assert await ask(district, year=1) is None


async def test_an_event_is_heard_once(district: District):
    told = district.completion(new_id(), date(2026, 11, 2))
    await district.api.deliver(told, told)
    await district.api.deliver(told)
    assert await heard(district) == {COMPLETED: 1}


async def test_a_service_that_never_told_is_a_gap(district: District):
    never = (OfService("support", None, None, ()),)
    assert [gap.words for gap in gaps(never, Year(2026))] == ["服务保障：从未清点，未到2026年度期末之后"]
    told = (OfService("support", datetime(2027, 1, 1, tzinfo=UTC), AFTER, ()),)
    assert gaps(told, Year(2026)) == ()


LATE = "query($year: Int!, $quarter: Int!) { period(year: $year, quarter: $quarter) { lateFacts { totalCount edges { node { kind daysLate } } } } }"


async def test_facts_that_come_after_a_period_was_published_are_shown_and_change_nothing(district: District):
    async def late() -> list[int]:
        found = await district.api(LATE, {"year": 2026, "quarter": 4}, as_=district.authority)
        return [e["node"]["daysLate"] for e in found["period"]["lateFacts"]["edges"]]

    await district.adopt()
    (unit,) = await district.towns(1)
    assert (await district.compute())["userErrors"] == []
    assert await late() == []
    assert (await district.publish(on=date(2027, 1, 8)))["userErrors"] == []
    before = await district.results()
    assert await late() == []
    await district.completed(unit, date(2026, 12, 31), late=7)
    await district.completed(unit, date(2027, 1, 1), late=8)
    assert await late() == [7]
    assert await district.results() == before
