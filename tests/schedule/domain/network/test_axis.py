"""The days as numbers: what the calendar says, and lags that both passes understand alike."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.schedule.domain.network.axis import MARGIN_YEARS, axis_around
from tests.schedule.domain.samples import CALENDAR

TODAY = date(2026, 9, 1)
AXIS = axis_around([TODAY], CALENDAR)
moments = st.integers(0, 400).map(lambda n: TODAY.toordinal() + n)
lags = st.integers(-30, 30)


def test_the_years_around_all_days_asked_for_are_laid_out() -> None:
    axis = axis_around([date(2031, 1, 1), TODAY, date(2016, 1, 1)], CALENDAR)
    assert axis.base <= date(2016 - MARGIN_YEARS, 1, 1).toordinal()
    assert axis.end >= date(2031 + MARGIN_YEARS, 12, 31).toordinal()


def test_neighbouring_questions_share_one_layout_and_the_ends_of_time_are_no_fault() -> None:
    assert axis_around([TODAY + timedelta(days=30)], CALENDAR) is AXIS
    assert axis_around([date(3, 1, 1)], CALENDAR).base == 1
    assert axis_around([date(9998, 1, 1)], CALENDAR).end == date.max.toordinal()


@given(st.integers(0, 1500))
def test_every_day_is_worked_when_the_calendar_says_so(n: int) -> None:
    day = TODAY + timedelta(days=n)
    assert AXIS.is_workday(day.toordinal()) is CALENDAR.is_workday(day)
    assert AXIS.worked(TODAY.toordinal() + 1, day.toordinal() + 1) == CALENDAR.between(TODAY, day)


@given(moments, moments, lags, st.booleans())
def test_a_lag_read_backwards_allows_exactly_what_it_allows_read_forwards(
    start: int, end: int, lag: int, working: bool
) -> None:
    assert (AXIS.shift(start, lag, working=working) <= end) is (start <= AXIS.unshift(end, lag, working=working))


@pytest.mark.parametrize(
    ("lag", "working", "day"),
    [(0, True, 26), (1, True, 29), (1, False, 27), (5, True, 10), (-1, True, 24), (-1, False, 25), (-3, True, 22)],
)
def test_days_pass_from_the_morning_of_a_holiday_on(lag: int, working: bool, day: int) -> None:
    """2026-09-25 to 27 is the Mid-Autumn holiday; National Day is 1 to 7 October."""
    moment = date.fromordinal(AXIS.shift(date(2026, 9, 26).toordinal(), lag, working=working))
    assert moment.day == day
