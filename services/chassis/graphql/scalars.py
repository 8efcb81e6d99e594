"""Scalars as the platform writes and reads them: decimals as strings without needless zeros, moments with Shanghai's offset.

What cannot be read is a `BadValue` wherever it stands, in a variable or in the document: a mistake that is told, never a fault.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

import strawberry
from graphql import GraphQLError, ValueNode, value_from_ast_untyped
from strawberry.schema.types.base_scalars import DateDefinition, UUIDDefinition

from services.chassis.clock import SHANGHAI
from services.chassis.faults import ApiError

MAX_DIGITS = 40
SHOWN = 40  # characters of a value that a message repeats
# moments that can be told in every offset; the database's JSON of moments has the same limits (`reads.scalars`)
FIRST, END = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)
Literal = Callable[[ValueNode, dict[str, Any] | None], Any]


class BadValue(ApiError):
    """A value that a scalar cannot read: what was expected, and the beginning of what came."""

    def __init__(self, chinese: str, english: str, value: Any) -> None:
        came = str(value)[:SHOWN]
        super().__init__("BAD_INPUT", f"{chinese}：“{came}” / {english}: {came!r}")


def _read_decimal(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise BadValue("不是数", "not a number", value)
    if len(str(value)) > MAX_DIGITS:
        raise BadValue(
            f"数字不得超过 {MAX_DIGITS} 个字符", f"a number has at most {MAX_DIGITS} characters", f"{str(value)[:20]}…"
        )
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        raise BadValue("不是数", "not a number", value) from None
    # 1E+999999 is a short text and a number that fills the memory when written out
    if not number.is_finite() or abs(number.adjusted()) > MAX_DIGITS:
        raise BadValue("数值超出范围", "the number is out of range", value)
    return number


def _write_decimal(number: Decimal) -> str:
    """Write every digit: `normalize` would round to the precision of Python's context."""
    told = format(number, "f")
    return told.rstrip("0").rstrip(".") if "." in told else told


def _read_moment(value: Any) -> datetime:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise BadValue("不是带时区的时间（如 2026-11-24T09:00:00+08:00）", "not a moment with its offset", value)
    if not FIRST <= moment < END:
        raise BadValue("时间超出范围", "the moment is out of range", value)
    return moment.astimezone(UTC)


def _write_moment(moment: datetime) -> str:
    """Write it as PostgreSQL does: a fraction of a second without needless zeros."""
    told = moment.astimezone(SHANGHAI).isoformat()
    if not moment.microsecond:
        return told
    whole, _, rest = told.partition(".")
    return f"{whole}.{rest[:6].rstrip('0')}{rest[6:]}"


def _read_day(value: Any) -> date:
    try:
        if isinstance(value, str):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise BadValue("不是日期（如 2026-11-24）", "not a date such as 2026-11-24", value)


def _read_id(value: Any) -> UUID:
    try:
        if isinstance(value, str):
            return UUID(value)
    except ValueError:
        pass
    raise BadValue("不是编号（UUID，如 0197b1c2-0000-7000-8000-000000000001）", "not an id (UUID)", value)


def _literal(read: Callable[[Any], Any]) -> Literal:
    """Read a value of the document by the same words, and say where it stands."""

    def of_document(node: ValueNode, variables: dict[str, Any] | None = None) -> Any:
        value = value_from_ast_untyped(node, variables)
        try:
            return read(value)
        except BadValue as bad:
            raise GraphQLError(bad.message, node, original_error=bad) from None

    return of_document


SCALARS: dict[object, Any] = {
    Decimal: strawberry.scalar(
        name="Decimal",
        description="十进制精确数，以字符串传递；金额单位为万元 / Exact decimal as a string; money is in 10,000 CNY",
        serialize=_write_decimal,
        parse_value=_read_decimal,
        parse_literal=_literal(_read_decimal),
    ),
    datetime: strawberry.scalar(
        name="DateTime",
        description="带时区的时间（北京时间）/ A moment with its offset, shown in China time",
        serialize=_write_moment,
        parse_value=_read_moment,
        parse_literal=_literal(_read_moment),
    ),
    date: replace(DateDefinition, parse_value=_read_day, parse_literal=_literal(_read_day)),
    UUID: replace(UUIDDefinition, parse_value=_read_id, parse_literal=_literal(_read_id)),
}
