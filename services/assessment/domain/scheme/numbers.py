"""The bounds of a scheme's numbers."""

from __future__ import annotations

from decimal import Decimal

MOST_PLACES = 4
MOST_CAP = Decimal(10)  # of a ratio: ten times the plan
MOST_POINTS = Decimal(100)  # by which an indicator may add or deduct
HIGHEST = Decimal(1000)  # of a score
MOST_TARGET = 10_000  # items that give a whole weight
MOST_TIERS = 20
MOST_INDICATORS = 50  # of a group and a kind of period
MOST_NUMBER = 1_000  # of individuals, or of units recommended


def short(value: Decimal) -> bool:
    """Whether a number is written with no more places than it is kept with.

    >>> short(Decimal("0.0001")), short(Decimal("0.00001")), short(Decimal("1E+2"))
    (True, False, True)
    """
    exponent = value.as_tuple().exponent
    return isinstance(exponent, int) and -exponent <= MOST_PLACES
