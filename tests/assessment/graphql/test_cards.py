"""Cards by rule, through the API: issued at publication, red in a row, settled after a correction."""

from datetime import date

import pytest

from tests.assessment.district import District, codes

Q4, Q1 = date(2026, 11, 2), date(2027, 2, 2)


async def two_quarters(district: District, *, first: tuple[int, ...], second: tuple[int, ...]) -> list:
    """Publish the last quarter of 2026 and the first of 2027 with so many late nodes a town."""
    await district.adopt()
    units = await district.towns(*first, on=Q4)
    await district.published(2026, 4)
    await district.adopt(date(2027, 1, 20), year=2027)
    await district.towns(*second, on=Q1, units=units)
    await district.published(2027, 1)
    return units


def short(cards: list) -> set[tuple]:
    return {(c["unit"]["id"], c["colour"], c["place"]) for c in cards}


async def test_the_last_three_get_yellow_cards_with_their_duties(district: District):
    await district.adopt()
    units = await district.towns(0, 1, 2, 3, 4)
    await district.published()
    cards = await district.cards()
    assert short(cards) == {(str(units[4]), "YELLOW", 1), (str(units[3]), "YELLOW", 2), (str(units[2]), "YELLOW", 3)}
    duties = {c["place"]: c["duties"] for c in cards}
    assert duties[1] == [{"kind": "STATEMENT_IN_PERSON", "by": "预警单位", "occasion": "季讲评", "bodies": []}]
    assert [d["kind"] for d in duties[2] + duties[3]] == ["STATEMENT_IN_WRITING", "STATEMENT_IN_WRITING"]
    assert {c["meaning"] for c in cards} == {"黄牌为提醒"}
    told = await district.told("card.issued")
    assert {(e["unitId"], e["colour"], e["year"], e["quarter"]) for e in told} == {
        (str(u), "YELLOW", 2026, 4) for u in units[2:]
    }


async def test_nobody_gets_a_card_before_publication(district: District):
    await district.adopt()
    await district.towns(0, 1, 2, 3)
    await district.compute()
    assert await district.cards() == []


async def test_last_three_twice_in_a_row_is_red_over_the_turn_of_the_year(district: District):
    units = await two_quarters(district, first=(0, 1, 2, 3, 4), second=(4, 0, 1, 2, 3))
    cards = await district.cards(year=2027, quarter=1)
    assert short(cards) == {(str(units[0]), "YELLOW", 1), (str(units[4]), "RED", 2), (str(units[3]), "RED", 3)}
    red = next(c for c in cards if c["colour"] == "RED")
    assert red["barsAdvancedUnit"]
    assert red["meaning"] == "红牌为警示，不是表扬"
    assert [d["kind"] for d in red["duties"]] == ["STATEMENT_IN_PERSON", "REPORT_IN_WRITING"]
    assert red["duties"][1]["bodies"] == ["工委", "管委会", "区委", "区政府"]


async def test_groups_of_three_follow_the_schemes_rule_and_four_do_not(district: District):
    await district.adopt(small="LAST_ONLY")
    three = await district.towns(0, 1, 2)
    await district.published()
    assert short(await district.cards()) == {(str(three[2]), "YELLOW", 1)}
    other = District(district.api)
    await other.adopt(small="LAST_ONLY")
    four = await other.towns(0, 1, 2, 3)
    await other.published()
    assert short(await other.cards()) == {(str(u), "YELLOW", 3 - n) for n, u in enumerate(four[1:])}


async def test_ties_across_the_line_follow_the_schemes_rule(district: District):
    await district.adopt()
    included = await district.towns(0, 1, 1, 2, 3)
    await district.published()
    assert short(await district.cards()) == {
        (str(u), "YELLOW", p) for u, p in zip(included[1:], (3, 3, 2, 1), strict=True)
    }
    other = District(district.api)
    await other.adopt(ties="EXCLUDE_TIED")
    excluded = await other.towns(0, 1, 1, 2, 3)
    await other.published()
    assert short(await other.cards()) == {(str(excluded[3]), "YELLOW", 2), (str(excluded[4]), "YELLOW", 1)}


async def test_a_correction_withdraws_the_card_that_lost_its_ground_and_issues_the_one_now_due(district: District):
    await district.adopt()
    units = await district.towns(0, 1, 2, 3, 4)
    await district.published()
    done = await district.correct((await district.results())[-1], "99")
    assert codes(done) == []
    in_force = await district.cards(inForce=True)
    assert short(in_force) == {(str(units[3]), "YELLOW", 1), (str(units[2]), "YELLOW", 2), (str(units[1]), "YELLOW", 3)}
    withdrawn = await district.cards(inForce=False)
    assert short(withdrawn) == {
        (str(units[4]), "YELLOW", 1),
        (str(units[3]), "YELLOW", 2),
        (str(units[2]), "YELLOW", 3),
    }
    assert {c["withdrawnReason"] for c in withdrawn} == {"经核实，节点任务实际按时完成"}
    assert len(await district.told("card.withdrawn")) == 3


async def test_correcting_a_quarter_also_settles_the_red_cards_of_the_next(district: District):
    units = await two_quarters(district, first=(0, 1, 2, 3, 4), second=(0, 1, 2, 3, 4))
    assert {c["colour"] for c in await district.cards(year=2027)} == {"RED"}
    before = await district.results(2026, 4)
    await district.correct(before[-1], "99", on=date(2027, 4, 20))
    cards = await district.cards(year=2027, inForce=True)
    assert short(cards) == {(str(units[4]), "YELLOW", 1), (str(units[3]), "RED", 2), (str(units[2]), "RED", 3)}


async def test_a_correction_that_changes_no_place_leaves_the_cards_alone(district: District):
    await district.adopt()
    await district.towns(0, 1, 2, 3, 4)
    await district.published()
    await district.correct((await district.results())[-1], "61")
    assert len(await district.cards()) == 3
    assert await district.told("card.withdrawn") == []


@pytest.mark.parametrize(("rule", "carded"), [("NO_CARDS", 0), ("LAST_ONLY", 1), ("ALL_BUT_FIRST", 1)])
async def test_groups_of_two_follow_the_schemes_rule(district: District, rule: str, carded: int):
    await district.adopt(small=rule)
    units = await district.towns(0, 1)
    await district.published()
    assert short(await district.cards()) == {(str(u), "YELLOW", 1) for u in units[1:][:carded]}


async def test_groups_of_three_may_card_all_but_the_first(district: District):
    await district.adopt(small="ALL_BUT_FIRST")
    units = await district.towns(0, 1, 2)
    await district.published()
    assert short(await district.cards()) == {(str(units[1]), "YELLOW", 2), (str(units[2]), "YELLOW", 1)}


async def test_when_all_are_equal_nobody_is_carded(district: District):
    await district.adopt()
    await district.towns(1, 1, 1, 1, 1)
    await district.published()
    assert await district.cards() == []


async def test_a_unit_that_changed_its_group_is_red_for_two_quarters_in_a_row_all_the_same(district: District):
    await district.adopt()
    units = await district.towns(0, 1, 2, 3, 4, on=Q4)
    await district.published(2026, 4)
    await changed(district, units[4], category="DEPARTMENT")
    others = [await district.unit("DEPARTMENT") for _ in range(3)]
    await district.adopt(date(2027, 1, 20), year=2027)
    await district.towns(0, 1, 2, 3, on=Q1, units=units[:4])
    await district.towns(4, 0, 1, 2, on=Q1, units=[units[4], *others])
    await district.published(2027, 1)
    found = {c[:2] for c in short(await district.cards(year=2027, quarter=1, group="DEPARTMENT"))}
    assert found == {(str(units[4]), "RED"), (str(others[2]), "YELLOW"), (str(others[1]), "YELLOW")}


async def test_a_unit_that_is_no_longer_active_keeps_the_card_that_it_has(district: District):
    await district.adopt()
    units = await district.towns(0, 1, 2, 3, 4)
    await district.published()
    await changed(district, units[4], active=False)
    assert short(await district.cards(inForce=True)) == {
        (str(units[4]), "YELLOW", 1),
        (str(units[3]), "YELLOW", 2),
        (str(units[2]), "YELLOW", 3),
    }


async def test_between_two_quarters_out_of_the_last_three_a_unit_begins_anew(district: District):
    await district.adopt()
    units = await district.towns(0, 1, 2, 3, 4, on=date(2026, 8, 3))
    await district.published(2026, 3)
    await district.towns(0, 1, 2, 3, 4, on=Q4, units=[*units[3:], *units[:3]])
    await district.published(2026, 4)
    await district.adopt(date(2027, 1, 20), year=2027)
    await district.towns(0, 1, 2, 3, 4, on=Q1, units=units)
    await district.published(2027, 1)
    assert short(await district.cards(year=2026, quarter=4)) == {
        (str(units[2]), "RED", 1),
        (str(units[1]), "YELLOW", 2),
        (str(units[0]), "YELLOW", 3),
    }
    assert short(await district.cards(year=2027, quarter=1)) == {
        (str(units[4]), "YELLOW", 1),
        (str(units[3]), "YELLOW", 2),
        (str(units[2]), "RED", 3),
    }


async def changed(district: District, unit, *, category: str = "TOWN", active: bool = True) -> None:
    """Reserve tells that a unit was changed."""
    await district.tell(
        "zhongdian.reserve.organization.changed.v1",
        on=date(2027, 1, 18),
        organizationId=unit,
        name="测试镇",
        category=category,
        parentId=None,
        roles=[],
        active=active,
        mergedInto=None,
        version=2,
    )
