"""Commands at the same moment: one wins, the others are told, and nothing is half done."""

import asyncio
from datetime import date

from tests.assessment.district import District, codes


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
