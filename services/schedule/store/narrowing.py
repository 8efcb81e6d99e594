"""Where lists start that may show few rows or many: what a unit knows of, what is searched for (`reads.finding`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, literal_column, select, true, union_all

from services.chassis.identity import Actor
from services.chassis.reads.finding import MORE, first_few, found
from services.law.parties import Role
from services.schedule.store import tables
from services.schedule.store.tables.schedule import OVERSEEING, ids_of

_NONE_SKIPPED: Any = literal_column("0")


def narrowest(model: Any, caller: Actor, sorted_by: Any, few: Select[Any] | None) -> tuple[Any, Select[Any]]:
    """Start a list of schedules, or of what hangs on them, with what the caller's unit knows of or with `few`."""
    ways = [way for way in (_own(model, caller), few) if way is not None]
    if not ways:
        return model, select(model)
    row, kept = found(model, first_few(*ways), sorted_by)
    return row, select(row).where(kept)


def of_projects(
    model: Any,
    caller: Actor,
    *sorted_by: Any,
    units: Sequence[Select[Any]] = (),
    served: bool = False,
    few: Any = None,
) -> tuple[Any, Select[Any]]:
    """Start a list of what is said of projects with what the caller's unit may see of it, or with `few`.

    units: what is seen because it names the caller's unit, each sought by an index. served: the unit that serves a project for
    its leader sees it.
    """
    ways = [way for way in (_of_known_projects(model, caller, units, served=served), few) if way is not None]
    if not ways:
        return model, select(model)
    row, kept = found(model, first_few(*ways), *sorted_by)
    return row, select(row).where(kept)


def _of_known_projects(model: Any, caller: Actor, units: Sequence[Select[Any]], *, served: bool) -> Select[Any] | None:
    if caller.unit is None or caller.acts_as(*OVERSEEING):
        return None
    appointed = caller.subject if caller.acts_as(Role.SPECIALIST) else None
    schedule, link = tables.Schedule, tables.LeaderLink
    ids = ids_of(caller.unit, subject=appointed).subquery()
    its = select(schedule.project_id).where(schedule.id == ids.c.id).offset(_NONE_SKIPPED).lateral()
    ways = [_of_each(model, ids.join(its, true()), its)]
    ways += [way.limit(MORE) for way in units]
    if served:
        # of former editions too; no limit, which could cut off what belongs to the few
        theirs = select(link.project_id).where(link.serving_unit_id == caller.unit, link.issued).subquery()
        ways.append(_of_each(model, theirs, theirs))
    return select(union_all(*(select(way.subquery()) for way in ways)).subquery())


def _of_each(model: Any, projects: Any, of: Any) -> Select[Any]:
    """Seek the rows project by project, which a join would not be bound to."""
    own = select(model.id).where(model.project_id == of.c.project_id).offset(_NONE_SKIPPED).lateral()
    return select(own.c.id).select_from(projects.join(own, true()))


def _own(model: Any, caller: Actor) -> Select[Any] | None:
    if caller.unit is None or caller.acts_as(*OVERSEEING):
        return None
    appointed = caller.subject if caller.acts_as(Role.SPECIALIST) else None
    if model is tables.Schedule:
        return select(ids_of(caller.unit, MORE, appointed).subquery())
    # all of them: what hangs on the first thousand may be less than all there is
    ids = ids_of(caller.unit, subject=appointed).subquery()
    return select(model.id).join(ids, model.schedule_id == ids.c.id)
