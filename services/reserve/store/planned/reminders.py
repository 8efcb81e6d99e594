"""Who owes a month's list."""

from __future__ import annotations

from datetime import date

from services.chassis.visibility import narrowed
from services.chassis.work import Work
from services.reserve.domain.planned.reminding import Owing
from services.reserve.store import tables
from services.reserve.store.planned.standing import days_of, expected


async def owing(work: Work, month: date) -> list[Owing]:
    """Return the parties of the actor's own division that owe the month's list, in the order of the directory."""
    query = expected(*days_of(month)).where(tables.PlanningParty.division == work.actor.division)
    unit = tables.Organization
    rows = await work.session.execute(narrowed(query, work.actor).order_by(unit.sort_key, unit.id))
    return [Owing(row.unit_id, row.in_on) for row in rows.all()]
