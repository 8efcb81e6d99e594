"""Lists of which nobody knows beforehand whether few or many rows match: a search, a range, the items of a year.

The statement is planned once for all values, and so in two ways. Where few rows can match, those are fetched by their
ids and sorted; where many can, the list is read in its order until the page is full. Which of the two it is turns out
when it is carried out; the other is not begun.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, Text, case, func, literal_column, select, union_all
from sqlalchemy.orm import aliased
from sqlalchemy.orm import class_mapper as mapper_of

from services.chassis.reads.asking import through

FEW = 1_000  # near the square root of 20 × 100,000: both ways then read about as much at worst
READ: Any = literal_column("1")
FETCH: Any = literal_column("2")
_FEW: Any = literal_column(str(FEW))  # literals, for the planner counts on them
MORE: Any = literal_column(str(FEW + 1))


def found(model: type[Any], ids: Select[Any], *sorted_by: Any) -> tuple[Any, Any]:
    """Return the table's rows as an entity, and a condition that keeps those that `ids` has, or all where it has many.

    `ids` must be sought by an index, not refer to the entity, and have every row that the list's conditions match. It
    may have more: the conditions are still to be asked of the entity. `sorted_by` are the columns of the list's keys.
    """
    table: Any = mapper_of(model).local_table
    key: Any = mapper_of(model).primary_key[0]
    # an index by the list's order would be walked from end to end for a few ids: it must not be recognised
    veiled = {c.key: literal_column(f"(array[{table.name}.{c.key}])[1]", c.type) for c in sorted_by if c.key != key.key}
    few = [veiled[c.key].label(c.key) if c.key in veiled else c for c in table.c]
    rows = union_all(select(*table.c, READ.label("way")), select(*few, FETCH.label("way"))).subquery()
    counted = ids.limit(MORE).subquery()
    numbered = select(counted.c[0].label("id"), func.count().over().label("n")).subquery()
    fetched = func.array(select(numbered.c.id).where(numbered.c.n <= _FEW).scalar_subquery())
    many = select(func.count() > _FEW).select_from(ids.limit(MORE).subquery()).scalar_subquery()
    return aliased(model, rows), case((rows.c.way == READ, many), else_=rows.c[key.key] == func.any(fetched))


def first_few(*ways: Select[Any]) -> Select[Any]:
    """Return the ids of the first of these ways that has few; of the last one, whatever it has."""
    first, *others = ways
    if not others:
        return first
    counted = first.limit(MORE).subquery()
    numbered = select(counted.c[0].label("id"), func.count().over().label("n")).subquery()
    many = select(func.count() > _FEW).select_from(first.limit(MORE).subquery()).scalar_subquery()
    then = first_few(*others).subquery()
    few = select(numbered.c.id).where(numbered.c.n <= _FEW)
    return select(union_all(few, select(then.c[0]).where(many)).subquery())


def sought(pieces: Any, words: Any) -> Select[Any]:
    """Return the ids of the texts that may contain the words, from the table that keeps the pieces of those texts."""
    asked = func.search_words(through(words, str.strip, Text())).concat(func.search_scope())
    return select(pieces.id).where(pieces.pieces.contains(asked))
