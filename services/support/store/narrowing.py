"""Where lists start that may show few rows or many: a unit's own, what is searched for, rare filters (`reads.finding`).

A list that all may ask and of which an owner sees little would else be read from end to end for that little.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Double, Select, Uuid, func, literal_column, or_, select, true, union_all

from services.chassis.identity import Actor
from services.chassis.reads.asking import containing, through
from services.chassis.reads.finding import MORE, first_few, found, sought
from services.chassis.visibility import visible_select
from services.law.money import LARGEST
from services.support.store import tables
from services.support.store.tables.request import OVERSEEING

_NONE_SKIPPED: Any = literal_column("0")


def narrowest(model: Any, ways: Iterable[Select[Any] | None], *sorted_by: Any) -> tuple[Any, Select[Any]]:
    """Start a list with the first of these ways that leaves few rows, or with all rows in its order.

    Each way gives ids by an index and has all that the list may show; the conditions are asked of the rows besides.
    """
    given = [way for way in ways if way is not None]
    if not given:
        return model, select(model)
    row, kept = found(model, first_few(*given), *sorted_by)
    return row, select(row).where(kept)


def together(*ways: Select[Any]) -> Select[Any]:
    """Return what any of the ways has."""
    return select(union_all(*(select(way.subquery()) for way in ways)).subquery())


def of_projects(model: Any, projects: Any) -> Select[Any]:
    """Seek the rows project by project, which a join would not be bound to. `projects`: a query of ids."""
    known = projects.subquery()
    its = select(model.id).where(model.project_id == known.c[0]).offset(_NONE_SKIPPED).lateral()
    return select(its.c.id).select_from(known.join(its, true()))


def owned_by(model: Any, caller: Actor) -> Select[Any] | None:
    """Seek what is of the projects of the caller's unit; None for a caller who acts for none and sees nothing by it."""
    if caller.unit is None:
        return None
    return of_projects(model, select(tables.Project.id).where(tables.Project.owner_id == caller.unit))


def in_order(model: Any, *conditions: Any, by: tuple[Any, ...] = ()) -> Select[Any]:
    """Seek what the conditions leave in the order of the index that begins with them (`by`), and no more than tells it is much.

    Without that order the planner reads the whole table where it takes the rows for so many that some come at once.
    """
    return select(model.id).where(*conditions).order_by(*by, model.id).limit(MORE)


def of_former(model: Any, column: Any, unit: Any) -> Select[Any]:
    """Seek what names a unit that was merged into this one (第四条)."""
    units = select(func.former_units(unit, type_=Uuid()).label("id")).subquery()
    its = select(model.id).where(column == units.c.id).offset(_NONE_SKIPPED).lateral()
    return select(its.c.id).select_from(units.join(its, true())).limit(MORE)


def concerning(caller: Actor) -> Select[Any] | None:
    """Seek the requests that concern the caller's unit, as `tables.Request` has it; None for who sees all, or none."""
    request, node, opinion, unit = tables.Request, tables.Node, tables.Opinion, caller.unit
    owned = None if caller.acts_as(*OVERSEEING) else owned_by(request, caller)
    if owned is None:
        return None
    waiting = select(node.id).where(node.responsible_unit_id == unit).subquery()
    its = select(request.id).where(request.node_id == waiting.c.id).offset(_NONE_SKIPPED).lateral()
    asked = select(opinion.request_id).where(opinion.unit_id == unit).order_by(opinion.request_id).limit(MORE)
    return together(
        in_order(request, request.bureau_id == unit, by=(request.state, request.due_order)),
        in_order(request, request.applicant_id == unit, by=(request.received_on,)),
        *(of_former(request, column, unit) for column in (request.bureau_id, request.applicant_id)),
        owned,
        select(its.c.id).select_from(waiting.join(its, true())).limit(MORE),
        asked,
    )


def of_requests(model: Any, requests: Select[Any] | None) -> Select[Any] | None:
    """Seek what hangs on these requests, one by one."""
    if requests is None:
        return None
    known = requests.subquery()
    its = select(model.id).where(model.request_id == known.c[0]).offset(_NONE_SKIPPED).lateral()
    return select(its.c.id).select_from(known.join(its, true()))


def searched(model: Any, pieces: Any, words: Any) -> Select[Any]:
    """Seek what may have the words in its own texts (`pieces`), or in the name of its project."""
    of_named = of_projects(model, sought(tables.ProjectSearch, words))
    return of_named if pieces is None else together(sought(pieces, words), of_named)


def at_least(amount: Any, order: Any, least: Any) -> list[ColumnElement[bool]]:
    """Compare amounts exactly, and by their order besides, in which an index may begin at the least."""
    return [
        amount >= through(least, _held, amount.type),
        order >= through(least, lambda of: float(_held(of)), Double()),
    ]


def _held(least: Decimal) -> Decimal:
    """Bring what is asked for to what a column can hold: above all that there is, nothing is found as well."""
    return max(-LARGEST, min(least, 2 * LARGEST))


def has_words(row: Any, caller: Actor, words: Any, *texts: Any) -> ColumnElement[bool]:
    """Whether one of the texts, or the name of the row's project, contains the words."""
    project = tables.Project
    its_own = visible_select(project, caller).where(project.id == row.project_id)
    # a value, not a row that exists: the name is then looked at for each row, and not every name beforehand
    named = its_own.with_only_columns(containing(project.name, words)).limit(1).scalar_subquery()
    return or_(*(containing(text, words) for text in texts), named)
