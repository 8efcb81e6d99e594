"""第十七条：what comes in after the offices have closed. Limits count whole working days from the day after receipt.

行政许可法 counts from the day of acceptance and knows days only; an electronic window is open at any hour. So by default
what comes in on a day was received on that day, whatever the hour; a district that decides otherwise sets one more entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from services.law.article import Article
from services.law.dated import Dated, Entry
from services.law.workdays import WorkCalendar
from services.support.domain.kinds.since import FIRST_DAY


class AfterClosing(StrEnum):
    """When something was received that came in after closing time."""

    SAME_DAY = "SAME_DAY"  # 当日收件
    NEXT_WORKING_DAY = "NEXT_WORKING_DAY"  # 次一工作日收件


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """When the offices close (local time), and when something was received that came in later, or on a day off."""

    closes: time
    after_closing: AfterClosing


DEFAULT = Dated(
    Article(17),
    "办公结束时间与其后收件的收件日",
    Entry(FIRST_DAY, OfficeHours(time(17, 30), AfterClosing.SAME_DAY), "本区默认；时限按日计，电子收件不分时刻"),
)
HOURS: Mapping[str, Dated[OfficeHours]] = {"430211": DEFAULT}


def received_on(moment: datetime, hours: OfficeHours, calendar: WorkCalendar) -> date:
    """Return the day on which something counts as received; `moment` is local time.

    >>> from services.law.workdays import WorkCalendar
    >>> next_day = OfficeHours(time(17, 30), AfterClosing.NEXT_WORKING_DAY)
    >>> str(received_on(datetime(2026, 3, 6, 17, 30), next_day, WorkCalendar({})))
    '2026-03-06'
    >>> str(received_on(datetime(2026, 3, 6, 17, 30, 1), next_day, WorkCalendar({})))
    '2026-03-09'
    """
    day = moment.date()
    if hours.after_closing is AfterClosing.SAME_DAY:
        return day
    if moment.time() <= hours.closes:
        return calendar.next_on_or_after(day)
    return calendar.add(day, 1)


def hours_on(division: str, day: date) -> OfficeHours:
    """Return a division's office hours on a day; the default where it has set none."""
    return HOURS.get(division, DEFAULT).on(day)
