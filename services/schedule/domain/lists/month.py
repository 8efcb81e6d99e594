"""Months of a calendar, and the spans of months that lists are summed up for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = 12
QUARTERS = 4


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One month.

    >>> str(Month(2027, 12).after().first), str(Month(2027, 1).before().last), Month(2027, 2).holds(date(2027, 2, 28))
    ('2028-01-01', '2026-12-31', True)
    """

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> Month:
        """Return the month of a day."""
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.after().first - timedelta(days=1)

    def after(self, months: int = 1) -> Month:
        """Return the month so many months later."""
        at = self.year * MONTHS + self.month - 1 + months
        return Month(at // MONTHS, at % MONTHS + 1)

    def before(self) -> Month:
        """Return the month before."""
        return self.after(-1)

    def holds(self, day: date | None) -> bool:
        """Whether the day lies in it."""
        return day is not None and Month.of(day) == self

    def until(self, later: Month) -> int:
        """Count the months from this one to a later one."""
        return (later.year - self.year) * MONTHS + later.month - self.month

    def __str__(self) -> str:
        """Write it as documents do."""
        return f"{self.year}年{self.month}月"


@dataclass(frozen=True, slots=True)
class Span:
    """The months of a list: one, those of a quarter, or all of a year."""

    first: Month
    last: Month

    @property
    def months(self) -> tuple[Month, ...]:
        """All of them, in order."""
        return tuple(self.first.after(n) for n in range(self.first.until(self.last) + 1))

    @property
    def title(self) -> str:
        """Its name in Chinese.

        >>> [s.title for s in (span(2027, None, 3), span(2027, 2, None), span(2027, None, None))]
        ['2027年3月', '2027年二季度', '2027年']
        """
        if self.first == self.last:
            return str(self.first)
        if self.first.until(self.last) == MONTHS - 1:
            return f"{self.first.year}年"
        return f"{self.first.year}年{'一二三四'[(self.first.month - 1) // 3]}季度"


def span(year: int, quarter: int | None, month: int | None) -> Span:
    """Return the span of a month, else of a quarter, else of the year."""
    if month is not None:
        return Span(Month(year, month), Month(year, month))
    if quarter is not None:
        return Span(Month(year, quarter * 3 - 2), Month(year, quarter * 3))
    return Span(Month(year, 1), Month(year, MONTHS))
