"""A period of assessment: a quarter, or the whole year (A19)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.assessment.domain.quarter import Quarter, faults_of_year, read_quarter
from services.law.breach import Refusal

WHOLE_YEAR = 0  # what stands for the whole year where a quarter has its number


@dataclass(frozen=True, slots=True, order=True)
class Year:
    """A whole year.

    >>> str(Year(2026)), Year(2026).first_day, Year(2026).last_day
    ('2026年度', datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))
    """

    year: int

    def __str__(self) -> str:
        """Written as officials write it."""
        return f"{self.year}年度"

    @property
    def number(self) -> int:
        """What stands in place of a quarter's number."""
        return WHOLE_YEAR

    @property
    def previous(self) -> Year:
        """The year before."""
        return Year(self.year - 1)

    @property
    def next(self) -> Year:
        """The year after."""
        return Year(self.year + 1)

    @property
    def first_day(self) -> date:
        """The first day."""
        return date(self.year, 1, 1)

    @property
    def last_day(self) -> date:
        """The last day."""
        return date(self.year, 12, 31)

    @property
    def quarters(self) -> tuple[Quarter, ...]:
        """Its quarters, in order."""
        return tuple(Quarter(self.year, number) for number in range(1, 5))


Period = Quarter | Year


def period_of(year: int, number: int) -> Period:
    """Return the period of a row: a quarter by its number, or the whole year.

    >>> period_of(2026, 0), period_of(2026, 4)
    (Year(year=2026), Quarter(year=2026, number=4))
    """
    return Year(year) if number == WHOLE_YEAR else Quarter(year, number)


def read_period(year: int, quarter: int | None) -> Period | Refusal:
    """第十九条：the period that a command names: a quarter, or the whole year where it names none."""
    if quarter is not None:
        return read_quarter(year, quarter)
    faults = faults_of_year(year)
    return Refusal(faults) if faults else Year(year)
