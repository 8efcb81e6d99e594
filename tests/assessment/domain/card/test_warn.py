"""Yellow and red cards, duties, and what a correction does to them."""

from datetime import date

import pytest

from services.assessment.domain.card.model import Colour, DueCard, DutyKind
from services.assessment.domain.card.warn import bars_advanced_unit, due_cards, duties_of, settle
from tests.assessment.domain.given import number

DAY = date(2027, 3, 31)
A, B, C, D = (number(n) for n in range(1, 5))


def test_the_last_three_of_a_quarter_are_due_a_yellow_card() -> None:
    assert due_cards({A: 1, B: 2, C: 3}, [], DAY) == {
        unit: DueCard(Colour.YELLOW, place) for unit, place in ((A, 1), (B, 2), (C, 3))
    }


def test_last_three_in_two_consecutive_quarters_is_red_in_place_of_yellow() -> None:
    due = due_cards({A: 1, B: 2}, [frozenset({B, D})], DAY)
    assert due == {A: DueCard(Colour.YELLOW, 1), B: DueCard(Colour.RED, 2)}


def test_a_quarter_between_breaks_the_row() -> None:
    assert due_cards({A: 1}, [frozenset(), frozenset({A})], DAY)[A].colour is Colour.YELLOW


def test_a_third_quarter_in_a_row_is_red_again() -> None:
    assert due_cards({A: 1}, [frozenset({A}), frozenset({A})], DAY)[A].colour is Colour.RED


def test_who_was_last_only_before_is_due_nothing() -> None:
    assert due_cards({}, [frozenset({A})], DAY) == {}


@pytest.mark.parametrize(
    ("place", "kind"),
    [(1, DutyKind.STATEMENT_IN_PERSON), (2, DutyKind.STATEMENT_IN_WRITING), (3, DutyKind.STATEMENT_IN_WRITING)],
)
def test_yellow_the_last_speaks_in_person_the_others_write(place: int, kind: DutyKind) -> None:
    assert [d.kind for d in duties_of(DueCard(Colour.YELLOW, place), DAY)] == [kind]


@pytest.mark.parametrize("place", [1, 2, 3])
def test_red_speaks_in_person_and_its_head_reports_to_four_bodies(place: int) -> None:
    person, report = duties_of(DueCard(Colour.RED, place), DAY)
    assert person.kind is DutyKind.STATEMENT_IN_PERSON
    assert report.kind is DutyKind.REPORT_IN_WRITING
    assert report.by == "单位主要负责人"
    assert report.bodies == ("工委", "管委会", "区委", "区政府")


def test_only_red_bars_the_years_advanced_unit() -> None:
    assert bars_advanced_unit(DueCard(Colour.RED, 1), DAY)
    assert not bars_advanced_unit(DueCard(Colour.YELLOW, 1), DAY)


def test_settling_issues_what_is_due_and_withdraws_what_is_not() -> None:
    due = {A: DueCard(Colour.YELLOW, 1), B: DueCard(Colour.YELLOW, 2)}
    held = {B: DueCard(Colour.YELLOW, 2), C: DueCard(Colour.YELLOW, 3)}
    found = settle(due, held)
    assert found.issue == {A: DueCard(Colour.YELLOW, 1)}
    assert found.withdraw == {C}


def test_a_card_whose_place_or_colour_changed_is_replaced() -> None:
    found = settle({A: DueCard(Colour.RED, 1)}, {A: DueCard(Colour.YELLOW, 1)})
    assert (found.issue, found.withdraw) == ({A: DueCard(Colour.RED, 1)}, {A})
    assert settle({A: DueCard(Colour.YELLOW, 1)}, {A: DueCard(Colour.YELLOW, 2)}).withdraw == {A}


def test_settling_twice_changes_nothing() -> None:
    due = {A: DueCard(Colour.YELLOW, 1)}
    again = settle(due, due)
    assert (again.issue, again.withdraw) == ({}, frozenset())
