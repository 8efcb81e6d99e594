"""Gathers what a person must do in the reserve (第三条至第六条、第十一条)."""

from __future__ import annotations

from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.chassis.todos import Asking, Found, gather
from services.reserve.domain.planned.months import due_day, first_of, joined_by, shifted, soon_until
from services.reserve.domain.todo.kinds import KINDS
from services.reserve.store.todo import planned, plans
from services.reserve.store.todo.planned import Month

MONTHS_BACK = 12  # what a unit owed a year ago is history


def asking_of(actor: Actor, today: date) -> Asking:
    """Say who asks on which day, and until when a limit is near: as for monthly lists (第四条)."""
    return Asking(actor, today, soon_until(today))


async def todos_of(session: AsyncSession, asking: Asking) -> Found:
    """Read everything that the person must do, in no order."""
    sources = [
        plans.to_correct(asking),
        plans.to_review(asking),
        *plans.opinions(asking),
        *plans.adjustment_opinions(asking),
        *plans.steps(asking),
        planned.due(asking, _months(asking)),
        planned.returned(asking),
        planned.to_accept(asking),
        planned.expiring(asking),
    ]
    return await gather(session, sources, KINDS)


def _months(asking: Asking) -> list[Month]:
    """Name the months until this one whose lists are late, or due soon."""
    this = first_of(asking.today)
    months = [shifted(this, -by) for by in range(MONTHS_BACK, -1, -1)]
    return [(m, due_day(m), joined_by(m)) for m in months if due_day(m) <= asking.soon_until]
