"""What hangs on projects or applications that a unit may see: sought by way of these, for few may be the unit's."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, literal_column, select, true, union_all

from services.chassis.identity import Actor
from services.reserve.store.tables.project import AUTHORITIES


def own(record: Any, caller: Actor) -> Select[Any] | None:
    """Seek all projects or applications that a unit may see, as `visible` says; None for those who see all."""
    if caller.unit is None or caller.acts_as(*AUTHORITIES):
        return None
    units = (record.owner_id, record.town_id, record.industry_authority_id, record.registered_by_unit)
    return select(union_all(*(select(record.id.label("id")).where(of == caller.unit) for of in units)).subquery())


def on_own(key: Any, of: Any, record: Any, caller: Actor) -> Select[Any] | None:
    """Seek the keys of rows that hang by `of` on a record that the caller's unit may see, record by record."""
    ids = own(record, caller)
    if ids is None:
        return None
    each = ids.subquery()
    # a join would read all of both; this reads on until there are many
    its = select(key.label("key")).where(of == each.c.id).offset(literal_column("0")).lateral()
    return select(its.c.key).select_from(each.join(its, true()))
