"""`_entities` as SQL: one answer for each representation, in their order; null for an unknown or hidden key."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from graphql import GraphQLUnionType, get_named_type
from sqlalchemy import ARRAY, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by

from services.chassis.reads import compiler as compiling
from services.chassis.reads import scalars
from services.chassis.reads.asking import NotCompilable, bound
from services.chassis.reads.declare import Row, standing_of
from services.chassis.reads.fill import ByType
from services.chassis.reads.shapes import typenames
from services.chassis.visibility import narrowed

if TYPE_CHECKING:
    from services.chassis.reads.compiler import Compiler, Written


def answers(compiler: Compiler, details: Sequence[Any]) -> Written:
    """Write the answers to the representations of a variable."""
    given = details[0].node.arguments[0].value
    if given.kind != "variable":
        raise NotCompilable("literal representations")
    variable = given.name.value
    names = typenames(compiler.coerced[variable])
    if not names:
        return compiling.Written(compiling.EMPTY)
    union = cast("GraphQLUnionType", compiler.schema.type_map["_Entity"])
    kinds = {t.name: t for t in union.types if (of := standing_of(compiling.origin(t))) and (of.model or of.foreign)}
    if not kinds.keys() >= set(names):
        raise NotCompilable("an entity that stands over nothing")
    types = [_key_type(kinds[name]) for name in names]
    binds = [bound(_keys_of(variable, name), ARRAY(type_)) for name, type_ in zip(names, types, strict=True)]
    keys = func.unnest(*binds).table_valued(*names, with_ordinality="_n", name="r").render_derived()
    found, fills = [], {}
    for name, type_ in zip(names, types, strict=True):
        keys.c[name].type = type_
        json, fill = _answer(compiler, kinds[name], keys, name, details)
        found.append(json)
        if fill:
            fills[name] = fill
    row = func.coalesce(*found) if len(found) > 1 else found[0]
    ordered = func.json_agg(aggregate_order_by(row, keys.c["_n"]))
    answer = select(func.coalesce(ordered, compiling.EMPTY)).select_from(keys).scalar_subquery()
    return compiling.Written(answer, ByType(variable, fills) if fills else None)


def _answer(compiler: Compiler, kind: Any, keys: Any, name: str, details: Sequence[Any]) -> Written:
    """Write the entity of one type, or null where the representation is of another."""
    standing = standing_of(compiling.origin(kind))
    assert standing is not None
    key = keys.c[name]
    if standing.model is None:
        json, fill = compiler.selected(kind, compiling.Entity(Row({"id": key}), (keys,)), details)
        return compiling.Written(compiling.unless_null(key, json), fill)
    query = narrowed(select(standing.model).where(standing.model.id == key), compiler.asker.caller)
    rows = compiler.rows(query, compiling.Entity(None, (keys,)), kind)
    json, fill = compiler.selected(kind, rows, details)
    return compiling.Written(select(json).select_from(*rows.froms).scalar_subquery(), fill)


def _keys_of(variable: str, name: str) -> Callable[[Mapping[str, Any], Any], list[Any]]:
    """Return the keys of one type at their places, as texts: the driver reads them, and refuses what is none."""

    def get(values: Mapping[str, Any], _context: Any) -> list[Any]:
        return [_key(r.get("id")) if r["__typename"] == name else None for r in values[variable]]

    return get


def _key(id_: Any) -> Any:
    return id_ if isinstance(id_, str) else scalars.identifier(id_)


def _key_type(kind: Any) -> Any:
    return scalars.BINDS[get_named_type(kind.fields["id"].type).name]
