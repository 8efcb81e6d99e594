"""第八条（工作日）：calendars of MS Project XML. Plans here count the State Council's working days; differences are told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from services.law.workdays import WorkCalendar
from services.schedule.usecases.exchange import fields
from services.schedule.usecases.exchange.mspdi_xml import Element, day, each, number, text

_ALL_DAYS = 7
_WEEKEND = {1, 7}  # Sunday is the first day
_MOST_NAMED = 10
_LONGEST_EXCEPTION = 400  # days; a longer one says nothing of holidays
_TRUE = {"1", "true"}
_CLOCK = re.compile(r"([0-9]{1,2}):([0-9]{2})")


@dataclass(frozen=True, slots=True)
class Calendars:
    """every_day: calendars on which every day is worked, with the minutes of a day. notes: what will be otherwise here."""

    every_day: dict[int, int]
    notes: tuple[str, ...]


def read_calendars(root: Element, ours: WorkCalendar) -> Calendars:
    """Read the calendars; the project's own is compared with the State Council's."""
    every_day: dict[int, int] = {}
    notes: list[str] = []
    main = number(root, "CalendarUID", 1)
    for calendar in each(root, "Calendars", "Calendar"):
        uid = number(calendar, "UID", -1)
        week = {number(d, "DayType", 0): d for d in each(calendar, "WeekDays", "WeekDay")}
        works = {n for n, d in week.items() if n and text(d, "DayWorking") in _TRUE}
        if len(works) == _ALL_DAYS:
            every_day[uid] = max(_minutes(d) for n, d in week.items() if n) or fields.MINUTES_OF_24_HOURS
        if uid == main:
            notes += _differences(calendar, works, bool(week), ours)
    return Calendars(every_day, tuple(notes))


def _differences(calendar: Element, works: set[int], stated: bool, ours: WorkCalendar) -> list[str]:
    name = text(calendar, "Name")
    notes = []
    if stated and (works & _WEEKEND or not works.issuperset({2, 3, 4, 5, 6})):
        notes.append(f"项目日历“{name}”的工作周不是周一至周五，平台按国务院办公厅放假安排计工作日")
    otherwise = sorted(d for d, worked in _exceptions(calendar).items() if ours.is_workday(d) != worked)
    if otherwise:
        named = "、".join(d.isoformat() for d in otherwise[:_MOST_NAMED]) + (
            "等" if len(otherwise) > _MOST_NAMED else ""
        )
        notes.append(f"项目日历“{name}”有{len(otherwise)}天与国务院办公厅放假安排不同，以后者为准：{named}")
    return notes


def _exceptions(calendar: Element) -> dict[date, bool]:
    """Return the single days of which the calendar says otherwise; older files have them among the days of the week."""
    days: dict[date, bool] = {}
    older = [d for d in each(calendar, "WeekDays", "WeekDay") if number(d, "DayType", 0) == 0]
    for one in (*older, *each(calendar, "Exceptions", "Exception")):
        for period in each(one, "TimePeriod"):
            first, last = day(period, "FromDate"), day(period, "ToDate")
            if first is None or last is None or not 0 <= (last - first).days < _LONGEST_EXCEPTION:
                continue
            works = text(one, "DayWorking") in _TRUE
            days |= {first + timedelta(days=n): works for n in range((last - first).days + 1)}
    return days


def _minutes(element: Element) -> int:
    """Add the working times of a day up."""
    total = 0
    for span in each(element, "WorkingTimes", "WorkingTime"):
        start, end = (_minute(text(span, name)) for name in ("FromTime", "ToTime"))
        total += (end - start) % fields.MINUTES_OF_24_HOURS or fields.MINUTES_OF_24_HOURS
    return total


def _minute(written: str) -> int:
    found = _CLOCK.match(written)
    return int(found[1]) * 60 + int(found[2]) if found else 0
