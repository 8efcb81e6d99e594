"""Things to do as rows: each source is a query of the same columns, and all sources are one statement."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Date, Select, Text, Uuid, cast, literal, null, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.chassis.visibility import visible_select
from services.law.todo import Kind, Todo

MOST = 500  # of a source: who has more to do is told so, and sees the first due


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks, on which day, and the last limit that counts as soon."""

    actor: Actor
    today: date
    soon_until: date


@dataclass(frozen=True, slots=True)
class Found:
    """Things to do. complete: no source had more than are looked at."""

    todos: list[Todo]
    complete: bool


def own(model: type[Any], asking: Asking) -> Select[Any]:
    """Start a source: rows that the person sees, of the person's own division, for other divisions do their own work."""
    return visible_select(model, asking.actor).where(model.division == asking.actor.division)


def lines(
    kind: Kind,
    query: Select[Any],
    record: Any,
    *,
    title: Any,
    due_on: Any = None,
    project: Any = None,
    unit: Any = None,
    detail: Any = None,
    part: Any = None,
) -> Select[Any]:
    """Make a source of a query: which columns say what. `MOST` of the first due and one more are read."""
    due = cast(null() if due_on is None else due_on, Date)
    columns = (
        literal(kind.code, Text).label("kind"),
        cast(record, Uuid).label("record_id"),
        cast(title, Text).label("title"),
        due.label("due_on"),
        cast(null() if project is None else project, Uuid).label("project_id"),
        cast(null() if unit is None else unit, Uuid).label("unit_id"),
        cast(null() if detail is None else detail, Text).label("detail"),
        cast(null() if part is None else part, Text).label("part"),
    )
    order = (due.nulls_last(), cast(record, Uuid)) if due_on is not None else (cast(record, Uuid),)
    return query.with_only_columns(*columns).order_by(None).order_by(*order).limit(MOST + 1)


async def gather(session: AsyncSession, sources: Iterable[Select[Any] | None], kinds: Mapping[str, Kind]) -> Found:
    """Read all sources by one statement. A source is None for whom there is nothing to do."""
    asked = [select(source.subquery()) for source in sources if source is not None]
    if not asked:
        return Found([], complete=True)
    rows = (await session.execute(union_all(*asked))).all()
    todos = [
        Todo(
            kind=kinds[row.kind],
            record_id=row.record_id,
            title=row.title,
            due_on=row.due_on,
            project_id=row.project_id,
            unit_id=row.unit_id,
            detail=row.detail,
            part=row.part,
        )
        for row in rows
    ]
    counts: dict[str, int] = {}
    for todo in todos:
        counts[todo.kind.code] = counts.get(todo.kind.code, 0) + 1
    return Found(todos, complete=all(count <= MOST for count in counts.values()))
