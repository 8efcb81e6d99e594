"""The days as numbers: the calendar laid out once, so that no pass over a network has to ask it day by day.

A day is its ordinal. A moment between days is the ordinal of the day that begins there: work that ends on day n ends at
n + 1, and work that begins on day n begins at n.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date
from functools import lru_cache
from itertools import accumulate

from services.law.workdays import WorkCalendar

# Years around the days asked for, within which every chain of LONGEST_CHAIN_DAYS and every lag has its place: of any
# long stretch of days at least three in five are worked.
MARGIN_YEARS = 25
_STEP = 10  # years are laid out by tens, so that neighbouring questions share one layout
_KEPT = 16


@dataclass(frozen=True, slots=True)
class Axis:
    """The days from base to end.

    days: the working days in order. rank: for each day, how many working days lie before it.
    """

    base: int
    end: int
    days: list[int]
    rank: list[int]

    def worked(self, start: int, end: int) -> int:
        """Count the working days from one moment to another; negative when the second lies first."""
        return self.rank[end - self.base] - self.rank[start - self.base]

    def is_workday(self, day: int) -> bool:
        """Whether offices work on the day."""
        return self.worked(day, day + 1) == 1

    def shift(self, moment: int, lag: int, *, working: bool) -> int:
        """Return the first moment that lies at least `lag` days after another one.

        After a lead (a negative lag) that is the first between which and the other no more days lie than the lead has.
        """
        if not working or not lag:
            return moment + lag
        return self.days[self.rank[moment - self.base] + lag - 1] + 1

    def unshift(self, moment: int, lag: int, *, working: bool) -> int:
        """Return the last moment that `shift` does not take beyond this one: so both passes say the same of a lag."""
        if not working or not lag:
            return moment - lag
        return self.days[self.rank[moment - self.base] - lag]


def axis_around(days: Iterable[date], calendar: WorkCalendar) -> Axis:
    """Lay out the years around these days."""
    years = [day.year for day in days]
    first = max(MINYEAR, (min(years) - MARGIN_YEARS) // _STEP * _STEP)
    last = min(MAXYEAR, -(-(max(years) + MARGIN_YEARS) // _STEP) * _STEP)
    return _axis(calendar, first, last)


@lru_cache(maxsize=_KEPT)
def _axis(calendar: WorkCalendar, first: int, last: int) -> Axis:
    base, end = date(first, 1, 1).toordinal(), date(last, 12, 31).toordinal()
    worked = [calendar.is_workday(date.fromordinal(day)) for day in range(base, end + 1)]
    days = [base + n for n, works in enumerate(worked) if works]
    return Axis(base, end, days, list(accumulate(worked, initial=0)))
