"""第九条：which weeks are owed, until when, and what was missed; on each side of every day that counts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.chassis.calendar import calendar
from services.chassis.clock import new_id
from services.law.workdays import WorkCalendar, YearDays
from services.schedule.domain.listing import PlanChange
from services.schedule.domain.opening import ItemKind
from services.schedule.domain.specialist.weeks import Carried, Span, due_on, missed, monday_of, owed, running

PLAN = new_id()


def told(
    change: PlanChange, on: date, version: int, *, year: int = 2027, kind: ItemKind = ItemKind.NEW_START
) -> Carried:
    return Carried(year, PLAN, version, change, kind, on)


def holiday(*days: date) -> WorkCalendar:
    return WorkCalendar({2027: YearDays(2027, frozenset(days))})


def test_the_last_working_day_of_the_week_is_its_limit() -> None:
    monday = date(2027, 3, 1)
    assert due_on(monday, holiday()) == date(2027, 3, 5)
    assert due_on(monday, holiday(date(2027, 3, 5))) == date(2027, 3, 4)
    makeup = WorkCalendar({2027: YearDays(2027, frozenset(), frozenset({date(2027, 3, 7)}))})
    assert due_on(monday, makeup) == date(2027, 3, 7)


def test_a_week_that_is_wholly_a_holiday_is_owed_by_nobody() -> None:
    monday = date(2027, 3, 1)
    days = [monday + timedelta(days=n) for n in range(5)]
    assert due_on(monday, holiday(*days)) is None
    assert due_on(monday, holiday(*days[1:])) == monday
    span = [Span(date(2027, 2, 22), date(2027, 3, 14))]
    assert [w.week_on for w in owed(span, date(2027, 4, 1), holiday(*days))] == [date(2027, 2, 22), date(2027, 3, 8)]


@pytest.mark.parametrize(
    ("issued", "first"), [("2027-01-04", "2027-01-04"), ("2027-01-05", "2027-01-11"), ("2027-01-10", "2027-01-11")]
)
def test_the_first_week_is_one_that_the_plan_carries_from_its_monday_on(issued: str, first: str) -> None:
    spans = running([told(PlanChange.ISSUED, date.fromisoformat(issued), 1)])
    assert owed(spans, date(2027, 2, 1), calendar())[0].week_on == date.fromisoformat(first)


@pytest.mark.parametrize(("removed", "last"), [("2027-03-05", "2027-02-22"), ("2027-03-06", "2027-03-01")])
def test_the_last_week_is_one_whose_last_day_the_plan_still_carries(removed: str, last: str) -> None:
    spans = running(
        [told(PlanChange.ISSUED, date(2027, 1, 4), 1), told(PlanChange.REMOVED, date.fromisoformat(removed), 2)]
    )
    assert owed(spans, date(2027, 12, 31), calendar())[-1].week_on == date.fromisoformat(last)


@pytest.mark.parametrize(("today", "count"), [("2027-01-08", 0), ("2027-01-09", 1)])
def test_a_week_is_missed_the_day_after_its_limit(today: str, count: int) -> None:
    spans = running([told(PlanChange.ISSUED, date(2027, 1, 4), 1)])
    assert len(missed(spans, set(), None, date.fromisoformat(today), calendar())) == count


def test_a_project_that_left_and_came_back_owes_nothing_for_the_weeks_between() -> None:
    spans = running(
        [
            told(PlanChange.ISSUED, date(2027, 1, 4), 1),
            told(PlanChange.REMOVED, date(2027, 3, 1), 2),
            told(PlanChange.ISSUED, date(2027, 5, 3), 3),
        ]
    )
    assert spans == (Span(date(2027, 1, 4), date(2027, 2, 28)), Span(date(2027, 5, 3), date(2027, 12, 31)))


def test_a_preliminary_project_owes_from_its_conversion_on() -> None:
    spans = running(
        [
            told(PlanChange.ISSUED, date(2027, 1, 4), 1, kind=ItemKind.PRELIMINARY),
            told(PlanChange.CONVERTED, date(2027, 6, 1), 2),
        ]
    )
    assert spans == (Span(date(2027, 6, 1), date(2027, 12, 31)),)


def test_a_plan_that_follows_without_a_gap_goes_on() -> None:
    spans = running(
        [told(PlanChange.ISSUED, date(2027, 1, 4), 1), told(PlanChange.ISSUED, date(2027, 12, 20), 1, year=2028)]
    )
    assert spans == (Span(date(2027, 1, 4), date(2028, 12, 31)),)


@given(
    start=st.dates(date(2026, 1, 1), date(2027, 6, 1)),
    days=st.integers(0, 400),
    reported=st.sets(st.integers(0, 60), max_size=30),
    today=st.dates(date(2026, 1, 1), date(2028, 6, 1)),
)
def test_what_is_missed_is_owed_past_unreported_and_within_the_span(
    start: date, days: int, reported: set[int], today: date
) -> None:
    span = Span(start, start + timedelta(days=days))
    updated = {monday_of(start) + timedelta(weeks=n) for n in reported}
    found = missed([span], updated, None, today, calendar())
    for week in found:
        assert week.week_on.weekday() == 0
        assert span.first <= week.week_on <= week.due_on <= span.last
        assert week.due_on < today
        assert week.week_on not in updated
        assert calendar().is_workday(week.due_on)
    # by another way: every Monday of the span is looked at
    every = [start + timedelta(days=n) for n in range(days + 1)]
    counted = [
        d
        for d in every
        if d.weekday() == 0
        and (workdays := [d + timedelta(days=n) for n in range(7) if calendar().is_workday(d + timedelta(days=n))])
        and workdays[-1] <= span.last
        and workdays[-1] < today
        and d not in updated
    ]
    assert [w.week_on for w in found] == counted
