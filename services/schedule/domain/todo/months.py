"""第九条、第十二条：until when a month's report is to be there."""

from __future__ import annotations

from datetime import date

from services.law.workdays import WorkCalendar
from services.schedule.domain.progress.record import last_day
from services.schedule.domain.todo.rulebook import REPORT_DAYS


def report_due_on(year: int, month: int, calendar: WorkCalendar) -> date:
    """Return the last day: in the first working days of the next month; how many, the rulebook says."""
    end = last_day(year, month)
    return calendar.add(end, REPORT_DAYS.on(end))
