"""The review of a period at the same moment: one wins, the others are told, and nothing is half done."""

import asyncio

import pytest

from services.law.parties import Role
from tests.assessment.district import District, codes
from tests.assessment.review import (
    AFTER,
    ANNOUNCED_ON,
    LAST_DAY,
    announced,
    decided,
    duties,
    of_unit,
    on_duty,
    own_result,
    raised,
)


async def test_of_two_announcements_at_once_one_wins(district: District):
    await district.adopt()
    await district.towns(0, 1)
    await district.compute(on=ANNOUNCED_ON)
    done = await asyncio.gather(*(district.announce(on=ANNOUNCED_ON) for _ in range(3)))
    assert sorted(codes(d) for d in done) == [[], *[["VERSION_CONFLICT", "ALREADY_ANNOUNCED"]] * 2]
    assert len(await district.told("result.announced")) == 2


async def test_of_two_deciders_at_once_one_decides(district: District):
    units = await announced(district, 0, 1)
    objection = (await raised(district, of_unit(district, units[1])))["objection"]
    done = await asyncio.gather(
        decided(district, objection, accepted=True),
        decided(district, objection, accepted=False, who=district.authority.but(subject="another")),
    )
    assert sorted(codes(d) for d in done) == [[], ["VERSION_CONFLICT", "OBJECTION_SETTLED"]]
    assert len(await district.told("objection.decided")) == 1


async def test_of_two_objections_to_one_matter_at_once_one_is_taken_in(district: District):
    units = await announced(district, 0, 1)
    town = of_unit(district, units[1])
    result = await own_result(district, town)
    done = await asyncio.gather(*(raised(district, town, result=result) for _ in range(3)))
    assert sorted(codes(d) for d in done) == [[], ["OBJECTION_PENDING"], ["OBJECTION_PENDING"]]


@pytest.mark.parametrize("_", range(3))
async def test_an_objection_at_the_moment_of_publication_is_too_late_or_stops_it(district: District, _: int):
    units = await announced(district, 0, 1)
    town = of_unit(district, units[1])
    result = await own_result(district, town)
    objected, published = await asyncio.gather(
        raised(district, town, LAST_DAY, result=result), district.publish_announced(on=AFTER)
    )
    assert [codes(objected), codes(published)] in ([[], ["OBJECTIONS_UNDECIDED"]], [["NOT_ANNOUNCED"], []])


async def test_a_decision_at_the_moment_of_publication_comes_before_it_or_publication_is_refused(district: District):
    units = await announced(district, 0, 1)
    objection = (await raised(district, of_unit(district, units[1])))["objection"]
    settled, published = await asyncio.gather(
        decided(district, objection, accepted=False, on=AFTER), district.publish_announced(on=AFTER)
    )
    assert codes(settled) == []
    assert codes(published) in ([], ["OBJECTIONS_UNDECIDED"])


async def test_of_two_who_judge_a_duty_at_once_one_wins(district: District):
    await district.adopt()
    units = await district.towns(0, 1, 2, 3, 4)
    await district.published()
    (duty,) = await duties(district, units[4])
    said = {"person": "示例镇镇长甲", "text": "已表态"}
    town = district.someone(Role.PLANNING_PARTY, unit=units[4])
    duty = (await on_duty(district, "fulfilDuty", duty, town, **said))["duty"]
    done = await asyncio.gather(
        on_duty(district, "confirmDuty", duty, district.authority),
        on_duty(district, "returnDuty", duty, district.authority, reason="请补充"),
    )
    assert [] in [codes(d) for d in done]
    assert sorted(len(codes(d)) for d in done) == [0, 2]
