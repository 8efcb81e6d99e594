"""Scalars as the platform writes them: exact decimals as strings without needless zeros, moments with the offset of Shanghai."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import strawberry

from services.chassis.clock import SHANGHAI

MAX_DIGITS = 40


def _read_decimal(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise ValueError(f"不是数 / not a number: {str(value)[:40]!r}")
    if len(str(value)) > MAX_DIGITS:
        raise ValueError(f"数字不得超过 {MAX_DIGITS} 个字符 / a number has at most {MAX_DIGITS} characters")
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        raise ValueError(f"不是数 / not a number: {str(value)[:40]!r}") from None
    # 1E+999999 is a short text and a number that fills the memory when written out
    if not number.is_finite() or abs(number.adjusted()) > MAX_DIGITS:
        raise ValueError("数值超出范围 / the number is out of range")
    return number


def _write_decimal(number: Decimal) -> str:
    """Write every digit: `normalize` would round to the precision of Python's context."""
    told = format(number, "f")
    return told.rstrip("0").rstrip(".") if "." in told else told


def _read_moment(value: Any) -> datetime:
    moment = datetime.fromisoformat(str(value))
    if moment.tzinfo is None:
        raise ValueError("时间须带时区，如 2026-11-24T09:00:00+08:00 / a moment needs its offset")
    return moment.astimezone(UTC)


def _write_moment(moment: datetime) -> str:
    """Write it as PostgreSQL does: a fraction of a second without needless zeros."""
    told = moment.astimezone(SHANGHAI).isoformat()
    if not moment.microsecond:
        return told
    whole, _, rest = told.partition(".")
    return f"{whole}.{rest[:6].rstrip('0')}{rest[6:]}"


SCALARS: dict[object, Any] = {
    Decimal: strawberry.scalar(
        name="Decimal",
        description="十进制精确数，以字符串传递；金额单位为万元 / Exact decimal as a string; money is in 10,000 CNY",
        serialize=_write_decimal,
        parse_value=_read_decimal,
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        description="带时区的时间（北京时间）/ A moment with its offset, shown in China time",
        serialize=_write_moment,
        parse_value=_read_moment,
    ),
}
