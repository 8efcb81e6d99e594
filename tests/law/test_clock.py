"""The clock that stops: neither day of a stop is counted, none is counted twice."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.chassis.calendar import calendar
from services.law.workdays import Stop, StoppableClock, deadline

CALENDAR = calendar()
RECEIVED = date(2026, 11, 2)  # a Monday; November and December 2026 have no holiday


def nov(n: int) -> date:
    return date(2026, 11, n)


def clock(limit: int, *stops: Stop, received: date = RECEIVED) -> StoppableClock:
    return StoppableClock(received, limit, stops, CALENDAR)


def test_without_a_stop_it_is_the_plain_deadline() -> None:
    assert clock(5).due == nov(9)
    assert [clock(5).used_on(nov(n)) for n in (2, 3, 6, 7, 8, 9, 10)] == [0, 1, 4, 4, 4, 5, 6]


def test_the_due_date_itself_is_in_time_and_the_next_workday_is_late() -> None:
    assert [clock(5).late_on(nov(n)) for n in (8, 9, 10, 11)] == [0, 0, 1, 2]
    assert [clock(5).left_on(nov(n)) for n in (6, 9, 10)] == [1, 0, 0]


def test_neither_the_day_of_return_nor_that_of_resubmission_is_counted() -> None:
    stopped = clock(5, Stop(nov(4), nov(6)))  # Wednesday to Friday
    assert [stopped.used_on(nov(n)) for n in (3, 4, 5, 6, 9, 10)] == [1, 1, 1, 1, 2, 3]
    assert stopped.due == nov(12)


def test_return_and_resubmission_on_one_day_leave_out_that_day_alone() -> None:
    assert clock(5, Stop(nov(4), nov(4))).due == nov(10)


def test_a_stop_over_a_weekend_changes_nothing() -> None:
    stopped = clock(5, Stop(nov(7), nov(8)))
    assert stopped.due == clock(5).due
    assert all(stopped.used_on(nov(n)) == clock(5).used_on(nov(n)) for n in range(1, 31))


def test_a_stop_on_the_day_of_receipt_takes_nothing_that_was_counted() -> None:
    assert clock(5, Stop(nov(2), nov(2))).due == nov(9)
    assert clock(5, Stop(nov(2), nov(3))).due == nov(10)


def test_while_it_stands_there_is_no_due_date_and_nothing_is_used() -> None:
    standing = clock(5, Stop(nov(4)))
    assert standing.due is None
    assert standing.used_on(date(2027, 6, 1)) == 1
    assert standing.late_on(date(2027, 6, 1)) == 0
    assert not standing.provisional


@pytest.mark.parametrize(("since", "due"), [(6, None), (9, None), (10, nov(9))])
def test_a_stop_on_the_last_day_still_holds_it_but_one_after_it_comes_too_late(since: int, due: date | None) -> None:
    assert clock(5, Stop(nov(since))).due == due


def test_a_stop_after_the_limit_does_not_add_to_the_lateness() -> None:
    late = clock(5, Stop(nov(11), nov(13)))
    assert [late.late_on(nov(n)) for n in (9, 10, 11, 13, 16)] == [0, 1, 1, 1, 2]


def test_stops_that_overlap_or_touch_are_one() -> None:
    one = clock(5, Stop(nov(4), nov(10)))
    for stops in (
        [Stop(nov(6), nov(10)), Stop(nov(4), nov(6))],
        [Stop(nov(4), nov(10)), Stop(nov(5), nov(6))],
        [Stop(nov(4), nov(5)), Stop(nov(6), nov(10))],
    ):
        assert clock(5, *stops).due == one.due == nov(16)
        assert [clock(5, *stops).used_on(nov(n)) for n in range(1, 30)] == [one.used_on(nov(n)) for n in range(1, 30)]
    assert clock(5, Stop(nov(4)), Stop(nov(6), nov(10))).due is None


def test_a_limit_that_reaches_an_unpublished_year_is_provisional() -> None:
    assert not clock(15, received=date(2026, 12, 10)).provisional  # due on the last day of 2026
    assert clock(15, received=date(2026, 12, 10)).due == date(2026, 12, 31)
    assert clock(16, received=date(2026, 12, 10)).provisional


def test_impossible_facts_are_refused() -> None:
    with pytest.raises(ValueError, match="cannot end on 2026-11-03, before it begins on 2026-11-04"):
        Stop(nov(4), nov(3))
    with pytest.raises(ValueError, match="cannot stop on 2026-11-01, before receipt on 2026-11-02"):
        clock(5, Stop(nov(1), nov(4)))
    with pytest.raises(ValueError, match="at least one working day"):
        clock(0)
    with pytest.raises(ValueError, match="without a time"):
        clock(5, Stop(nov(4))).used_on(datetime(2026, 11, 5))  # noqa: DTZ001 - the fault under test


def test_the_first_day_of_time_is_no_special_case() -> None:
    first = StoppableClock(date.min, 1, [Stop(date.min, date.min)], CALENDAR)
    assert first.due == CALENDAR.add(date.min, 1)


STOPS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 20) | st.none()).map(
        lambda s: Stop(RECEIVED + timedelta(s[0]), None if s[1] is None else RECEIVED + timedelta(s[0] + s[1]))
    ),
    max_size=5,
)


@given(st.integers(1, 40), STOPS)
def test_it_counts_as_someone_with_a_pencil_would(limit: int, stops: list[Stop]) -> None:
    counting, due = 0, None
    subject = clock(limit, *stops)
    for n in range(1, 250):
        at = RECEIVED + timedelta(n)
        stands = any(s.since <= at and (s.until is None or at <= s.until) for s in stops)
        counting += CALENDAR.is_workday(at) and not stands
        if counting == limit and due is None:
            due = at
        assert subject.used_on(at) == counting
        assert subject.late_on(at) == max(0, counting - limit)
    assert subject.due == due


@given(st.integers(1, 40), STOPS)
def test_a_stop_never_brings_the_due_date_forward(limit: int, stops: list[Stop]) -> None:
    due = clock(limit, *stops).due
    assert due is None or due >= deadline(RECEIVED, limit, CALENDAR)
