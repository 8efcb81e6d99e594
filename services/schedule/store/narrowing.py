"""Where lists start that may show few rows or many: what a unit knows of, what is searched for (`reads.finding`)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select

from services.chassis.identity import Actor
from services.chassis.reads.finding import MORE, first_few, found
from services.law.parties import Role
from services.schedule.store import tables
from services.schedule.store.tables.schedule import OVERSEEING, ids_of


def narrowest(model: Any, caller: Actor, sorted_by: Any, few: Select[Any] | None) -> tuple[Any, Select[Any]]:
    """Start a list of schedules, or of what hangs on them, with what the caller's unit knows of or with `few`."""
    ways = [way for way in (_own(model, caller), few) if way is not None]
    if not ways:
        return model, select(model)
    row, kept = found(model, first_few(*ways), sorted_by)
    return row, select(row).where(kept)


def _own(model: Any, caller: Actor) -> Select[Any] | None:
    if caller.unit is None or caller.acts_as(*OVERSEEING):
        return None
    appointed = caller.subject if caller.acts_as(Role.SPECIALIST) else None
    if model is tables.Schedule:
        return select(ids_of(caller.unit, MORE, appointed).subquery())
    # all of them: what hangs on the first thousand may be less than all there is
    ids = ids_of(caller.unit, subject=appointed).subquery()
    return select(model.id).join(ids, model.schedule_id == ids.c.id)
