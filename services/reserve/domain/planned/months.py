"""Months and due days of the reports (第四条)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from services.reserve.domain.planned.rulebook import FIRST_OWED, REMINDER_DAYS, REPORT_DUE
from services.reserve.domain.planned.terms import ReportState

YEARS = range(2004, 2101)  # those that the platform's business days know


def first_of(day: date) -> date:
    """Return the first day of the month.

    >>> first_of(date(2026, 11, 24))
    datetime.date(2026, 11, 1)
    """
    return day.replace(day=1)


def shifted(month: date, by: int) -> date:
    """Return the first day of the month that lies so many months away.

    >>> shifted(date(2026, 11, 1), 2), shifted(date(2026, 1, 1), -1)
    (datetime.date(2027, 1, 1), datetime.date(2025, 12, 1))
    """
    months = month.year * 12 + month.month - 1 + by
    return date(months // 12, months % 12 + 1, 1)


def due_day(month: date) -> date:
    """第四条: the last day on which a month's report is on time.

    >>> due_day(date(2026, 11, 1)), due_day(date(2028, 2, 1))
    (datetime.date(2026, 11, 30), datetime.date(2028, 2, 29))
    """
    rule = REPORT_DUE.on(month)
    due = shifted(month, rule.months_after)
    return due.replace(day=min(rule.day, monthrange(due.year, due.month)[1]))


def joined_by(month: date) -> date:
    """第四条: who became a planning party on this day or before owes the month's report; who came later does not.

    >>> joined_by(date(2026, 11, 1))
    datetime.date(2026, 11, 1)
    """
    return shifted(month, 1 - FIRST_OWED.on(month))


def first_owed(since: date) -> date:
    """第四条: the first month that a party owes a report of: a unit registered in the middle of a month starts with the next.

    >>> first_owed(date(2026, 11, 2)), first_owed(date(2026, 11, 1))
    (datetime.date(2026, 12, 1), datetime.date(2026, 11, 1))
    """
    month = first_of(since)
    while since > joined_by(month):
        month = shifted(month, 1)
    return month


def soon_until(today: date) -> date:
    """第四条: the latest due day that is near enough today to be reminded of."""
    return today + timedelta(days=REMINDER_DAYS.on(today))


def state(due_on: date, in_on: date | None, today: date) -> ReportState:
    """第四条: how a report stands. in_on: when it first came in; None while it has not, or is with the unit for correction.

    >>> state(date(2026, 11, 30), None, date(2026, 11, 30)).value
    'DUE_SOON'
    """
    if in_on is not None:
        return ReportState.LATE if in_on > due_on else ReportState.ON_TIME
    if today > due_on:
        return ReportState.MISSING
    return ReportState.DUE_SOON if due_on <= soon_until(today) else ReportState.NOT_DUE


def days_late(due_on: date, in_on: date | None, today: date) -> int:
    """第四条: by how many days a report came, or so far is, late; 0 when it is not.

    >>> days_late(date(2026, 11, 30), date(2026, 12, 2), date(2027, 1, 5))
    2
    """
    return max(((in_on or today) - due_on).days, 0)
