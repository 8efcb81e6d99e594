"""Cards after corrections on record, and of units that were idle, given up or tied in between."""

from datetime import date

import pytest

from services.law.parties import Role
from tests.assessment.district import District, codes, scheme
from tests.assessment.graphql.test_cards import Q1, Q4, changed, short, two_quarters
from tests.assessment.graphql.test_duties import SAID, barred
from tests.assessment.review import duties, of_unit, on_duty

SPRING = date(2027, 4, 20)
PARTED = [rule | {"tieBreakers": ["NODES"]} for rule in scheme()["groups"]]


async def in_force(district: District, **its: int) -> set[tuple]:
    return short(await district.cards(inForce=True, **its))


async def test_a_score_corrected_to_that_of_the_first_is_first_with_them_and_its_card_goes(district: District):
    await district.adopt(groups=PARTED)
    units = await district.towns(0, 0, 0, 1, 4)
    await district.published()
    assert (str(units[4]), "YELLOW", 1) in await in_force(district)
    done = await district.correct((await district.results())[-1], "100")
    assert (codes(done), done["result"]["rank"], done["result"]["lastPlace"]) == ([], 1, None)
    assert [r["rank"] for r in await district.results()] == [1, 1, 1, 1, 5]
    assert await in_force(district) == {(str(units[3]), "YELLOW", 1)}


@pytest.mark.parametrize(("ties", "carded"), [("INCLUDE_TIED", 4), ("EXCLUDE_TIED", 2)])
async def test_a_score_corrected_across_the_line_of_the_last_three_follows_the_schemes_rule(
    district: District, ties: str, carded: int
):
    await district.adopt(groups=PARTED, ties=ties)
    units = await district.towns(0, 1, 3, 4, 2)
    await district.published()
    best_of_the_last = next(r for r in await district.results() if r["unit"]["id"] == str(units[4]))
    assert best_of_the_last["lastPlace"] == 3
    done = await district.correct(
        best_of_the_last, "90"
    )  # level with the fourth from last, and parted from it by nothing
    assert (codes(done), done["result"]["rank"]) == ([], 2)
    assert len(await in_force(district)) == carded


async def test_a_correction_makes_the_next_quarters_yellow_card_red_and_another_takes_it_back(district: District):
    units = await two_quarters(district, first=(0, 1, 2, 3, 4), second=(4, 0, 1, 2, 3))
    town, best = of_unit(district, units[0]), str(units[0])
    (duty,) = await duties(district, units[0], on=SPRING)
    done = await on_duty(district, "fulfilDuty", duty, town, SPRING, **SAID)
    assert codes(await on_duty(district, "confirmDuty", done["duty"], district.authority, SPRING)) == []
    first = next(r for r in await district.results(2026, 4) if r["unit"]["id"] == best)
    done = await district.correct(first, "10", on=SPRING, reason="原结果依据的办结信息经查不实")
    assert codes(done) == []
    assert await in_force(district, year=2027) == {
        (best, "RED", 1),
        (str(units[4]), "RED", 2),
        (str(units[3]), "RED", 3),
    }
    asked = {d["kind"]: d for d in await duties(district, units[0], on=SPRING) if d["card"]["colour"] == "RED"}
    assert asked["STATEMENT_IN_PERSON"]["status"] == "CONFIRMED", "what was done for the yellow card is done"
    assert (asked["REPORT_IN_WRITING"]["status"], asked["REPORT_IN_WRITING"]["dueOn"]) == ("DUE", "2027-05-06")
    assert len(await barred(district, units[0], 2027)) == 1
    (gone,) = [c for c in await district.cards(year=2027, inForce=False) if c["unit"]["id"] == best]
    assert (gone["colour"], gone["withdrawnReason"]) == ("YELLOW", "原结果依据的办结信息经查不实")
    assert codes(await district.correct(done["result"], "100", on=date(2027, 4, 21))) == []
    assert (best, "YELLOW", 1) in await in_force(district, year=2027)
    assert await barred(district, units[0], 2027) == []
    statuses = {(d["kind"], d["status"]) for d in await duties(district, units[0], on=SPRING)}
    assert {("STATEMENT_IN_PERSON", "CONFIRMED"), ("REPORT_IN_WRITING", "LAPSED")} <= statuses


async def test_a_quarter_corrected_before_the_next_is_published_decides_its_colours(district: District):
    await district.adopt()
    units = await district.towns(0, 1, 2, 3, 4, on=Q4)
    await district.published(2026, 4)
    await district.adopt(date(2027, 1, 20), year=2027)
    await district.towns(0, 1, 2, 3, 4, on=Q1, units=units)
    assert codes(await district.compute(2027, 1, on=date(2027, 4, 8))) == []
    announced = (await district.announce(2027, 1, on=date(2027, 4, 8)))["period"]
    assert codes(await district.correct((await district.results(2026, 4))[-1], "99", on=date(2027, 4, 9))) == []
    assert await in_force(district, year=2027) == set(), "what is not published has no cards"
    given = {"on": date(2027, 4, 16), "expectedVersion": announced["version"]}
    assert codes(await district.publish_announced(2027, 1, **given)) == []
    assert await in_force(district, year=2027) == {
        (str(units[4]), "YELLOW", 1),
        (str(units[3]), "RED", 2),
        (str(units[2]), "RED", 3),
    }


async def test_a_quarter_without_any_task_in_between_breaks_the_row(district: District):
    await district.adopt()
    units = await district.towns(0, 1, 2, 3, 4, on=date(2026, 8, 3))
    await district.published(2026, 3)
    await district.towns(0, 1, 2, 3, on=Q4, units=units[:4])
    await district.published(2026, 4)
    await district.adopt(date(2027, 1, 20), year=2027)
    await district.towns(0, 1, 2, 3, 4, on=Q1, units=units)
    await district.published(2027, 1)
    cards = await in_force(district, year=2027, quarter=1)
    assert cards == {(str(units[4]), "YELLOW", 1), (str(units[3]), "RED", 2), (str(units[2]), "RED", 3)}


async def test_a_unit_that_was_given_up_is_assessed_and_carded_by_what_it_had_to_do(district: District):
    await district.adopt()
    units = await district.towns(0, 1, 2, 3, 4, on=Q4)
    await district.published(2026, 4)
    for gone in units[3:]:
        await changed(district, gone, active=False)
    await district.adopt(date(2027, 1, 20), year=2027)
    await district.towns(0, 1, 2, 4, on=Q1, units=units[:4])
    await district.published(2027, 1)
    cards = await in_force(district, year=2027)
    assert cards == {(str(units[3]), "RED", 1), (str(units[2]), "RED", 2), (str(units[1]), "YELLOW", 3)}
    query = "{ period(year: 2027, quarter: 1) { idleUnits { id } } }"
    idle = (await district.api(query, as_=district.someone(Role.LEADER)))["period"]["idleUnits"]
    assert idle == [{"id": str(units[4])}], "and with nothing to do it is not ranked"


async def test_what_was_done_and_confirmed_is_not_asked_again_when_a_withdrawn_card_comes_back(district: District):
    await district.adopt()
    units = await district.towns(0, 1, 2, 3, 4)
    await district.published()
    town, on = of_unit(district, units[4]), date(2027, 1, 18)
    (duty,) = await duties(district, units[4], on=on)
    done = await on_duty(district, "fulfilDuty", duty, town, on, **SAID)
    assert codes(await on_duty(district, "confirmDuty", done["duty"], district.authority, on)) == []
    done = await district.correct((await district.results())[-1], "99", on=on)
    assert (str(units[4]), "YELLOW", 1) not in await in_force(district)
    assert codes(await district.correct(done["result"], "60", on=on)) == []
    assert (str(units[4]), "YELLOW", 1) in await in_force(district)
    (again,) = await duties(district, units[4], on=on)
    assert (again["id"], again["status"]) == (duty["id"], "CONFIRMED")
