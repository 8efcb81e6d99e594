"""Provisional years: the regulation alone, thirteen days off."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from services.law.festivals import statutory_holidays
from services.law.workdays import WorkCalendar


def written(year: int) -> list[str]:
    return [f"{day:%m-%d}" for day in sorted(statutory_holidays(year))]


def test_2027_is_computed_as_the_regulation_says() -> None:
    # 除夕 is a Friday; 初一 and 初二 fall on the weekend and are made up after 初三, Monday 02-08. 五一 is a weekend too.
    assert written(2027) == [
        "01-01",
        *("02-05", "02-08", "02-09", "02-10"),
        "04-05",
        *("05-03", "05-04"),
        "06-09",
        "09-15",
        *("10-01", "10-04", "10-05"),
    ]


def test_mid_autumn_inside_the_national_day_is_owed_a_day_in_lieu() -> None:
    assert written(2031)[-4:] == ["10-01", "10-02", "10-03", "10-06"]


@pytest.mark.parametrize("year", range(2027, 2041))
def test_a_year_with_lunar_dates_has_thirteen_days_off_on_weekdays(year: int) -> None:
    off = statutory_holidays(year)
    assert len(off) == 13
    assert all(day.weekday() < 5 and day.year == year for day in off)


@pytest.mark.parametrize("year", [1, 1949, 2003, 2026, 2041, 9999])
def test_outside_the_table_only_the_six_fixed_days_are_off(year: int) -> None:
    off = statutory_holidays(year)
    assert len(off) == 6
    assert {day.month for day in off} <= {1, 5, 10}


def test_the_calendar_of_a_provisional_year_follows_it() -> None:
    calendar = WorkCalendar({})
    days = [date(2027, 1, 1) + timedelta(n) for n in range(365)]
    assert sum(map(calendar.is_workday, days)) == 261 - 13 == calendar.between(date(2026, 12, 31), date(2027, 12, 31))
