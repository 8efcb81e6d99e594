"""Working days by the State Council's calendar, and the time limits that are counted in them.

A year is either loaded (the notice on its holidays is known) or computed from the regulation alone and then
provisional: see ``services.law.festivals``. Nothing here raises anything but ValueError, which names the fact.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date, datetime
from functools import cached_property
from itertools import accumulate

from services.law.festivals import statutory_holidays

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class YearDays:
    """What the notice for one year changes: days off, and weekends that are worked for them (调休上班).

    A day off that is a Saturday or Sunday may be named, as notices do; it changes nothing.
    """

    year: int
    holidays: frozenset[date] = field(default_factory=frozenset)
    makeup: frozenset[date] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        """Raise ValueError for a day of another year, both off and worked, or made up for on no weekend."""
        _check_year(self.year)
        for day in sorted(self.holidays | self.makeup, key=_plain):
            if day.year != self.year:
                raise ValueError(f"{day} is not a day of {self.year}")
            if day in self.makeup and day in self.holidays:
                raise ValueError(f"{day} cannot be both a day off and a make-up workday")
            if day in self.makeup and day.weekday() < _SATURDAY:
                raise ValueError(f"{day} is no make-up workday: it is not a Saturday or Sunday")

    def ordinals(self) -> list[int]:
        """Return the working days of the year in order, as ordinals."""
        first, end = date(self.year, 1, 1).toordinal(), date(self.year, 12, 31).toordinal() + 1
        off = {day.toordinal() for day in self.holidays}
        made_up = {day.toordinal() for day in self.makeup}
        # Ordinal 1 is a Monday, so 6 and 0 are Saturday and Sunday.
        return [n for n in range(first, end) if n in made_up or (n % 7 not in (6, 0) and n not in off)]


class WorkCalendar:
    """Working days over all years from 1 to 9999; years that are not loaded are provisional.

    Every question is answered by bisection in the year and in a running total over the years, whatever the span.

    >>> calendar = WorkCalendar({2026: YearDays(2026, frozenset({date(2026, 1, 1), date(2026, 1, 2)}),
    ...                                         frozenset({date(2026, 1, 4)}))})
    >>> str(calendar.add(date(2025, 12, 31), 1)), calendar.provisional(2025)
    ('2026-01-04', True)
    """

    def __init__(self, years: Mapping[int, YearDays]) -> None:
        """Take the years that are published; raise ValueError when one is filed under another's number."""
        for year, days in years.items():
            if days.year != year:
                raise ValueError(f"the days of {days.year} were given as those of {year}")
        self._years = dict(years)
        self._loaded = sorted(years)
        self._ordinals: dict[int, list[int]] = {}

    def with_year(self, days: YearDays) -> WorkCalendar:
        """Return the calendar with one more year published, or one published anew."""
        return WorkCalendar({**self._years, days.year: days})

    def is_workday(self, day: date) -> bool:
        """Whether offices work on the day."""
        ordinals = self._of(_plain(day).year)
        at = bisect_left(ordinals, day.toordinal())
        return at < len(ordinals) and ordinals[at] == day.toordinal()

    def add(self, day: date, n: int) -> date:
        """Return the n-th working day after the day (before it when n is negative); the day itself is not counted.

        With n = 0 the answer is the day itself if it is a workday, else the next workday.
        """
        upto = self._rank(day)
        if n > 0:
            return self._nth(upto + n)
        # Working days strictly before the day; its own place, if it is a workday, is the one after them.
        before = upto - 1 if self.is_workday(day) else upto
        return self._nth(before + n + 1)

    def between(self, start: date, end: date) -> int:
        """Count the working days after start up to and including end; negative when end is before start.

        ``between(d, add(d, n)) == n`` for every n > 0, and for n < 0 too when d is a workday.
        """
        return self._rank(end) - self._rank(start)

    def next_on_or_after(self, day: date) -> date:
        """Return the day if it is a workday, else the next one."""
        return self.add(day, 0)

    def previous_on_or_before(self, day: date) -> date:
        """Return the day if it is a workday, else the last one before it."""
        return self._nth(self._rank(day))

    def provisional(self, year: int) -> bool:
        """Whether the year is computed without the State Council's notice."""
        _check_year(year)
        return year not in self._years

    def provisional_between(self, start: date, end: date) -> bool:
        """Whether any day from start to end, both included and in either order, lies in a provisional year."""
        first, last = sorted((_plain(start).year, _plain(end).year))
        return bisect_right(self._loaded, last) - bisect_left(self._loaded, first) < last - first + 1

    def _of(self, year: int) -> list[int]:
        found = self._ordinals.get(year)
        if found is None:
            days = self._years.get(year) or YearDays(year, statutory_holidays(year))
            found = self._ordinals[year] = days.ordinals()
        return found

    @cached_property
    def _totals(self) -> list[int]:
        """Working days before each year, from year 1 on; the last is the total of all."""
        return [0, *accumulate(self._count(year) for year in range(MINYEAR, MAXYEAR + 1))]

    def _count(self, year: int) -> int:
        """Count the working days of a year without listing them."""
        days = self._years.get(year)
        holidays, makeup = (days.holidays, days.makeup) if days else (statutory_holidays(year), frozenset[date]())
        first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
        weekdays = _weekdays_upto(last) - _weekdays_upto(first - 1)
        return weekdays - sum(day.weekday() < _SATURDAY for day in holidays) + len(makeup)

    def _rank(self, day: date) -> int:
        """Count the working days up to and including the day, from year 1 on."""
        year = _plain(day).year
        return self._totals[year - MINYEAR] + bisect_right(self._of(year), day.toordinal())

    def _nth(self, rank: int) -> date:
        if not 1 <= rank <= self._totals[-1]:
            raise ValueError(f"that working day lies outside the years {MINYEAR} to {MAXYEAR}")
        year = bisect_left(self._totals, rank)
        return date.fromordinal(self._of(year)[rank - self._totals[year - 1] - 1])


def deadline(received: date, working_days: int, calendar: WorkCalendar) -> date:
    """Return the last day of a limit that is counted in working days from the day after receipt.

    >>> str(deadline(date(2026, 11, 24), 15, WorkCalendar({2026: YearDays(2026)})))
    '2026-12-15'
    """
    if working_days < 1:
        raise ValueError(f"a limit has at least one working day, not {working_days}")
    return calendar.add(received, working_days)


@dataclass(frozen=True, slots=True)
class Stop:
    """The clock stands from this day (returned for correction, special procedure) to that of resubmission."""

    since: date
    until: date | None = None  # None: still stopped

    def __post_init__(self) -> None:
        """Raise ValueError for a stop that ends before it begins."""
        if self.until is not None and _plain(self.until) < _plain(self.since):
            raise ValueError(f"a stop cannot end on {self.until}, before it begins on {self.since}")


class StoppableClock:
    """A time limit in working days that can be stopped.

    Neither the day of receipt nor that of a stop nor that of its end is counted: a resubmission is received anew, so
    counting resumes on the day after it, and the day of return belongs to the stop. No working day is counted twice
    however stops touch or overlap, and a stop that holds no working day (a weekend) changes nothing.

    >>> calendar = WorkCalendar({2026: YearDays(2026)})
    >>> clock = StoppableClock(date(2026, 11, 2), 5, [Stop(date(2026, 11, 4), date(2026, 11, 6))], calendar)
    >>> str(clock.due), clock.used_on(date(2026, 11, 9)), clock.late_on(date(2026, 11, 16))
    ('2026-11-12', 2, 2)
    """

    def __init__(self, received: date, working_days: int, stops: Iterable[Stop], calendar: WorkCalendar) -> None:
        """Take the facts in any order; raise ValueError for no limit or a stop before receipt."""
        self.received, self.working_days = _plain(received), working_days
        self._calendar = calendar
        self._unstopped_due = deadline(received, working_days, calendar)
        self._stops = _merged(stops)
        if self._stops and self._stops[0].since < received:
            raise ValueError(f"the clock cannot stop on {self._stops[0].since}, before receipt on {received}")

    @property
    def due(self) -> date | None:
        """The last day of the limit; None while an open stop keeps it unknown."""
        due, counted_from, left = self._unstopped_due, self.received, self.working_days
        for stop in self._stops:
            if stop.since > due:
                return due
            if stop.until is None:
                return None
            left -= self._counted(counted_from, stop)
            counted_from = stop.until
            due = self._calendar.add(counted_from, left)
        return due

    def used_on(self, day: date) -> int:
        """Count the working days used up to and including the day."""
        used, counted_from = 0, self.received
        for stop in self._stops:
            if stop.since > _plain(day):
                break
            used += self._counted(counted_from, stop)
            if stop.until is None or stop.until >= day:
                return used
            counted_from = stop.until
        return used + max(0, self._calendar.between(counted_from, day))

    def left_on(self, day: date) -> int:
        """Count the working days that remain after the day; never negative."""
        return max(0, self.working_days - self.used_on(day))

    def late_on(self, day: date) -> int:
        """Count the working days used beyond the limit; 0 on the due date itself. Stops are never lateness."""
        return max(0, self.used_on(day) - self.working_days)

    @property
    def provisional(self) -> bool:
        """Whether the due date, if there is one, may change when the calendar of a year is published."""
        due = self.due
        return due is not None and self._calendar.provisional_between(self.received, due)

    def _counted(self, counted_from: date, stop: Stop) -> int:
        """Working days from the day after counting (re)started to the day before the stop."""
        upto = self._calendar.between(counted_from, stop.since)
        return max(0, upto - 1 if self._calendar.is_workday(stop.since) else upto)


def _merged(stops: Iterable[Stop]) -> list[Stop]:
    """Join stops that overlap, in order."""
    merged: list[Stop] = []
    for stop in sorted(stops, key=lambda s: s.since):
        last = merged[-1] if merged else None
        if last is None or (last.until is not None and last.until < stop.since):
            merged.append(stop)
        elif last.until is not None and (stop.until is None or stop.until > last.until):
            merged[-1] = Stop(last.since, stop.until)
    return merged


def _plain(day: date) -> date:
    """Refuse a moment: which day it is depends on the time zone, which is for the caller to settle."""
    if isinstance(day, datetime):
        raise ValueError(f"a day without a time is needed, not {day!r}")
    return day


def _check_year(year: int) -> None:
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"no such year: {year}")


def _weekdays_upto(ordinal: int) -> int:
    weeks, days = divmod(ordinal, 7)
    return weeks * 5 + min(days, 5)
