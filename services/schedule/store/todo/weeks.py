"""Reads what the weeks that fall to a person are worked out of (第九条)."""

from __future__ import annotations

from sqlalchemy import and_, or_
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.todos import Asking, own
from services.law.parties import Role
from services.schedule.store import tables
from services.schedule.store.missed import Weekly, carried_of, weeks_of
from services.schedule.store.todo.standing import appointed, is_specialist


async def weekly_of(session: AsyncSession, asking: Asking) -> list[Weekly]:
    """Read the projects that the person is the contact person of, or owns while they have none, with their weeks."""
    actor, schedule = asking.actor, tables.Schedule
    theirs = [is_specialist(actor, asking.today)]
    if actor.acts_as(Role.OWNER) and actor.unit is not None:
        theirs.append(and_(schedule.owner_id == actor.unit, ~appointed(asking.today)))
    query = own(schedule, asking).where(schedule.ended_on.is_(None), or_(*theirs))
    shown = query.with_only_columns(
        schedule.id,
        schedule.project_id,
        schedule.project_name,
        carried_of(schedule, actor),
        weeks_of(schedule, actor),
    )
    rows = (await session.execute(shown.order_by(schedule.opened_on, schedule.id))).all()
    return [Weekly(row[0], row[1], row[2], row[3] or [], row[4] or []) for row in rows]
