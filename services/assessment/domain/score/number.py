"""Exact arithmetic of scores. Everything is a fraction until it is rounded, once, half up."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from services.law.money import round_half_up

SHOWN_PLACES = 6  # of intermediate values in explanations; nothing is computed from shown values


def shown(value: Fraction) -> str:
    """Write a value for a reader, without needless zeros.

    >>> shown(Fraction(3, 4)), shown(Fraction(2, 3)), shown(Fraction(-40))
    ('0.75', '0.666667', '-40')
    """
    if value.denominator == 1:
        return str(value.numerator)
    return f"{round_half_up(value, SHOWN_PLACES):f}".rstrip("0").rstrip(".")


def exact(value: Decimal) -> Fraction:
    """Take a decimal as the fraction that it is."""
    return Fraction(value)
