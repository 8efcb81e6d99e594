"""A calendar that is published later corrects limits of agency items that were provisional; what moved is on record."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from services.chassis.calendar import calendar
from services.chassis.clock import system_now
from services.chassis.database import ALL_DIVISIONS
from services.chassis.inbox import system_actor
from services.chassis.work import Work
from services.law.workdays import YearDays
from services.support.app import SERVICE
from services.support.store import agency as store
from services.support.store import tables
from services.support.usecases.agency import recompute as usecase
from tests.support.agency.world import Agency
from tests.support.rest_world import kinds_told

DECEMBER = date(2026, 12, 28)


@pytest.fixture
def published(monkeypatch):
    """Publish a calendar for 2027 with a long holiday in January."""
    days = frozenset(date(2027, 1, d) for d in (1, *range(4, 9)))
    made = calendar().with_year(YearDays(2027, days))
    for module in (usecase, store):
        monkeypatch.setattr(module, "calendar", lambda: made)
    return made


async def run(api) -> int:
    async with api.database.session(ALL_DIVISIONS) as session:
        work = Work(session, system_actor("support", "000000"), system_now(), "support", SERVICE.translate)
        moved = await usecase.recompute_items(work)
        await session.commit()
    return moved


async def row_of(agency: Agency, code: str):
    item = tables.AgencyItem
    query = select(item).where(item.case_id == agency.case["id"], item.code == code)
    ((row,),) = await agency.district.api.rows(query)
    return row


async def test_a_limit_in_an_unpublished_year_is_set_right_once_and_the_log_says_so(agency, request):
    await agency.authorised(on=DECEMBER)
    await agency.submit("SITE_OPINION", "PROJECT_FILING", on=DECEMBER)
    before = await row_of(agency, "SITE_OPINION")
    assert (before.due_provisional, before.due_on.year) == (True, 2027)
    published = request.getfixturevalue("published")
    assert await run(agency.district.api) >= 1
    assert await run(agency.district.api) == 0
    after = await row_of(agency, "SITE_OPINION")
    assert after.due_on == published.add(DECEMBER, after.working_days) != before.due_on
    assert (after.due_provisional, after.version) == (False, before.version)
    entries = (await agency.item("SITE_OPINION", DECEMBER))["entries"]["edges"]
    (told,) = [e["node"] for e in entries if e["node"]["kind"] == "DUE_CORRECTED"]
    assert told["text"] == f"年度日历公布，到期日由 {before.due_on} 更正为 {after.due_on}"
    (audited,) = [row for row in await agency.district.api.audit() if row.subject == f"agency-item/{after.id}"][-1:]
    assert audited.action == "recomputeAgencyItems"
    for who in (agency.owner, agency.agent):
        assert "agency.due-corrected" in await kinds_told(agency.district.api, who, DECEMBER, str(after.id))
    stranger = agency.owner.but(unit=agency.case["id"], subject="stranger")
    assert await kinds_told(agency.district.api, stranger, DECEMBER, str(after.id)) == set()


async def test_a_limit_of_published_years_and_what_has_ended_are_left_alone(agency, request):
    march = date(2026, 3, 2)
    await agency.authorised(on=march)
    await agency.submit("SITE_OPINION", on=march)
    assert not (await row_of(agency, "SITE_OPINION")).due_provisional
    await agency.submit("PROJECT_FILING", on=DECEMBER)
    await agency.step("recordAgencyItemDone", "PROJECT_FILING", on=DECEMBER, text="", documentNumber="示例备2号")
    done = await row_of(agency, "PROJECT_FILING")
    assert not done.due_provisional
    request.getfixturevalue("published")
    await run(agency.district.api)
    kept = [await row_of(agency, code) for code in ("SITE_OPINION", "PROJECT_FILING")]
    assert [e.due_on for e in kept] == [(await row_of(agency, "SITE_OPINION")).due_on, done.due_on]
    entries = (await agency.item("PROJECT_FILING", DECEMBER))["entries"]["edges"]
    assert "DUE_CORRECTED" not in [e["node"]["kind"] for e in entries]


async def test_an_item_whose_clock_stands_stays_without_a_limit(agency, request):
    await agency.authorised(on=DECEMBER)
    await agency.submit("SITE_OPINION", on=DECEMBER)
    await agency.step("recordAgencyItemReturned", "SITE_OPINION", on=date(2026, 12, 29), text="缺图")
    request.getfixturevalue("published")
    await run(agency.district.api)
    assert (await row_of(agency, "SITE_OPINION")).due_on is None
