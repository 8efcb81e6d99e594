"""Lists of which nobody knows beforehand whether few or many rows match: a search, a range, the items of a year.

The statement is planned once for all values, and so in two ways. Where few rows can match, those are fetched by their
ids and sorted; where many can, the list is read in its order until the page is full. Which of the two it is turns out
when it is carried out; the other is not begun. The ids are looked for once: both ways ask the same array.

What a list is narrowed by has an index of its own, which begins with it and goes on in the order of the list. The one in
the order of the whole list would answer as well, row by row, and where the planner knows little of the value it takes
either. So that index holds `whole` rows, which only lists ask for that nothing else narrows.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ARRAY, Select, Text, case, func, literal_column, select, union_all
from sqlalchemy.orm import aliased
from sqlalchemy.orm import class_mapper as mapper_of

from services.chassis.reads.asking import through

FEW = 1_000  # near the square root of 20 × 100,000: both ways then read about as much at worst
READ: Any = literal_column("1")
FETCH: Any = literal_column("2")
_FEW: Any = literal_column(str(FEW))  # literals, for the planner counts on them
MORE: Any = literal_column(str(FEW + 1))
WHOLE = "division <> ''"  # the predicate of an index of the whole list


def whole(row: Any) -> Any:
    """Say what is true of every row, so that the index of the whole list may serve."""
    return row.division != literal_column("''")


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
    ids_ = _looked_for(ids)
    fetched = case((func.cardinality(ids_) <= _FEW, ids_))
    many = func.cardinality(ids_) > _FEW
    return aliased(model, rows), case((rows.c.way == READ, many), else_=rows.c[key.key] == func.any(fetched))


def first_few(*ways: Select[Any]) -> Select[Any]:
    """Return the ids of the first of these ways that has few; of the last one, whatever it has."""
    if len(ways) == 1:
        return ways[0]
    arrays = [_looked_for(way) for way in ways]
    few = [(func.cardinality(ids) <= _FEW, ids) for ids in arrays[:-1]]
    return select(func.unnest(case(*few, else_=arrays[-1])).label("id"))


def sought(pieces: Any, words: Any) -> Select[Any]:
    """Return the ids of the texts that may contain the words, from the table that keeps the pieces of those texts."""
    asked = func.search_words(through(words, str.strip, Text())).concat(func.search_scope())
    return select(pieces.id).where(pieces.pieces.contains(asked))


def _looked_for(ids: Select[Any]) -> Any:
    """Look for no more than it takes to know that they are many; once, however often they are asked for."""
    some = ids.limit(MORE).subquery()
    found_ = select(func.array(select(some.c[0]).scalar_subquery(), type_=ARRAY(some.c[0].type)).label("ids"))
    return select(found_.cte().c.ids).scalar_subquery()
