"""Who asks and when, and how arguments are used: real values in the walk, binds in a compiled statement.

A bind carries the function that gets its value from a request, so that one plan serves everyone in the same roles.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ARRAY, BindParameter, ColumnElement, Date, DateTime, Text, Uuid, any_, case, literal
from sqlalchemy.types import TypeEngine

from services.chassis.faults import ApiError
from services.chassis.identity import Actor

Values = Mapping[str, Any]
Getter = Callable[[Values, Any], Any]  # (coerced variables, context of the request) -> value
LONGEST_SEARCH = 100


class NotCompilable(Exception):
    """The operation, or this use of it, is for graphql-core; says why."""


class Asked(BindParameter[Any]):
    """A bind that knows how to get its value from a request; `listed` where the value is a list as a whole."""

    inherit_cache = False
    getter: Getter
    listed: bool


def bound(get: Getter, type_: TypeEngine[Any], *, listed: bool = False) -> BindParameter[Any]:
    """Make a bind that knows how to get its value."""
    bind = Asked(None, None, type_=type_, unique=True)
    bind.getter, bind.listed = get, listed  # kept by SQLAlchemy when it copies the bind
    return bind


def getter_of(value: Any) -> Getter | None:
    """Return how a bind gets its value; None for what is a value already."""
    return value.getter if isinstance(value, Asked) else None


def value_of(value: Any) -> Getter:
    """Return how to get the value of an argument, given as a bind or as it is."""
    return getter_of(value) or (lambda _values, _context: value)


def through(value: Any, change: Callable[[Any], Any], type_: TypeEngine[Any]) -> Any:
    """Change an argument (or today) in Python before it is used in SQL, whether it is a value or a bind."""
    get = getter_of(value)
    if get is None:
        return literal(change(value), type_)
    return bound(lambda values, context: change(get(values, context)), type_)


def among(column: Any, values: Any) -> ColumnElement[bool]:
    """Match any of the values of a list argument: a variable as a whole, or values and variables one by one."""
    whole = values[0] if len(values) == 1 and isinstance(values[0], Asked) and values[0].listed else None
    get = getter_of(whole)
    matches: ColumnElement[bool] = column.in_(values) if get is None else column == any_(bound(get, ARRAY(column.type)))
    return matches


def containing(column: Any, words: Any) -> ColumnElement[bool]:
    """Match texts that contain the words, whatever the case; `finding.sought` has the index for it.

    Under CASE the planner does not guess from the words how rare they are, which for two characters is wrong by far.
    """
    matches: ColumnElement[bool] = column.ilike(through(words, _pattern, Text()), escape="\\")
    return case((column.is_not(None), matches))


def _pattern(words: str) -> str:
    sought = words.strip()
    if len(sought) > LONGEST_SEARCH:
        raise ApiError(
            "BAD_INPUT", f"检索词不得超过 {LONGEST_SEARCH} 个字 / search for at most {LONGEST_SEARCH} characters"
        )
    if not all(character.isprintable() or character.isspace() for character in sought):
        raise ApiError("BAD_INPUT", "检索词含不可见字符 / the search has characters that cannot be shown")
    escaped = sought.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


@dataclass(frozen=True, slots=True)
class Asker:
    """Stands for `info` and its context where a statement is compiled: roles are known, the rest are binds."""

    caller: Actor
    today: date
    now: datetime

    @property
    def context(self) -> Asker:
        return self

    @classmethod
    def of(cls, actor: Actor) -> Asker:
        """Stand for everyone who holds these roles and does (or does not) speak for a unit."""
        binds: dict[str, Any] = {
            "subject": bound(lambda _, c: c.caller.subject, Text()),
            "name": bound(lambda _, c: c.caller.name, Text()),
            "division": bound(lambda _, c: c.caller.division, Text()),
            "unit": None if actor.unit is None else bound(lambda _, c: c.caller.unit, Uuid()),
        }
        today: Any = bound(lambda _, c: c.today, Date())
        now: Any = bound(lambda _, c: c.now, DateTime(timezone=True))
        return cls(Actor(roles=actor.roles, **binds), today, now)
