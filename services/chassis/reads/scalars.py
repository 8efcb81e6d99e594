"""SQL expressions that write, for each GraphQL type, exactly the JSON that the scalar itself would serialize.

Where a value has no place in its type (a null that may not be, a number out of range, an unknown member of an enum) the
statement fails; graphql-core then answers, with the right error at the right path.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import strawberry
from graphql import GraphQLEnumType, GraphQLList, GraphQLNonNull, GraphQLType, get_nullable_type
from sqlalchemy import (
    ARRAY,
    JSON,
    BigInteger,
    Boolean,
    ColumnElement,
    Date,
    DateTime,
    Double,
    Enum,
    Float,
    Integer,
    Interval,
    Numeric,
    String,
    Text,
    Uuid,
    case,
    cast,
    func,
    literal_column,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.types import TypeEngine

from services.chassis.faults import ApiError
from services.chassis.reads.asking import NotCompilable

Expression = ColumnElement[Any]
BINDS: dict[str, TypeEngine[Any]] = {  # GraphQL scalar → SQL type of a variable
    "ID": Text(),
    "String": Text(),
    "Int": Integer(),
    "Float": Double(),
    "Boolean": Boolean(),
    "Decimal": Numeric(),
    "Date": Date(),
    "DateTime": DateTime(timezone=True),
    "UUID": Uuid(),
}


PYTHON: dict[Any, TypeEngine[Any]] = {  # keys of entities, and labels
    UUID: Uuid(),
    str: Text(),
    strawberry.ID: Text(),
    int: Integer(),
    date: Date(),
}


def identifier(value: Any) -> UUID:
    """Read the id of an entity; raise ApiError BAD_INPUT for what cannot be one."""
    try:
        return UUID(str(value))
    except ValueError:
        raise ApiError("BAD_INPUT", "标识无效 / not an identity of an entity") from None


def text(words: str) -> Expression:
    """Write a constant into the statement: names of fields and members, never a value of a request."""
    return literal_column("'" + words.replace("'", "''") + "'", Text)


def refuse(value: Expression, why: str) -> Expression:
    """Fail when it is evaluated, and only then."""
    return cast(cast(cast(func.concat(text(why), value), Integer), Text), value.type)


def never_null(value: Expression) -> Expression:
    """Fail on a null; columns that cannot be null are taken at their word."""
    if getattr(value, "table", None) is not None and not getattr(value, "nullable", True):
        return value
    return func.coalesce(value, refuse(value, "null"))


def leaf(kind: GraphQLType, value: Expression) -> Expression:
    """Write a leaf of this type."""
    if isinstance(kind, GraphQLNonNull):
        return leaf(kind.of_type, never_null(value))
    if isinstance(kind, GraphQLList):
        return _array(kind, value)
    if isinstance(kind, GraphQLEnumType):
        return _member(kind, value)
    written = _SCALARS.get(getattr(kind, "name", ""), _unknown)(value)
    if written is None:
        raise NotCompilable(f"{kind} out of {value.type!r}")
    return written


def _array(kind: GraphQLList[Any], value: Expression) -> Expression:
    """Write a list; numbers as text keep their digits, so each item is written as the leaf it is."""
    inner, kept = get_nullable_type(kind.of_type), value.type
    if not isinstance(kept, ARRAY) or isinstance(inner, GraphQLList):
        raise NotCompilable(f"list of {inner} out of {value.type!r}")
    if isinstance(kind.of_type, GraphQLNonNull):
        short = func.trim_array(value, literal_column("2147483647"), type_=kept)  # fails: no array has as many items
        value = case((func.array_position(value, None).is_not(None), short), else_=value)
    if isinstance(inner, GraphQLEnumType) and not isinstance(kept.item_type, Enum):
        return _members(inner, value)
    if isinstance(kept.item_type, (Text, Boolean)) or type(kept.item_type) is Integer:
        return value
    item = func.unnest(value).column_valued(None, joins_implicitly=True)
    item.type = kept.item_type
    rows = select(func.coalesce(func.json_agg(leaf(inner, item)), literal_column("'[]'::json"))).scalar_subquery()
    return case((value.is_not(None), rows), else_=None)


def _members(kind: GraphQLEnumType, value: Expression) -> Expression:
    """Write members that are kept as texts; what is none of them fails."""
    names = list(kind.values)
    if any(str(of.value) != name for name, of in kind.values.items()):
        raise NotCompilable(f"enum {kind.name} out of texts that are not its names")
    known = value.op("<@")(cast(array([text(name) for name in names]), ARRAY(Text())))
    return case((or_(value.is_(None), known), value), else_=refuse(value, "unknown"))


def _member(kind: GraphQLEnumType, value: Expression) -> Expression:
    if not isinstance(value.type, Enum) or value.type.enum_class is None:
        raise NotCompilable(f"enum {kind.name} out of {value.type!r}")
    stored = dict(zip(value.type.enums, value.type.enum_class, strict=True))
    told = {name: str(kind.serialize(member)) for name, member in stored.items()}
    same = [text(name) for name in told if told[name] == name]
    members = [(value == text(name), text(name_)) for name, name_ in told.items() if name_ != name]
    # no part of a text has a negative length: the cheapest way to fail, for each execution prepares all of a statement
    unknown = func.substr(value, literal_column("1"), literal_column("-1"))
    kept = [(value.in_(same), cast(value, Text))] if same else []
    return case(*kept, *members, else_=unknown)


def _whole(value: Expression) -> Expression | None:
    if not isinstance(value.type, Integer):
        return None
    # a column of four bytes is in range; anything else is checked by the cast
    return (
        cast(value, Integer) if isinstance(value.type, BigInteger) or getattr(value, "table", None) is None else value
    )


def _exact(value: Expression) -> Expression | None:
    if not isinstance(value.type, Numeric) or isinstance(value.type, Float):
        return None
    return cast(func.trim_scale(value, type_=Numeric()), Text)


def _day(value: Expression) -> Expression:
    """Write a day that Python can hold; the driver keeps its first and its last one as infinite."""
    first, last = _date(date.min.isoformat()), _date(date.max.isoformat())
    ends = (value == _date("-infinity"), first), (value == _date("infinity"), last)
    beyond = value + literal_column("2147483647", Integer())  # a sum out of range: cheaper to prepare than `refuse`
    return case((value.between(first, last), value), *ends, else_=type_coerce(beyond, Date()))


def _moment(value: Expression) -> Expression:
    """Write a moment that Python can hold in every time zone."""
    within = value.between(_moment_of("0001-01-02"), _moment_of("9999-12-30"))
    # out of range where it is finite, and infinite less infinite where it is not: cheaper to prepare than `refuse`
    beyond = (value + literal_column("interval '300000 years'", Interval())) + (value - value)
    return case((within, value), else_=type_coerce(beyond, value.type))


def _date(text_: str) -> Expression:
    return literal_column(f"date '{text_}'", Date())


def _moment_of(day: str) -> Expression:
    return literal_column(f"timestamptz '{day} 00:00:00+00'", DateTime(timezone=True))


def _only(*types: type[TypeEngine[Any]]) -> Callable[[Expression], Expression | None]:
    return lambda value: value if isinstance(value.type, types) and not isinstance(value.type, Enum) else None


def _unknown(_: Expression) -> Expression | None:
    return None


_SCALARS: dict[str, Callable[[Expression], Expression | None]] = {
    "ID": lambda value: cast(value, Text),
    "UUID": _only(Uuid),
    "String": _only(String),
    "Boolean": _only(Boolean),
    "Int": _whole,
    "Decimal": _exact,
    "Date": lambda value: _day(value) if isinstance(value.type, Date) else None,
    "DateTime": lambda value: _moment(value) if isinstance(value.type, DateTime) and value.type.timezone else None,
}


def carried(value: Expression) -> Expression:
    """Write a value so that `reader` gives Python back what the column held."""
    if isinstance(value.type, ARRAY) and isinstance(value.type.item_type, Numeric):
        return cast(value, ARRAY(Text()))
    if isinstance(value.type, JSON):
        return cast(value, Text)  # Python reads it: the fast reader takes large integers for floats
    if isinstance(value.type, Date):
        return _day(value)
    return cast(value, Text) if isinstance(value.type, Numeric) and not isinstance(value.type, Float) else value


def reader(type_: TypeEngine[Any]) -> Callable[[Any], Any]:
    """Return how the JSON of a value is read back into what SQLAlchemy would have loaded."""
    if isinstance(type_, Enum) and type_.enum_class is not None:
        members = dict(zip(type_.enums, type_.enum_class, strict=True))
        return lambda v: None if v is None else members[v]
    if isinstance(type_, ARRAY):
        item = reader(type_.item_type)
        return lambda v: None if v is None else [item(x) for x in v]
    for kind, read in _READERS:
        if isinstance(type_, kind):
            return lambda v: None if v is None else read(v)
    return lambda v: v


_READERS: tuple[tuple[type[TypeEngine[Any]], Callable[[Any], Any]], ...] = (
    (Date, date.fromisoformat),
    (DateTime, datetime.fromisoformat),
    (Uuid, UUID),
    (Float, float),
    (Numeric, lambda v: Decimal(str(v))),
    (JSON, json.loads),
)
