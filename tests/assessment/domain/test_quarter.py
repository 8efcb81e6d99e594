"""The calendar of quarters."""

from datetime import date

import pytest

from services.assessment.domain.quarter import Quarter, read_quarter
from services.law.breach import Refusal


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2026, 1, 1), Quarter(2026, 1)),
        (date(2026, 3, 31), Quarter(2026, 1)),
        (date(2026, 4, 1), Quarter(2026, 2)),
        (date(2026, 12, 31), Quarter(2026, 4)),
        (date(2027, 1, 1), Quarter(2027, 1)),
    ],
)
def test_a_day_belongs_to_the_quarter_of_its_month(day: date, quarter: Quarter) -> None:
    assert Quarter.of(day) == quarter
    assert quarter.first_day <= day <= quarter.last_day


def test_the_quarter_before_the_first_is_the_fourth_of_the_year_before() -> None:
    assert Quarter(2027, 1).previous == Quarter(2026, 4)
    assert Quarter(2026, 4).next == Quarter(2027, 1)
    assert Quarter(2026, 3).next.previous == Quarter(2026, 3)


@pytest.mark.parametrize("number", [0, 5])
def test_a_year_has_no_other_quarters(number: int) -> None:
    with pytest.raises(ValueError, match="no such quarter"):
        Quarter(2026, number)


def test_the_last_day_of_a_leap_year_quarter_is_right() -> None:
    assert Quarter(2028, 1).last_day == date(2028, 3, 31)
    assert Quarter(2026, 2).last_day == date(2026, 6, 30)


@pytest.mark.parametrize(
    ("year", "number", "codes"),
    [
        (2000, 1, ()),
        (2100, 4, ()),
        (1999, 1, ("YEAR_INVALID",)),
        (2101, 4, ("YEAR_INVALID",)),
        (2026, 0, ("QUARTER_INVALID",)),
        (2026, 5, ("QUARTER_INVALID",)),
        (-(2**31), 2**31 - 1, ("YEAR_INVALID", "QUARTER_INVALID")),
    ],
)
def test_a_quarter_that_a_command_names_is_read_or_refused(year: int, number: int, codes: tuple[str, ...]) -> None:
    found = read_quarter(year, number)
    assert (found.codes if isinstance(found, Refusal) else ()) == codes
    assert isinstance(found, Refusal) or found == Quarter(year, number)
