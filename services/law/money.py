"""Money in 万元 (10,000 yuan) as exact decimals, and the percentages that are published."""

from __future__ import annotations

from decimal import Context, Decimal, Inexact, InvalidOperation
from fractions import Fraction

from services.law.breach import Breach

PLACES = 4  # 0.0001 万元 is one yuan; likewise 1 亿元 is 10^4 万元
LARGEST = Decimal(10) ** 12  # 万元; far above any budget, far below what a column or a sum could not hold

_LARGEST_EXPONENT = 100
_EXACT = Context(prec=120, traps=[Inexact, InvalidOperation])


def check_amount(amount: Decimal, field: str | None = None, largest: Decimal = LARGEST) -> Decimal | Breach:
    """Accept 0 to the largest amount with up to 4 decimal places, zeros at the end not counted.

    The answer is written without exponent and with at most 4 places, so equal amounts can be shown alike.
    """
    if not amount.is_finite():
        return Breach("AMOUNT_MALFORMED", "金额必须是有限的数字", field=field)
    if amount < 0:
        return Breach("AMOUNT_NEGATIVE", "金额不能为负数", field=field)
    if amount > largest:
        return Breach("AMOUNT_TOO_LARGE", f"金额不能超过 {largest:f} 万元", field=field)
    exact = _to_places(amount, PLACES)
    if exact is None:
        return Breach("AMOUNT_TOO_PRECISE", f"金额最多保留 {PLACES} 位小数（精确到元）", field=field)
    return exact


def wan_from_yi(amount: Decimal) -> Decimal:
    """Convert 亿元 to 万元, exactly.

    >>> wan_from_yi(Decimal("8.12345678"))
    Decimal('81234.5678')
    """
    if not amount.is_finite():
        raise ValueError(f"not an amount: {amount}")
    try:
        moved = _EXACT.scaleb(amount, PLACES)
        return moved if _exponent(moved) <= 0 else moved.quantize(Decimal(1), context=_EXACT)
    except (Inexact, InvalidOperation):
        raise ValueError(f"too many figures for an exact conversion: {amount}") from None


def round_half_up(value: Decimal | Fraction | int, places: int) -> Decimal:
    """Round to the places; a half goes away from zero, as offices round.

    >>> round_half_up(Decimal("6.25"), 1), round_half_up(Decimal("-6.25"), 1)
    (Decimal('6.3'), Decimal('-6.3'))
    """
    if not 0 <= places <= 20:  # noqa: PLR2004 - no table shows more
        raise ValueError(f"cannot round to {places} places")
    exact = _fraction(value) if isinstance(value, Decimal) else Fraction(value)
    steps = int(abs(exact) * 10**places + Fraction(1, 2))
    return Decimal((int(exact < 0 and steps > 0), tuple(map(int, str(steps))), -places))


def percentage(part: Decimal, whole: Decimal, places: int) -> Decimal:
    """Return part of whole in per cent, rounded once and half up; raise ValueError where there is no whole.

    >>> percentage(Decimal(1), Decimal(16), 1)
    Decimal('6.3')
    """
    if whole == 0:
        raise ValueError(f"no percentage of {part} in nothing")
    return round_half_up(_fraction(part) * 100 / _fraction(whole), places)


def _fraction(value: Decimal) -> Fraction:
    """Take a value for exact reckoning; an exponent beyond any sum of money would only fill the memory."""
    if not value.is_finite() or abs(_exponent(value)) > _LARGEST_EXPONENT:
        raise ValueError(f"cannot reckon with {value}")
    return Fraction(value)


def _to_places(amount: Decimal, places: int) -> Decimal | None:
    """Write the amount without exponent and with at most these places, or return None if that would lose something."""
    wanted = min(0, max(_exponent(amount), -places))
    try:
        # copy_abs drops the sign of a negative zero, which compares equal but is shown as -0; abs would round.
        return amount.copy_abs().quantize(Decimal(1).scaleb(wanted), context=_EXACT)
    except (Inexact, InvalidOperation):
        return None


def _exponent(amount: Decimal) -> int:
    exponent = amount.as_tuple().exponent
    assert isinstance(exponent, int), "finite amounts only"
    return exponent
