"""第十五条（优先安排）：who waits for a quota, in which order, and why; what becomes free goes by it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from services.chassis.database import ALL_DIVISIONS
from services.law.dated import Dated, Entry
from services.support.domain.land import rulebook
from services.support.domain.request import State
from services.support.store import tables
from tests.support.land_world import LandDistrict
from tests.support.world import ok

YEARS = iter(range(2005, 2080, 3))
QUEUE = """query($a: UUID!, $n: Int!, $s: Int!) { quotaQueue(accountId: $a, first: $n, skip: $s) {
    rule criteria source totalCount missing available items {
        rank requestId projectName asked held missing inPlan level why project { id } } } }"""


@pytest.fixture
async def district(api) -> AsyncIterator[LandDistrict]:
    """A district in which nobody else waits: what the test leaves open ends with it."""
    yield await LandDistrict(api).told()
    row = tables.Request
    async with api.database.session(ALL_DIVISIONS) as session:
        ended = {"state": State.WITHDRAWN, "ended_on": row.stepped_on, "held_account_id": None, "held_amount": None}
        await session.execute(update(row).where(row.ended_on.is_(None)).values(ended))
        await session.commit()


@pytest.fixture
def day() -> date:
    return date(next(YEARS), 3, 1)


async def queue(district: LandDistrict, account: dict, on: date, first: int = 100, skip: int = 0) -> dict:
    asked = {"a": account["id"], "n": first, "s": skip}
    return (await district.api(QUEUE, asked, as_=district.officer, on=on))["quotaQueue"]


async def waits(district: LandDistrict, project, on: date, quantity: str) -> dict:
    node = await district.node(projectId=str(project))
    request = ok(await district.submit(node, projectId=str(project), on=on, quantity=quantity))
    return ok(await district.step("accept", request, on=on))


async def held(district: LandDistrict, *requests: dict) -> list[int]:
    row = tables.Request
    found = {str(r.id): r.held_amount for r in await district.api.rows(select(row.id, row.held_amount))}
    return [int(found[r["id"]] or 0) for r in requests]


async def test_projects_of_the_years_plan_come_first_and_then_in_the_order_of_acceptance(district, day):
    account = await district.quota("0", day.year)
    planned, late = [await district.another_project(name) for name in ("示例计划内项目", "示例后列入项目")]
    await district.planned(day.year, planned)
    await district.planned(day.year + 1, late)
    first = await waits(district, district.project, day, "30")
    second = await waits(district, planned, day + timedelta(days=1), "40")
    third = await waits(district, late, day + timedelta(days=2), "50")
    told = await queue(district, account, day + timedelta(days=3))
    assert [i["requestId"] for i in told["items"]] == [second["id"], first["id"], third["id"]]
    assert (told["totalCount"], told["missing"], told["available"]) == (3, "120", "0")
    assert told["rule"] == "列入该年度重点项目计划的在先；其次受理在先的在先"
    assert told["items"][0]["why"] == f"第1位：列入{day.year}年度重点项目计划；{day + timedelta(days=1)}受理"
    assert told["items"][1]["why"].startswith("第2位：未列入")
    await district.planned(day.year, late)
    told = await queue(district, account, day + timedelta(days=3))
    assert [i["requestId"] for i in told["items"]] == [second["id"], third["id"], first["id"]]
    await district.booked(account, "60", day + timedelta(days=4))
    assert await held(district, first, second, third) == [0, 40, 20]
    told = await queue(district, account, day + timedelta(days=4), first=1, skip=1)
    assert [(i["rank"], i["requestId"], i["missing"]) for i in told["items"]] == [(2, first["id"], "30")]


async def test_a_project_taken_out_of_the_plan_loses_its_place_but_not_what_it_holds(district, day):
    account = await district.quota("10", day.year)
    planned = await district.another_project("示例调出项目")
    await district.planned(day.year, planned)
    first = await waits(district, planned, day, "40")
    second = await waits(district, district.project, day, "40")
    await district.planned(day.year, planned, version=2, removed=True)
    await district.planned(day.year, planned, version=1)  # an event that comes late brings nothing back
    await district.planned(day.year, version=1)
    told = await queue(district, account, day)
    assert [(i["requestId"], i["held"], i["inPlan"]) for i in told["items"]] == [
        (second["id"], "0", True),
        (first["id"], "10", False),
    ]


async def test_another_rule_is_another_entry_of_the_rulebook(district, day, monkeypatch):
    account = await district.quota("0", day.year)
    national = await district.another_project("示例国家级项目", level="NATIONAL")
    city = await district.another_project("示例市级项目", level="CITY")
    first = await waits(district, district.project, day, "10")
    second = await waits(district, city, day, "10")
    third = await waits(district, national, day, "10")
    order = (rulebook.Criterion.LEVEL, rulebook.Criterion.ACCEPTED)
    by_level = Dated(rulebook.A15, "次序", Entry(date(2004, 1, 1), order, "示例"))
    for module in ("services.support.graphql.quota_statement", "services.support.usecases.quota.share"):
        monkeypatch.setattr(f"{module}.PRIORITY", by_level)
    told = await queue(district, account, day)
    assert [i["requestId"] for i in told["items"]] == [third["id"], second["id"], first["id"]]
    assert "项目级别国家级" in told["items"][0]["why"]
    await district.booked(account, "15", day)
    assert await held(district, first, second, third) == [0, 5, 10]


async def test_a_queue_is_asked_for_in_pages_that_can_be_read(district, day):
    account = await district.quota("0", day.year)
    for first, skip in ((0, 0), (501, 0), (1, -1)):
        asked = {"a": account["id"], "n": first, "s": skip}
        answer = await district.api.raw(QUEUE, asked, as_=district.officer, on=day)
        assert answer["errors"][0]["extensions"]["code"] == "BAD_INPUT"
    answer = await district.api.raw(QUEUE, {"a": account["id"], "n": 1, "s": 0}, as_=district.owner, on=day)
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_the_rules_of_the_years_end_can_be_read(district):
    told = await district.api("{ quotaYearEndRules { kind yearEnd needsDocument source } }", as_=district.owner)
    ends = {r["kind"]: r["yearEnd"] for r in told["quotaYearEndRules"]}
    assert ends["FOREST_LAND_QUOTA"] == "LAPSES"
    assert ends["CULTIVATED_LAND_BALANCE"] == "CARRIED"
