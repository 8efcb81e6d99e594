from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from services.reserve.domain.planned.reminding import Owing, breaches, reminders
from services.reserve.domain.planned.terms import A4, ReportState

MONTH = date(2026, 11, 1)
OPEN, IN = Owing(UUID(int=1), None), Owing(UUID(int=2), date(2026, 11, 20))


@pytest.mark.parametrize(
    ("today", "codes"),
    [
        (date(2026, 11, 24), ["PLANNED_REMINDER_TOO_EARLY"]),
        (date(2026, 11, 25), []),
        (date(2026, 12, 31), []),
    ],
)
def test_nobody_is_reminded_before_the_days_of_reminders(today, codes):
    found = breaches(MONTH, today)
    assert [b.code for b in found] == codes
    assert all(b.article == A4 for b in found)


@pytest.mark.parametrize("month", [date(9999, 12, 1), date(1, 1, 1)])
def test_a_month_that_no_calendar_has_is_refused(month):
    assert [b.code for b in breaches(month, date(2026, 11, 25))] == ["PLANNED_MONTH_INVALID"]


@pytest.mark.parametrize(
    ("today", "state", "late"),
    [(date(2026, 11, 30), ReportState.DUE_SOON, 0), (date(2026, 12, 1), ReportState.MISSING, 1)],
)
def test_whose_list_is_not_in_is_reminded_and_whose_list_is_in_is_left_alone(today, state, late):
    (told,) = reminders(MONTH, today, [OPEN, IN], "430211")
    assert (told.unit_id, told.state, told.days_late, told.reminded_on) == (OPEN.unit_id, state, late, today)
