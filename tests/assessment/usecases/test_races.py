"""Commands at the same moment: one wins, the others are told, and nothing is half done."""

import asyncio
from datetime import date

import pytest
from sqlalchemy import func, select

from services.chassis.clock import new_id
from services.chassis.tables import audit
from tests.assessment.complete import complete
from tests.assessment.district import District, codes

DAY = date(2027, 1, 10)
TOLD = {"VERSION_CONFLICT", "REASON_MISSING", "CORRECTIONS_WOULD_BE_LOST", "ALREADY_ANNOUNCED", "FACTS_CHANGED"}


async def test_of_two_publications_at_once_one_wins(district: District):
    await district.adopt()
    await district.towns(0, 1, 2, 3)
    await district.compute()
    await district.announce()
    done = await asyncio.gather(*(district.publish_announced() for _ in range(3)))
    assert sorted(codes(d) for d in done) == [
        [],
        ["VERSION_CONFLICT", "ALREADY_PUBLISHED"],
        ["VERSION_CONFLICT", "ALREADY_PUBLISHED"],
    ]
    assert len(await district.told("result.published")) == 4
    assert len(await district.told("card.issued")) == 3


async def test_of_two_first_computations_at_once_one_wins(district: District):
    await district.adopt()
    await district.towns(0, 1)
    done = await asyncio.gather(*(district.compute() for _ in range(3)))
    assert sorted(codes(d) for d in done) == [[], ["VERSION_CONFLICT"], ["VERSION_CONFLICT"]]
    assert len(await district.results()) == 2


async def test_of_two_schemes_adopted_at_once_one_is_the_years(district: District):
    done = await asyncio.gather(*(district.adopt(title=f"细则第{n}稿") for n in range(3)))
    assert sorted(codes(d) for d in done) == [[], ["VERSION_CONFLICT"], ["VERSION_CONFLICT"]]


async def test_a_scheme_adopted_at_the_moment_of_publication_is_refused_or_the_publication_is(district: District):
    await district.adopt()
    await district.towns(0, 1)
    await district.compute()
    await district.announce()
    published, adopted = await asyncio.gather(
        district.publish_announced(), district.adopt(date(2027, 1, 10), expectedVersion=1, places=1)
    )
    assert [codes(published), codes(adopted)] in ([[], ["SCHEME_FROZEN"]], [["FACTS_CHANGED"], []])


async def test_of_two_corrections_at_once_one_wins_and_one_is_kept(district: District):
    await district.adopt()
    await district.towns(0, 1, 2)
    await district.published()
    last = (await district.results())[-1]
    done = await asyncio.gather(district.correct(last, "85"), district.correct(last, "95"))
    assert sorted(codes(d) for d in done) == [[], ["VERSION_CONFLICT"]]


async def test_districts_do_not_wait_for_each_other(district: District):
    other = District(district.api)
    for each in (district, other):
        await each.adopt()
        await each.towns(0, 1)
    done = await asyncio.gather(district.compute(), other.compute())
    assert [codes(d) for d in done] == [[], []]


@pytest.mark.parametrize("_", range(3))
async def test_computing_announcing_and_correcting_while_facts_come_are_done_one_after_the_other(
    district: District, _: int
):
    await district.adopt()
    units = await district.towns(0, 1, 2, 3)
    period = (await district.compute())["period"]
    await complete(district, DAY)
    last = (await district.results())[-1]
    *done, _ids = await asyncio.gather(
        district.compute(expectedVersion=1),
        district.compute(expectedVersion=1, discardCorrections=True, reason="又有事实"),
        district.announce(expectedVersion=1, complete=False),
        district.correct(last, "65"),
        district.towns(0, 2, units=units[:2]),
    )
    assert {code for answer in done for code in codes(answer)} <= TOLD
    accepted = [codes(answer) == [] for answer in done]
    assert any(accepted)
    assert sum(accepted[:3]) <= 1, "all three name the version that one of them changes"
    query = "query { period(year: 2026, quarter: 4) { id version } }"
    found = (await district.api(query, as_=district.authority))["period"]
    assert found == {"id": period["id"], "version": 1 + sum(accepted)}


async def test_a_computation_sent_again_while_it_is_under_way_is_done_once_and_answered_alike(district: District):
    await district.adopt()
    units, key = await district.towns(0, 1), str(new_id())
    *done, _ids = await asyncio.gather(
        *(district.compute(idempotencyKey=key) for _ in range(4)), district.towns(1, 1, units=units)
    )
    assert [codes(answer) for answer in done] == [[]] * 4
    assert len({answer["period"]["id"] for answer in done}) == 1
    query = select(func.count()).where(audit.c.division == district.division, audit.c.action == "computePeriod")
    assert (await district.api.rows(query))[0][0] == 1


async def test_periods_computed_at_once_wait_for_each_other_and_are_all_computed(district: District):
    await district.adopt()
    units = await district.towns(0, 1)
    await district.towns(1, 0, on=date(2026, 8, 3), units=units)
    done = await asyncio.gather(*(district.compute(quarter=quarter) for quarter in (1, 2, 3, 4)))
    assert [codes(answer) for answer in done] == [[]] * 4
    assert [len(await district.results(quarter=quarter)) for quarter in (3, 4)] == [2, 2]
