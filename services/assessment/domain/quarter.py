"""The quarter of a year, the period of an assessment (A19)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from services.law.article import Article
from services.law.breach import Breach, Refusal

YEARS = range(2000, 2101)  # of the calendar; which years have rules is a matter of schemes
QUARTERS = 4
MONTHS = 3  # in a quarter


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """One quarter. Quarters order by time.

    >>> Quarter(2027, 1).previous
    Quarter(year=2026, number=4)
    >>> str(Quarter(2026, 4)), Quarter(2026, 4).first_day, Quarter(2026, 4).last_day
    ('2026年第4季度', datetime.date(2026, 10, 1), datetime.date(2026, 12, 31))
    """

    year: int
    number: int

    def __post_init__(self) -> None:
        """Raise ValueError for a quarter that no year has."""
        if not 1 <= self.number <= QUARTERS:
            raise ValueError(f"no such quarter: {self.number}")

    def __str__(self) -> str:
        """Written as officials write it."""
        return f"{self.year}年第{self.number}季度"

    @classmethod
    def of(cls, day: date) -> Quarter:
        """Return the quarter of a day.

        >>> Quarter.of(date(2026, 9, 30)), Quarter.of(date(2026, 10, 1))
        (Quarter(year=2026, number=3), Quarter(year=2026, number=4))
        """
        return cls(day.year, (day.month - 1) // MONTHS + 1)

    @property
    def previous(self) -> Quarter:
        """The quarter before; before a year's first comes the last of the year before."""
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, QUARTERS)

    @property
    def next(self) -> Quarter:
        """The quarter after."""
        return Quarter(self.year, self.number + 1) if self.number < QUARTERS else Quarter(self.year + 1, 1)

    @property
    def first_day(self) -> date:
        """The first day."""
        return date(self.year, (self.number - 1) * MONTHS + 1, 1)

    @property
    def last_day(self) -> date:
        """The last day."""
        return self.next.first_day - timedelta(days=1)


def read_quarter(year: int, number: int) -> Quarter | Refusal:
    """第十九条：the quarter that a command names, or what is wrong with its name."""
    breaches = list(faults_of_year(year))
    if not 1 <= number <= QUARTERS:
        breaches.append(Breach("QUARTER_INVALID", f"季度须为 1–{QUARTERS}", Article(19), "quarter"))
    return Refusal(tuple(breaches)) if breaches else Quarter(year, number)


def faults_of_year(year: int) -> tuple[Breach, ...]:
    """第十九条：whether a command names a year of the calendar. Empty when it does."""
    if year in YEARS:
        return ()
    return (Breach("YEAR_INVALID", f"年度须在 {YEARS[0]} 与 {YEARS[-1]} 之间", Article(19), "year"),)
