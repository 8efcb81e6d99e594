"""Clocks against the published calendar, counted day by day: every day of 2024–2026, with and without stops."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.chassis.calendar import calendar
from services.support.domain import clock
from services.support.domain.clock import Clock, Pause
from tests.support.domain.simulator import DAY, simulate

FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)
DAYS = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
PUBLISHED = {day: chinese_calendar.is_workday(day) for day in DAYS}  # by the State Council's notices


def is_workday(day: date) -> bool:
    return PUBLISHED[day]


def after(day: date, working_days: int) -> date | None:
    """Count forwards, one day at a time; None beyond what is published."""
    while working_days and day < LAST:
        day += DAY
        working_days -= PUBLISHED[day]
    return None if working_days else day


@pytest.mark.parametrize("limit", [1, 3, 5, 15, 20, 60])
def test_the_limit_of_what_is_received_on_any_day_is_that_counted_by_hand(limit: int) -> None:
    compared = 0
    for day in DAYS:
        due = after(day, limit)
        if due is None:
            continue
        running = Clock(received_on=day, working_days=limit, warning_days=0)
        reading = clock.read(running, day, calendar())
        assert (reading.due_on, reading.used, reading.provisional) == (due, 0, False), day
        if due < LAST:
            next_day = after(due, 1)
            assert clock.passed_on(running, calendar()) == next_day, day
            if next_day is not None:
                assert not clock.passed(running, next_day - DAY, calendar())
                assert clock.passed(running, next_day, calendar())
        compared += 1
    assert compared > len(DAYS) - 100


def test_on_every_day_the_days_used_and_late_are_those_counted_by_hand() -> None:
    for received in (date(2024, 1, 1), date(2024, 9, 14), date(2025, 1, 25), date(2026, 2, 14), date(2026, 9, 19)):
        running = Clock(received_on=received, working_days=15, warning_days=3)
        used = 0
        for day in DAYS[DAYS.index(received) :]:
            used += PUBLISHED[day] and day > received
            reading = clock.read(running, day, calendar())
            assert (reading.used, reading.left, reading.late) == (used, max(0, 15 - used), max(0, used - 15)), day


@pytest.mark.parametrize("days", [-3, 0, 1, 3, 5])
def test_rungs_are_reached_on_the_days_counted_by_hand(days: int) -> None:
    for received in DAYS:
        expected = after(received, 15 + days)
        if expected is not None:
            running = Clock(received_on=received, working_days=15, warning_days=3)
            assert clock.reached_on(running, days, calendar()) == expected, received


@st.composite
def stopped(draw: st.DrawFn) -> tuple[Clock, date]:
    """A clock of 2024–2026 with up to four stops, the last perhaps open, and a day on which it is read."""
    received = draw(st.sampled_from(DAYS[:700]))
    gaps = draw(st.lists(st.tuples(st.integers(0, 25), st.integers(0, 30)), max_size=4))
    pauses, day = [], received
    for run, stand in gaps:
        since = day + timedelta(days=run)
        day = since + timedelta(days=stand)
        pauses.append(Pause(since, day, "补正"))
    if pauses and draw(st.booleans()):
        pauses[-1] = Pause(pauses[-1].since, None, "补正")
    limit = draw(st.integers(1, 30))
    read_on = received + timedelta(days=draw(st.integers(0, 150)))
    return Clock(received_on=received, working_days=limit, warning_days=0, pauses=tuple(pauses)), read_on


@given(stopped())
@settings(max_examples=400)
def test_with_any_stops_a_clock_shows_what_is_counted_day_by_day(case: tuple[Clock, date]) -> None:
    of, today = case
    stops = [(p.since, p.until) for p in of.pauses]
    shown = simulate(of.received_on, of.working_days, stops, today, is_workday, LAST)
    reading = clock.read(of, today, calendar())
    assert (reading.used, reading.late) == (shown.used, shown.late)
    assert reading.due_on == shown.due_on
    told = clock.segments(of, today, calendar())
    assert all(s.working_days >= 0 for s in told)
    assert all(s.working_days == 0 for s in told if not s.running)


@given(stopped(), st.integers(0, 40))
def test_a_clock_never_counts_while_it_stands_nor_backwards(case: tuple[Clock, date], later: int) -> None:
    of, today = case
    before, after_ = (clock.read(of, day, calendar()) for day in (today, today + timedelta(days=later)))
    assert 0 <= before.used <= after_.used
    standing = [
        p for p in of.pauses if p.since <= today and (p.until is None or today + timedelta(days=later) <= p.until)
    ]
    if standing:
        assert before.used == after_.used
