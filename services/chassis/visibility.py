"""Which rows a person may see within the divisions in scope: declared with the table, part of every read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, select

from services.chassis.identity import Actor

T = TypeVar("T", bound=type[Any])
M = TypeVar("M")
Condition = Callable[[Actor, Any], ColumnElement[bool]]

_CONDITIONS: dict[type[Any], Condition] = {}


def visible(condition: Condition) -> Callable[[T], T]:
    """Declare the condition of a mapped class: ``@visible(lambda actor, t: t.owner_id == actor.unit)``."""

    def declare(table: T) -> T:
        _CONDITIONS[table] = condition
        return table

    return declare


def condition(model: type[Any], actor: Actor) -> ColumnElement[bool]:
    """Return the declared condition; raise LookupError for a table without one, so that it cannot be read."""
    if model not in _CONDITIONS:
        raise LookupError(f"{model.__name__} declares no visibility and so cannot be read by users")
    return _CONDITIONS[model](actor, model)


def visible_select(model: type[M], actor: Actor) -> Select[M]:
    """Start a query over the rows of a table that the actor may see."""
    return select(model).where(condition(model, actor))
