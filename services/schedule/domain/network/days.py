"""Day arithmetic of one node: in working days or calendar days, first and last day included."""

from __future__ import annotations

from datetime import date, timedelta

from services.law.workdays import WorkCalendar
from services.schedule.domain.network.activity import Activity, DayUnit

ONE_DAY = timedelta(days=1)


def not_after(day: date, unit: DayUnit, calendar: WorkCalendar) -> date:
    """Return the day itself, or for working days the last working day before it."""
    if unit is DayUnit.CALENDAR_DAY or calendar.is_workday(day):
        return day
    return calendar.add(day, -1)


def not_before(day: date, unit: DayUnit, calendar: WorkCalendar) -> date:
    """Return the day itself, or for working days the first working day after it."""
    if unit is DayUnit.CALENDAR_DAY or calendar.is_workday(day):
        return day
    return calendar.add(day, 1)


def start_for(finish: date, activity: Activity, calendar: WorkCalendar) -> date:
    """Return the first day of a node whose last day is `finish`."""
    return _moved(finish, 1 - activity.duration, activity.unit, calendar)


def finish_for(start: date, activity: Activity, calendar: WorkCalendar) -> date:
    """Return the last day of a node whose first day is `start`."""
    return _moved(start, activity.duration - 1, activity.unit, calendar)


def room(early: date, late: date, unit: DayUnit, calendar: WorkCalendar) -> int:
    """Return by how many of its own days a node can move from one first day to the other."""
    return (late - early).days if unit is DayUnit.CALENDAR_DAY else calendar.between(early, late)


def _moved(day: date, days: int, unit: DayUnit, calendar: WorkCalendar) -> date:
    if days == 0:
        return day
    return day + timedelta(days=days) if unit is DayUnit.CALENDAR_DAY else calendar.add(day, days)
