"""第八条：a year's investment split evenly over some months, exactly."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from services.law.article import Article
from services.law.breach import Breach
from services.law.money import round_half_up
from services.schedule.domain.task import MONTHS

A8 = Article(8)


@dataclass(frozen=True, slots=True)
class Even:
    """The months in which work is done, both included; the others get nothing."""

    first: int
    last: int


def even_faults(even: Even, field: str) -> list[Breach]:
    """The months are months of a year, in order."""
    if 1 <= even.first <= even.last <= MONTHS:
        return []
    message = f"均分的月份须为1至{MONTHS}月，且起始月不晚于结束月，现为{even.first}月至{even.last}月"
    return [Breach("EVEN_MONTHS_INVALID", message, A8, field)]


def split_evenly(total: Decimal, even: Even, places: int) -> tuple[Decimal, ...]:
    """第八条：split an amount over the months; they sum to it exactly.

    Each month gets the same, rounded half up to the places; the last one takes what remains. Where so little is split
    that the last month would be left below nothing, the others are rounded down instead.

    >>> [str(m) for m in split_evenly(Decimal(100), Even(1, 3), 2) if m]
    ['33.33', '33.33', '33.34']
    >>> [str(m) for m in split_evenly(Decimal("0.06"), Even(1, 12), 2) if m]
    ['0.06']
    """
    count = even.last - even.first + 1
    exact = Fraction(total) / count
    share = round_half_up(exact, places)
    if share * (count - 1) > total:
        share = Decimal(int(exact * 10**places)).scaleb(-places)
    last = total - share * (count - 1)
    amounts = dict.fromkeys(range(even.first, even.last), share) | {even.last: last}
    return tuple(amounts.get(month, Decimal(0)) for month in range(1, MONTHS + 1))
