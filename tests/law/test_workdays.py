"""Working days: against the published calendar, on both sides of each limit, and by their laws."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.chassis.calendar import calendar
from services.law.workdays import WorkCalendar, YearDays, deadline

CALENDAR = calendar()
EMPTY = WorkCalendar({})
DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 12, 31))
COUNTS = st.integers(min_value=1, max_value=5000)


def day(written: str) -> date:
    return date.fromisoformat(written)


# From the State Council's notices, written down here by hand: 国办发明电〔2023〕7号, 〔2024〕12号, and that for 2026.
MAKEUP_WORKDAYS = {
    2024: "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    2025: "01-26 02-08 04-27 09-28 10-11",
    2026: "01-04 02-14 02-28 05-09 09-20 10-10",
}
SPANS_OFF = [
    ("2024-01-01", "2024-01-01"),
    ("2024-02-10", "2024-02-17"),
    ("2024-04-04", "2024-04-06"),
    ("2024-05-01", "2024-05-05"),
    ("2024-06-10", "2024-06-10"),
    ("2024-09-15", "2024-09-17"),
    ("2024-10-01", "2024-10-07"),
    ("2025-01-01", "2025-01-01"),
    ("2025-01-28", "2025-02-04"),
    ("2025-04-04", "2025-04-06"),
    ("2025-05-01", "2025-05-05"),
    ("2025-05-31", "2025-06-02"),
    ("2025-10-01", "2025-10-08"),
    ("2026-01-01", "2026-01-03"),
    ("2026-02-15", "2026-02-23"),
    ("2026-04-04", "2026-04-06"),
    ("2026-05-01", "2026-05-05"),
    ("2026-06-19", "2026-06-21"),
    ("2026-09-25", "2026-09-27"),
    ("2026-10-01", "2026-10-07"),
]


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_every_day_of_the_year_is_as_the_notice_says(year: int) -> None:
    makeup = {day(f"{year}-{written}") for written in MAKEUP_WORKDAYS[year].split()}
    off = {day(a) + timedelta(n) for a, b in SPANS_OFF for n in range((day(b) - day(a)).days + 1)}
    at = date(year, 1, 1)
    while at.year == year:
        published = at in makeup or (at.weekday() < 5 and at not in off)
        assert CALENDAR.is_workday(at) == published == chinese_calendar.is_workday(at), at
        at += timedelta(days=1)


@pytest.mark.parametrize("year", range(2004, 2024))
def test_every_day_of_the_earlier_years_is_as_in_the_package(year: int) -> None:
    at = date(year, 1, 1)
    while at.year == year:
        assert CALENDAR.is_workday(at) == chinese_calendar.is_workday(at), at
        at += timedelta(days=1)


def test_the_eve_of_2024_was_a_workday_in_law() -> None:
    # 除夕 2024-02-09 was not a holiday: units were only encouraged to give paid leave.
    assert CALENDAR.is_workday(day("2024-02-09"))
    assert not CALENDAR.is_workday(day("2024-02-10"))


@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [
        ("2026-09-30", 1, "2026-10-08"),  # over the whole of 国庆
        ("2026-10-08", 2, "2026-10-10"),  # Thursday, Friday, and the Saturday that is worked
        ("2026-10-08", 3, "2026-10-12"),
        ("2026-10-10", -1, "2026-10-09"),
        ("2026-10-11", -1, "2026-10-10"),  # from a Sunday: the made-up Saturday is the first before it
        ("2026-10-08", -1, "2026-09-30"),
        ("2026-10-05", 0, "2026-10-08"),
        ("2026-10-08", 0, "2026-10-08"),
    ],
)
def test_the_nth_working_day_skips_holidays_and_counts_made_up_saturdays(start: str, n: int, expected: str) -> None:
    assert CALENDAR.add(day(start), n) == day(expected)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-10-09", "2026-10-09", 0),
        ("2026-10-09", "2026-10-10", 1),
        ("2026-10-10", "2026-10-11", 0),
        ("2026-10-10", "2026-10-09", -1),
        ("2026-09-30", "2026-10-07", 0),
        ("2026-09-30", "2026-10-08", 1),
        ("2025-12-31", "2026-12-31", 248),
    ],
)
def test_days_between_leave_the_first_out_and_the_last_in(start: str, end: str, expected: int) -> None:
    assert CALENDAR.between(day(start), day(end)) == expected


def test_the_nearest_workday_is_the_day_itself_where_it_is_one() -> None:
    assert CALENDAR.next_on_or_after(day("2026-10-03")) == day("2026-10-08")
    assert CALENDAR.previous_on_or_before(day("2026-10-03")) == day("2026-09-30")
    assert CALENDAR.next_on_or_after(day("2026-10-10")) == day("2026-10-10")
    assert CALENDAR.previous_on_or_before(day("2026-10-10")) == day("2026-10-10")


@given(DAYS, COUNTS)
def test_counting_undoes_adding(start: date, n: int) -> None:
    assert CALENDAR.between(start, CALENDAR.add(start, n)) == n
    workday = CALENDAR.next_on_or_after(start)
    assert CALENDAR.between(workday, CALENDAR.add(workday, -n)) == -n
    assert CALENDAR.add(CALENDAR.add(workday, n), -n) == workday


@given(DAYS, st.integers(min_value=-3000, max_value=3000))
def test_a_later_count_is_a_later_day_and_each_is_a_workday(start: date, n: int) -> None:
    assert CALENDAR.is_workday(CALENDAR.add(start, n))
    assert CALENDAR.add(start, n) < CALENDAR.add(start, n + 1) or n in {0, -1}
    assert CALENDAR.add(start, n) <= CALENDAR.add(start + timedelta(days=1), n)
    assert (CALENDAR.add(start, n) > start) == (n > 0) or n == 0


@given(DAYS, st.integers(min_value=0, max_value=800))
def test_days_between_are_those_counted_one_by_one(start: date, length: int) -> None:
    counted = sum(CALENDAR.is_workday(start + timedelta(days=n + 1)) for n in range(length))
    assert CALENDAR.between(start, start + timedelta(days=length)) == counted


@given(DAYS, DAYS, DAYS)
def test_spans_add_up(a: date, b: date, c: date) -> None:
    assert CALENDAR.between(a, b) + CALENDAR.between(b, c) == CALENDAR.between(a, c)


@given(st.dates(), st.integers())
def test_no_day_or_count_raises_anything_but_value_error(start: date, n: int) -> None:
    try:
        found = EMPTY.add(start, n)
    except ValueError as fault:
        assert "outside the years 1 to 9999" in str(fault)  # noqa: PT017 - either outcome is right
    else:
        assert EMPTY.is_workday(found)


def test_the_ends_of_time_are_answered_or_refused_in_words() -> None:
    assert EMPTY.between(date.min, date.max) > 2_500_000
    assert EMPTY.add(date(9999, 12, 30), 1) == date(9999, 12, 31)
    for start, n in [(date.max, 1), (date.min, -1), (date(2026, 1, 1), 10**30), (date(2026, 1, 1), -(10**30))]:
        with pytest.raises(ValueError, match="outside the years"):
            EMPTY.add(start, n)
    with pytest.raises(ValueError, match="outside the years"):
        EMPTY.previous_on_or_before(date.min)  # a Monday, but a New Year's Day


def test_a_moment_is_refused_because_its_day_depends_on_the_zone() -> None:
    moment = datetime(2026, 1, 5, 23, 30)  # noqa: DTZ001 - the fault under test
    for ask in (
        lambda: CALENDAR.is_workday(moment),
        lambda: CALENDAR.add(moment, 1),
        lambda: CALENDAR.between(date(2026, 1, 1), moment),
        lambda: CALENDAR.provisional_between(moment, date(2026, 1, 1)),
        lambda: YearDays(2026, frozenset({moment, date(2026, 1, 1)})),
    ):
        with pytest.raises(ValueError, match="without a time"):
            ask()


def test_only_published_years_are_not_provisional() -> None:
    assert [year for year in range(2000, 2030) if not CALENDAR.provisional(year)] == list(range(2004, 2027))
    for year in (0, 10_000, -1):
        with pytest.raises(ValueError, match="no such year"):
            CALENDAR.provisional(year)


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-12-01", "2026-12-31", False),
        ("2026-12-01", "2027-01-01", True),
        ("2027-01-01", "2026-12-01", True),
        ("2004-01-01", "2026-12-31", False),
        ("2003-12-31", "2026-12-31", True),
    ],
)
def test_a_span_is_provisional_when_it_touches_such_a_year(start: str, end: str, *, expected: bool) -> None:
    assert CALENDAR.provisional_between(day(start), day(end)) is expected


def test_a_gap_among_the_published_years_is_provisional() -> None:
    gapped = WorkCalendar({2024: YearDays(2024), 2026: YearDays(2026)})
    assert gapped.provisional_between(day("2024-12-31"), day("2026-01-01"))


def test_publishing_a_year_moves_the_days_that_were_computed() -> None:
    published = YearDays(2027, frozenset({day("2027-01-01"), day("2027-01-04")}), frozenset({day("2027-01-09")}))
    later = CALENDAR.with_year(published)
    assert (CALENDAR.add(day("2026-12-31"), 1), later.add(day("2026-12-31"), 1)) == (
        day("2027-01-04"),
        day("2027-01-05"),
    )
    assert later.is_workday(day("2027-01-09"))
    assert CALENDAR.provisional(2027)
    assert not later.provisional(2027)


@pytest.mark.parametrize(
    ("holidays", "makeup", "fault"),
    [
        ({"2025-12-31"}, set(), "2025-12-31 is not a day of 2026"),
        (set(), {"2027-01-02"}, "2027-01-02 is not a day of 2026"),
        ({"2026-01-03"}, {"2026-01-03"}, "both a day off and a make-up workday"),
        (set(), {"2026-01-05"}, "not a Saturday or Sunday"),
    ],
)
def test_a_contradictory_year_is_refused(holidays: set[str], makeup: set[str], fault: str) -> None:
    with pytest.raises(ValueError, match=fault):
        YearDays(2026, frozenset(map(day, holidays)), frozenset(map(day, makeup)))


def test_a_year_filed_under_another_number_is_refused() -> None:
    with pytest.raises(ValueError, match="2026 were given as those of 2027"):
        WorkCalendar({2027: YearDays(2026)})


def test_a_weekend_day_named_as_a_holiday_changes_nothing() -> None:
    assert WorkCalendar({2026: YearDays(2026, frozenset({day("2026-01-03")}))}).between(
        day("2025-12-31"), day("2026-12-31")
    ) == len(YearDays(2026).ordinals())


def test_a_limit_runs_from_the_day_after_receipt() -> None:
    # 2026-11-24 is a Tuesday; no holiday until the new year.
    assert deadline(day("2026-11-24"), 5, CALENDAR) == day("2026-12-01")
    assert deadline(day("2026-11-24"), 15, CALENDAR) == day("2026-12-15")
    assert deadline(day("2026-11-28"), 1, CALENDAR) == day("2026-11-30")  # received on a Saturday
    assert deadline(day("2026-11-30"), 1, CALENDAR) == day("2026-12-01")


@pytest.mark.parametrize("days", [0, -1])
def test_a_limit_of_no_days_is_refused(days: int) -> None:
    with pytest.raises(ValueError, match="at least one working day"):
        deadline(day("2026-11-24"), days, CALENDAR)


def test_far_days_are_counted_as_exactly_as_near_ones() -> None:
    start = date(2026, 1, 1)
    for n in range(1, 500_000, 9_973):  # to the year 3940 and beyond what anyone tabulates
        assert CALENDAR.between(start, CALENDAR.add(start, n)) == n
