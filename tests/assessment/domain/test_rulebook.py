"""The numbers and duties of the measures."""

from datetime import date

import pytest

from services.assessment.domain import rulebook
from services.assessment.domain.card.model import Colour
from services.law.article import Article
from services.law.parties import UnitCategory

DAY = date(2026, 12, 31)


def test_the_measures_say_three_places_and_two_quarters() -> None:
    assert rulebook.LAST_PLACES.on(DAY) == 3
    assert rulebook.RED_AFTER.on(DAY) == 2


def test_every_value_cites_its_clause() -> None:
    for value in (rulebook.LAST_PLACES, rulebook.RED_AFTER, rulebook.DUTIES, rulebook.BARRED_FROM_ADVANCED_UNIT):
        assert value.article == Article(21)
        assert all("第二十一条" in entry.source for entry in value.entries)
    assert rulebook.ASSESSED_GROUPS.article == Article(18)


def test_all_five_parties_of_the_measures_are_assessed() -> None:
    assert set(rulebook.ASSESSED_GROUPS.on(DAY)) == set(UnitCategory)


def test_nothing_is_set_for_days_before_the_first() -> None:
    with pytest.raises(LookupError):
        rulebook.LAST_PLACES.on(date(2025, 12, 31))


def test_each_colour_has_a_duty_for_every_place() -> None:
    assert all(0 in by_place for by_place in rulebook.DUTIES.on(DAY).values())
    assert set(rulebook.DUTIES.on(DAY)) == set(Colour)
