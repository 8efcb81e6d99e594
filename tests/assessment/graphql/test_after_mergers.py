"""第四条：a unit that was entered twice is assessed once; what was published stays as it was."""

from __future__ import annotations

from datetime import date
from itertools import permutations
from typing import Any
from uuid import UUID

from services.chassis.clock import new_id
from services.law.parties import Role
from tests.assessment.district import District, codes
from tests.assessment.graphql.test_cards import Q1, Q4, short

NEXT = date(2027, 4, 8)


async def merge(district: District, duplicate: UUID, keep: UUID) -> None:
    facts: dict[str, Any] = {"organizationId": duplicate, "name": "测试镇", "category": "TOWN", "version": 2}
    gone = facts | {"active": False, "mergedInto": keep}
    await district.tell("zhongdian.reserve.organization.changed.v1", **gone)


def scores(results: list[dict[str, Any]]) -> dict[str, float]:
    return {r["unit"]["id"]: float(r["score"]) for r in results}


async def test_facts_of_a_merged_unit_count_for_the_one_that_stands_for_it(district: District):
    await district.adopt()
    keep, duplicate, other = await district.towns(0, 5, 1)
    await district.compute()
    assert scores(await district.results()) == {str(keep): 100.0, str(duplicate): 50.0, str(other): 90.0}
    await merge(district, duplicate, keep)
    assert codes(await district.publish()) == ["FACTS_CHANGED"]
    await district.compute(expectedVersion=1)
    assert scores(await district.results()) == {str(keep): 75.0, str(other): 90.0}
    assert codes(await district.publish(expectedVersion=2)) == []


async def test_a_merged_unit_is_no_idle_unit(district: District):
    await district.adopt()
    keep, duplicate = await district.unit(), await district.unit()
    await district.towns(0, units=[keep])
    await merge(district, duplicate, keep)
    assert (await district.compute())["period"]["idleUnits"] == []


async def test_a_chain_of_mergers_counts_for_its_end_in_whatever_order_it_was_told(api):
    for order in permutations(range(2)):
        district = District(api)
        await district.adopt()
        keep, between, duplicate = await district.towns(0, 0, 5)
        steps = [(duplicate, between), (between, keep)]
        for at in order:
            await merge(district, *steps[at])
        await district.compute()
        assert scores(await district.results()) == {str(keep): round(100 * 25 / 30, 2)}, order


async def test_the_survivors_people_see_the_facts_that_count_for_them(district: District):
    await district.adopt()
    keep, duplicate, other = await district.towns(0, 1, 1)
    query = "{ facts(first: 100) { totalCount edges { node { unit { id } } } } }"

    async def seen(unit: UUID) -> set[str]:
        answer = await district.api(query, as_=district.someone(Role.PLANNING_PARTY, unit=unit))
        return {e["node"]["unit"]["id"] for e in answer["facts"]["edges"]}

    assert await seen(keep) == {str(keep)}
    await merge(district, duplicate, keep)
    assert await seen(keep) == {str(keep), str(duplicate)}
    assert await seen(other) == {str(other)}


async def test_a_published_result_stays_the_duplicates(district: District):
    await district.adopt()
    keep, duplicate = await district.towns(0, 5)
    await district.published()
    await merge(district, duplicate, keep)
    assert scores(await district.results()) == {str(keep): 100.0, str(duplicate): 50.0}


async def test_last_three_under_the_duplicates_name_and_then_under_the_survivors_is_red(district: District):
    await district.adopt()
    *others, duplicate = await district.towns(0, 0, 0, 1, 2, 4, on=Q4)
    await district.published(2026, 4)
    keep = await district.unit()
    await merge(district, duplicate, keep)
    await district.adopt(date(2027, 1, 20), year=2027)
    units = [*others, keep]
    await district.towns(3, 2, 1, 0, 0, 4, on=Q1, units=units)
    await district.published(2027, 1)
    colours = {unit: colour for unit, colour, _ in short(await district.cards(year=2027, quarter=1))}
    assert colours == {str(keep): "RED", str(others[0]): "YELLOW", str(others[1]): "YELLOW"}


async def test_a_correction_after_the_merger_keeps_the_red_card_of_a_published_duplicate(district: District):
    await district.adopt()
    units = await district.towns(0, 0, 0, 0, 2, 4, on=Q4)
    await district.published(2026, 4)
    await district.adopt(date(2027, 1, 20), year=2027)
    await district.towns(0, 0, 0, 1, 2, 4, on=Q1, units=units)
    await district.published(2027, 1)
    before = short([c for c in await district.cards(year=2027, quarter=1) if c["withdrawnOn"] is None])
    await merge(district, units[5], units[0])
    (best,) = [r for r in await district.results(2027, 1) if r["unit"]["id"] == str(units[1])]
    assert codes(await district.correct(best, "99", on=NEXT)) == []
    after = short([c for c in await district.cards(year=2027, quarter=1) if c["withdrawnOn"] is None])
    assert (str(units[5]), "RED", 1) in before & after


async def test_facts_are_told_of_a_unit_that_nobody_has_told_of_yet(district: District):
    await district.adopt()
    duplicate, keep = await district.unit(), new_id()
    await merge(district, duplicate, keep)
    await district.towns(3, units=[duplicate])
    unplaced = (await district.compute())["period"]["unplacedFacts"]
    assert len(unplaced) == 10
    await district.unit(id=keep)
    await district.compute(expectedVersion=1)
    assert scores(await district.results()) == {str(keep): 70.0}


async def test_a_project_that_the_plan_gave_up_burdens_nobody_from_that_day_on(district: District):
    await district.adopt()
    town = await district.unit()
    for due in (date(2026, 11, 9), date(2026, 11, 10), date(2026, 12, 20)):
        await district.planned(town, due)
    facts = {"projectId": district.project, "responsibleUnitId": town}
    ended = facts | {"version": 1, "endedOn": date(2026, 11, 10)}
    on_time = {r["unit"]["id"]: r for r in await district.results()}
    assert on_time == {}
    await district.completed(town, date(2026, 10, 20))
    await district.compute()
    assert scores(await district.results()) == {str(town): 25.0}
    await district.tell("zhongdian.schedule.schedule.ended.v1", on=date(2026, 11, 12), **ended)
    await district.compute(expectedVersion=1)
    assert scores(await district.results()) == {str(town): 50.0}
    resumed = facts | {"version": 2, "resumedOn": date(2026, 12, 1)}
    await district.tell("zhongdian.schedule.schedule.resumed.v1", on=date(2026, 12, 2), **resumed)
    await district.compute(expectedVersion=2)
    assert scores(await district.results()) == {str(town): 33.33}
