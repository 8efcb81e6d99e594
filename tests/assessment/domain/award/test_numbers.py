"""How many may be distinguished: on both sides of every rounding (A20)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.assessment.domain.award.model import Level, Nominated, Recipient
from services.assessment.domain.award.numbers import faults_of_numbers, limit_for, limits, share_of
from services.assessment.domain.scheme.model import Awards, ShareRounding
from services.chassis.clock import new_id
from services.law.parties import UnitCategory

TOWN, DEPARTMENT, OWNER = UnitCategory.TOWN, UnitCategory.DEPARTMENT, UnitCategory.OWNER
DOWN, HALF_UP, UP = ShareRounding.DOWN, ShareRounding.HALF_UP, ShareRounding.UP


def awards(share: str = "0.2", rounding: ShareRounding = DOWN, *, per_group: bool = True) -> Awards:
    return Awards(Decimal(share), rounding, per_group, individuals=3, city_units=2, city_individuals=1)


def named(group: UnitCategory = TOWN, person: str | None = None) -> Nominated:
    recipient = Recipient.INDIVIDUAL if person else Recipient.UNIT
    return Nominated(new_id(), recipient, new_id(), group, person, clear=None)


@pytest.mark.parametrize(
    ("number", "share", "rounding", "most"),
    [
        (4, "0.2", DOWN, 0),
        (5, "0.2", DOWN, 1),
        (9, "0.2", DOWN, 1),
        (10, "0.2", DOWN, 2),
        (2, "0.2", HALF_UP, 0),
        (3, "0.2", HALF_UP, 1),
        (2, "0.25", HALF_UP, 1),  # 0.5 goes up
        (12, "0.2", HALF_UP, 2),
        (13, "0.2", HALF_UP, 3),
        (0, "0.2", UP, 0),
        (1, "0.2", UP, 1),
        (5, "0.2", UP, 1),
        (6, "0.2", UP, 2),
        (3, "0.3333", DOWN, 0),
        (3, "0.3334", DOWN, 1),
    ],
)
def test_a_share_becomes_a_whole_number_as_the_scheme_rounds(number: int, share: str, rounding, most: int):
    assert share_of(number, awards(share, rounding)) == most


@given(number=st.integers(0, 1000), share=st.decimals("0.0001", "0.5", places=4))
def test_roundings_enclose_the_exact_share_and_never_differ_by_more_than_one(number: int, share: Decimal):
    down, half, up = (share_of(number, awards(str(share), rounding)) for rounding in (DOWN, HALF_UP, UP))
    exact = Fraction(share) * number
    assert down <= exact <= up
    assert down <= half <= up <= down + 1
    assert abs(half - exact) <= Fraction(1, 2)


@given(st.lists(st.integers(0, 60), min_size=5, max_size=5), st.sampled_from(ShareRounding))
def test_one_more_assessed_unit_never_takes_a_place_away(counts: list[int], rounding: ShareRounding):
    rule = awards(rounding=rounding, per_group=False)
    fewer = limits(Level.DISTRICT, rule, dict(zip(UnitCategory, counts, strict=True)))
    more = limits(Level.DISTRICT, rule, dict(zip(UnitCategory, [c + 1 for c in counts], strict=True)))
    assert fewer[0].most <= more[0].most


def test_a_share_of_each_group_is_rounded_in_each_group_and_one_of_all_together_once():
    assessed = {TOWN: 9, DEPARTMENT: 9, OWNER: 0}
    each = limits(Level.DISTRICT, awards(), assessed)
    assert [(x.group, x.most) for x in each] == [(TOWN, 1), (DEPARTMENT, 1), (None, 3)]
    together = limits(Level.DISTRICT, awards(per_group=False), assessed)
    assert [(x.recipient, x.group, x.most) for x in together] == [
        (Recipient.UNIT, None, 3),
        (Recipient.INDIVIDUAL, None, 3),
    ]
    assert each[0].words == "镇（街道）参加考核 9 家 × 0.2，舍去为 1 家"


def test_recommendations_to_the_city_are_numbers_of_the_scheme():
    assert [(x.recipient, x.most) for x in limits(Level.CITY, awards(), {TOWN: 100})] == [
        (Recipient.UNIT, 2),
        (Recipient.INDIVIDUAL, 1),
    ]


def test_as_many_as_the_limit_are_in_order_and_one_more_is_not():
    rule = limits(Level.DISTRICT, awards(), {TOWN: 10, DEPARTMENT: 5})
    standing = [named(), named(), named(DEPARTMENT), *(named(OWNER, f"示例人{n}") for n in range(3))]
    assert faults_of_numbers(rule, standing) == ()
    codes = [b.code for b in faults_of_numbers(rule, [*standing, named(), named(TOWN, "示例人丁")])]
    assert codes == ["AWARD_LIMIT_EXCEEDED", "AWARD_LIMIT_EXCEEDED"]


def test_a_group_that_was_not_assessed_has_no_place_for_a_unit_but_its_persons_have():
    rule = limits(Level.DISTRICT, awards(), {TOWN: 10})
    assert limit_for(rule, Recipient.UNIT, OWNER) is None
    assert limit_for(rule, Recipient.INDIVIDUAL, OWNER) is not None
    assert [b.code for b in faults_of_numbers(rule, [named(OWNER)])] == ["GROUP_NOT_ASSESSED"]
