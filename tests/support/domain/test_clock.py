from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.support.domain import clock
from services.support.domain.clock import Clock, Pause
from tests.support.domain.builders import CALENDAR, MONDAY, day


def started(on: date = MONDAY, working_days: int = 15, warning_days: int = 3) -> Clock:
    return Clock(received_on=on, working_days=working_days, warning_days=warning_days)


def test_the_fifteen_working_days_count_from_the_day_after_receipt() -> None:
    reading = clock.read(started(), MONDAY, CALENDAR)
    assert (reading.due_on, reading.used, reading.left) == (date(2026, 3, 23), 0, 15)
    assert clock.read(started(), date(2026, 3, 3), CALENDAR).used == 1


def test_a_make_up_saturday_counts_and_a_holiday_on_a_weekday_does_not() -> None:
    # Thursday 30 April is followed by five days off; Saturday 9 May is worked.
    reading = clock.read(started(date(2026, 4, 30), 4), date(2026, 5, 8), CALENDAR)
    assert (reading.due_on, reading.used) == (date(2026, 5, 9), 3)


@pytest.mark.parametrize(
    ("n", "warns", "overdue"), [(11, False, False), (12, True, False), (15, True, False), (16, False, True)]
)
def test_the_warning_begins_three_days_before_the_end_and_overdue_after_it(n: int, warns: bool, overdue: bool) -> None:
    reading = clock.read(started(), day(n), CALENDAR)
    assert (reading.warning, reading.overdue) == (warns, overdue)


@pytest.mark.parametrize(("n", "late"), [(14, 0), (15, 0), (16, 1)])
def test_lateness_is_counted_in_working_days_beyond_the_limit(n: int, late: int) -> None:
    assert clock.read(started(), day(n), CALENDAR).late == late


def test_a_limit_that_ends_on_friday_is_overdue_from_monday_on() -> None:
    running = started(date(2026, 3, 2), 4)
    assert clock.read(running, date(2026, 3, 6), CALENDAR).due_on == date(2026, 3, 6)
    assert not clock.read(running, date(2026, 3, 8), CALENDAR).overdue
    assert clock.read(running, date(2026, 3, 9), CALENDAR).overdue


def test_the_clock_stands_from_the_return_to_the_resubmission_and_the_rest_counts_from_the_day_after() -> None:
    standing = started().stop(day(3), "缺勘测定界图")
    assert clock.read(standing, day(9), CALENDAR).used == 2
    assert clock.read(standing, day(9), CALENDAR).due_on is None
    resumed = standing.resume(day(9))
    assert clock.read(resumed, day(9), CALENDAR).left == 13
    assert clock.read(resumed, day(10), CALENDAR).left == 12
    assert clock.read(resumed, day(9), CALENDAR).due_on == day(9 + 13)


def test_a_standing_clock_neither_warns_nor_is_overdue() -> None:
    reading = clock.read(started().stop(day(14), "补件"), day(40), CALENDAR)
    assert (reading.warning, reading.overdue, reading.late) == (False, False, 0)


def test_returning_a_request_after_its_due_date_does_not_undo_the_lateness() -> None:
    late = started().stop(day(18), "补件").resume(day(30))
    reading = clock.read(late, day(30), CALENDAR)
    assert (reading.due_on, reading.overdue, reading.late) == (day(15), True, 2)


def test_an_ended_clock_shows_what_it_showed_on_that_day() -> None:
    ended = started().end(day(17))
    reading = clock.read(ended, day(90), CALENDAR)
    assert (reading.used, reading.late, reading.overdue, reading.warning) == (17, 2, False, False)


def test_a_due_date_in_an_unpublished_year_is_provisional_and_is_corrected_when_the_year_is_loaded() -> None:
    from services.law.workdays import YearDays

    running = started(date(2026, 12, 21))
    before = clock.read(running, date(2026, 12, 21), CALENDAR)
    published = CALENDAR.with_year(YearDays(2027, frozenset({date(2027, 1, 4), date(2027, 1, 5), date(2027, 1, 1)})))
    after = clock.read(running, date(2026, 12, 21), published)
    assert (before.provisional, after.provisional) == (True, False)
    assert before.due_on is not None
    assert after.due_on is not None
    assert after.due_on > before.due_on


def test_a_due_date_on_the_last_workday_of_a_published_year_is_not_provisional() -> None:
    last = CALENDAR.previous_on_or_before(date(2026, 12, 31))
    assert not clock.read(started(CALENDAR.add(last, -15)), last, CALENDAR).provisional
    assert clock.read(started(CALENDAR.add(last, -14)), last, CALENDAR).provisional


def test_every_segment_is_told_with_its_working_days_and_the_reason_of_the_pause() -> None:
    told = clock.segments(started().stop(day(3), "缺图").resume(day(9)), day(11), CALENDAR)
    assert [(s.running, s.since, s.until, s.working_days, s.reason) for s in told] == [
        (True, MONDAY, day(3), 2, None),
        (False, day(3), day(9), 0, "缺图"),
        (True, day(9), None, 2, None),
    ]


def test_a_request_withdrawn_while_returned_ends_in_its_pause() -> None:
    told = clock.segments(started().stop(day(3), "缺图").end(day(5)), day(30), CALENDAR)
    assert [(s.running, s.until) for s in told] == [(True, day(3)), (False, day(5))]


@pytest.mark.parametrize(
    "broken",
    [
        lambda: started().resume(day(1)),
        lambda: started().stop(day(2), "一").stop(day(3), "二"),
        lambda: started().end(day(3)).stop(day(4), "补件"),
        lambda: started().end(day(2)).end(day(3)),
    ],
)
def test_steps_that_cannot_follow_each_other_are_faults(broken: object) -> None:
    with pytest.raises(ValueError, match="clock"):
        broken()  # type: ignore[operator]


def test_a_clock_cannot_go_back_in_time() -> None:
    with pytest.raises(ValueError, match="follow each other"):
        replace(started(), pauses=(Pause(MONDAY - timedelta(days=1), None, "补件"),))
    with pytest.raises(ValueError, match="follow each other"):
        started().stop(day(3), "补件").resume(day(2))
    with pytest.raises(ValueError, match="cannot end"):
        started().stop(day(3), "补件").end(day(2))


def test_what_is_done_before_the_day_of_receipt_counts_as_done_on_it() -> None:
    # came in after closing time, received on Monday: returned, corrected and withdrawn on the evening before
    evening = MONDAY - timedelta(days=1)
    assert started().stop(evening, "补件").resume(evening).pauses == (Pause(MONDAY, MONDAY, "补件"),)
    assert started().end(evening).ended_on == MONDAY


days = st.integers(0, 40)


@st.composite
def clocks(draw: st.DrawFn) -> tuple[Clock, date]:
    running = started(MONDAY + timedelta(days=draw(days)), draw(st.integers(1, 20)), 0)
    running = Clock(
        received_on=running.received_on,
        working_days=running.working_days,
        warning_days=draw(st.integers(0, running.working_days - 1)),
    )
    today = running.received_on
    for _ in range(draw(st.integers(0, 3))):
        today += timedelta(days=draw(days))
        running = running.stop(today, "补件")
        today += timedelta(days=draw(days))
        running = running.resume(today)
    return running, today + timedelta(days=draw(days))


@given(clocks())
def test_the_parts_of_a_clock_add_up_and_nothing_is_negative(given_: tuple[Clock, date]) -> None:
    running, today = given_
    reading = clock.read(running, today, CALENDAR)
    assert sum(s.working_days for s in clock.segments(running, today, CALENDAR)) == reading.used
    assert all(s.working_days >= 0 for s in clock.segments(running, today, CALENDAR))
    assert reading.used - reading.late + reading.left == running.working_days
    assert not (reading.late and not reading.overdue)


@given(clocks())
def test_the_stored_days_of_warning_and_due_tell_what_the_reading_tells(given_: tuple[Clock, date]) -> None:
    running, today = given_
    reading = clock.read(running, today, CALENDAR)
    warn_on = clock.warn_on(running, CALENDAR)
    assert warn_on is not None
    assert reading.due_on is not None
    assert reading.overdue == (reading.due_on < clock.last_workday(today, CALENDAR))
    assert reading.warning == (warn_on <= clock.last_workday(today, CALENDAR) and not reading.overdue)


@given(clocks(), days)
def test_a_standing_clock_never_counts(given_: tuple[Clock, date], later: int) -> None:
    running, today = given_
    standing = running.stop(today, "补件")
    first = clock.read(standing, today, CALENDAR).used
    assert clock.read(standing, today + timedelta(days=later), CALENDAR).used == first
