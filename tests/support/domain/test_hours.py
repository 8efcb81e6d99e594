"""What comes in after closing time, on both sides of the minute."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from services.chassis.clock import SHANGHAI
from services.support.domain.hours import DEFAULT, AfterClosing, OfficeHours, hours_on, received_on
from tests.support.domain.builders import CALENDAR, MONDAY


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=SHANGHAI)


NEXT_DAY = OfficeHours(time(17, 30), AfterClosing.NEXT_WORKING_DAY)


@pytest.mark.parametrize(
    ("moment", "received"),
    [
        (at(2026, 3, 2, 17, 29, 59), date(2026, 3, 2)),
        (at(2026, 3, 2, 17, 30), date(2026, 3, 2)),
        (at(2026, 3, 2, 17, 30, 0, 1), date(2026, 3, 3)),
        (at(2026, 3, 6, 23, 59), date(2026, 3, 9)),
        (at(2026, 3, 7, 0, 0), date(2026, 3, 9)),  # a Saturday, whatever the hour
        (at(2026, 3, 8, 18, 0), date(2026, 3, 9)),
        (at(2026, 5, 9, 9, 0), date(2026, 5, 9)),  # a Saturday that is worked
    ],
)
def test_where_a_district_says_so_what_comes_in_after_closing_is_received_on_the_next_working_day(moment, received):
    assert received_on(moment, NEXT_DAY, CALENDAR) == received


@pytest.mark.parametrize("hour", [0, 9, 17, 18, 23])
def test_by_default_the_hour_does_not_matter(hour):
    moment = at(2026, 3, 2, hour, 59)
    assert received_on(moment, hours_on("430211", MONDAY), CALENDAR) == MONDAY
    assert hours_on("430299", MONDAY) == DEFAULT.on(MONDAY)
