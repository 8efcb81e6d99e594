from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.law.dated import Dated, Entry
from services.reserve.domain.planned import months
from services.reserve.domain.planned.months import days_late, due_day, first_of, first_owed, joined_by, shifted, state
from services.reserve.domain.planned.rulebook import REMINDER_DAYS, REPORT_DUE, DueDay
from services.reserve.domain.planned.terms import A4, ReportState

NOVEMBER = date(2026, 11, 1)
DUE = date(2026, 11, 30)
DAYS = st.dates(date(2004, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 24), ReportState.NOT_DUE),
        (date(2026, 11, 25), ReportState.DUE_SOON),
        (date(2026, 11, 30), ReportState.DUE_SOON),
        (date(2026, 12, 1), ReportState.MISSING),
    ],
)
def test_what_is_not_in_is_due_soon_five_days_before_and_missing_the_day_after(today, expected):
    assert state(DUE, None, today) is expected


@pytest.mark.parametrize(
    ("in_on", "expected", "late"),
    [
        (date(2026, 11, 29), ReportState.ON_TIME, 0),
        (date(2026, 11, 30), ReportState.ON_TIME, 0),
        (date(2026, 12, 1), ReportState.LATE, 1),
        (date(2026, 12, 2), ReportState.LATE, 2),
    ],
)
@pytest.mark.parametrize("today", [date(2026, 12, 2), date(2031, 5, 1)])
def test_what_came_in_on_the_due_day_is_on_time_and_what_came_later_is_late_for_ever(in_on, expected, late, today):
    assert state(DUE, in_on, today) is expected
    assert days_late(DUE, in_on, today) == late


def test_what_is_missing_is_late_by_the_days_since_its_due_day():
    assert [days_late(DUE, None, DUE + timedelta(days=n)) for n in (-1, 0, 1, 40)] == [0, 0, 1, 40]


@pytest.mark.parametrize(
    ("since", "owed"),
    [
        (date(2026, 10, 31), NOVEMBER),
        (date(2026, 11, 1), NOVEMBER),
        (date(2026, 11, 2), date(2026, 12, 1)),
        (date(2026, 12, 31), date(2027, 1, 1)),
    ],
)
def test_a_unit_registered_in_the_middle_of_a_month_owes_from_the_next(since, owed):
    assert first_owed(since) == owed


@given(DAYS)
def test_the_first_month_that_is_owed_is_the_first_whose_line_the_unit_met(since):
    owed = first_owed(since)
    assert since <= joined_by(owed)
    assert since > joined_by(shifted(owed, -1))


@given(DAYS)
def test_a_report_is_due_on_the_last_day_of_its_month(day):
    due = due_day(first_of(day))
    assert due >= day
    assert first_of(due) == first_of(day)
    assert (due + timedelta(days=1)).day == 1


@given(DAYS, st.integers(-600, 600))
def test_months_are_shifted_there_and_back(day, by):
    month = first_of(day)
    assert shifted(shifted(month, by), -by) == month


@given(due=DAYS, in_on=st.none() | DAYS, today=DAYS)
def test_a_report_is_late_or_missing_exactly_where_days_are_counted(due, in_on, today):
    counted = days_late(due, in_on, today) > 0
    assert counted == (state(due, in_on, today) in {ReportState.LATE, ReportState.MISSING})


def test_another_due_day_leaves_the_months_before_it_as_they_were(monkeypatch):
    rule = Dated(A4, "期限", *REPORT_DUE.entries, Entry(date(2027, 1, 1), DueDay(1, 5), "示例通知"))
    monkeypatch.setattr(months, "REPORT_DUE", rule)
    assert due_day(date(2026, 12, 1)) == date(2026, 12, 31)
    assert due_day(date(2027, 1, 1)) == date(2027, 2, 5)


def test_reminders_begin_as_many_days_before_as_the_rulebook_says(monkeypatch):
    rule = Dated(A4, "提醒", *REMINDER_DAYS.entries, Entry(date(2026, 11, 20), 10, "示例通知"))
    monkeypatch.setattr(months, "REMINDER_DAYS", rule)
    assert state(DUE, None, date(2026, 11, 19)) is ReportState.NOT_DUE
    assert state(DUE, None, date(2026, 11, 20)) is ReportState.DUE_SOON
