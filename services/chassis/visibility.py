"""Which rows a person may see within the divisions in scope: declared with the table, part of every read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Boolean, ColumnElement, Select, inspect, literal_column, select
from sqlalchemy.sql.elements import False_

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


def condition(model: type[Any], actor: Actor, row: Any = None) -> ColumnElement[bool]:
    """Return the declared condition for the table or an alias of it; raise LookupError where there is none: it cannot be read."""
    if model not in _CONDITIONS:
        raise LookupError(f"{model.__name__} declares no visibility and so cannot be read by users")
    declared = _CONDITIONS[model](actor, model if row is None else row)
    # a false that SQLAlchemy knows of swallows the conditions beside it, with arguments that are still to be judged
    return literal_column("false", Boolean) if isinstance(declared, False_) else declared


def narrowed(query: Select[Any], actor: Actor) -> Select[Any]:
    """Narrow a query to the rows of its first table that the actor may see."""
    entity = query.column_descriptions[0]["entity"]
    if entity is None:
        raise LookupError("a query starts with a table or a column of it, so that its visibility is known")
    return query.where(condition(inspect(entity).mapper.class_, actor, entity))


def visible_select(model: type[M], actor: Actor) -> Select[M]:
    """Start a query over the rows of a table that the actor may see."""
    return select(model).where(condition(model, actor))
