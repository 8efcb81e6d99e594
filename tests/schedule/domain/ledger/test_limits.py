"""Limits and lateness on the day itself and on both neighbours (第十条)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from services.chassis.calendar import calendar
from services.law.breach import Breach
from services.schedule.domain.ledger import limits
from services.schedule.domain.ledger.raising import number
from services.schedule.domain.ledger.rulebook import KINDS, LIMITS, SUPERVISED_AFTER
from services.schedule.domain.ledger.terms import IssueTiming, Layer, Severity

CALENDAR = calendar()
WEDNESDAY = date(2026, 3, 11)


@pytest.mark.parametrize(
    ("today", "timing"),
    [
        (date(2026, 3, 6), IssueTiming.ON_TIME),
        (date(2026, 3, 9), IssueTiming.DUE_SOON),
        (date(2026, 3, 10), IssueTiming.DUE_SOON),
        (date(2026, 3, 11), IssueTiming.DUE_TODAY),
        (date(2026, 3, 12), IssueTiming.LATE),
    ],
)
def test_an_issue_warns_two_working_days_before_its_limit_and_is_late_after_it(today, timing):
    line = limits.day_line(today, CALENDAR)
    assert limits.timing(WEDNESDAY, None, None, line) is timing


@pytest.mark.parametrize(
    ("done_on", "timing"),
    [
        (date(2026, 3, 10), IssueTiming.DONE),
        (date(2026, 3, 11), IssueTiming.DONE),
        (date(2026, 3, 12), IssueTiming.DONE_LATE),
    ],
)
def test_done_late_stays_late_and_done_in_time_stays_in_time(done_on, timing):
    line = limits.day_line(date(2026, 9, 1), CALENDAR)
    assert limits.timing(WEDNESDAY, done_on, date(2026, 4, 1), line) is timing


def test_what_ended_is_due_no_longer_and_what_has_no_limit_is_not_late():
    line = limits.day_line(date(2026, 9, 1), CALENDAR)
    assert limits.timing(WEDNESDAY, None, date(2026, 3, 9), line) is IssueTiming.ENDED
    assert limits.timing(None, None, None, line) is IssueTiming.NOT_ASSIGNED
    assert limits.working_days_late(None, date(2026, 9, 1), CALENDAR) == 0


def test_days_late_are_working_days_and_none_on_the_limit():
    late = [limits.working_days_late(date(2026, 3, 13), date(2026, 3, d), CALENDAR) for d in (12, 13, 14, 15, 16, 17)]
    assert late == [0, 0, 0, 0, 1, 2]


def test_the_rule_names_the_same_issues_by_a_bound_of_limits_as_by_the_days_they_are_late():
    after = SUPERVISED_AFTER.on(date(2026, 1, 1))
    for day in range(60):  # over the Spring Festival and its make-up workdays
        today = date(2026, 1, 20) + timedelta(days=day)
        before = limits.supervised_before(today, CALENDAR)
        for back in range(25):
            due = today - timedelta(days=back)
            named = today > due and limits.working_days_late(due, today, CALENDAR) >= after
            assert (due < before) == named, (today, due)


def test_an_assignment_has_the_rulebooks_days_where_none_are_given():
    today = date(2026, 3, 2)
    assert limits.limit_days(Severity.BLOCKAGE, Layer.DEPARTMENT, None, today) == 7
    assert limits.limit_days(Severity.BLOCKAGE, Layer.DEPARTMENT, 3, today) == 3
    assert isinstance(limits.limit_days(Severity.JAM, Layer.DEPARTMENT, 3, today), Breach)
    assert limits.layers_for(Severity.JAM, today) == (Layer.LEADER, Layer.CITY)


def test_every_severity_has_a_layer_and_every_kind_a_name_of_its_own():
    today = date(2026, 3, 2)
    assert {severity for severity, _ in LIMITS.on(today)} == set(Severity)
    kinds = KINDS.on(today)
    assert len({k.code for k in kinds}) == len({k.name for k in kinds}) == len(kinds)


def test_a_number_has_the_year_and_four_figures_and_more_where_they_do_not_do():
    assert [number(2027, n) for n in (1, 9999, 10_000)] == ["2027-0001", "2027-9999", "2027-10000"]
