"""Which units are planning parties, since when and until when."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import select

from services.chassis.work import Work
from services.reserve.domain.directory.organization import Organization
from services.reserve.domain.planned.rulebook import PLANNING_ROLES
from services.reserve.store import tables


async def follow(work: Work, unit: Organization) -> None:
    """Note that a unit of the directory has become a planning party, or is none any more; called with every change of it."""
    party = tables.PlanningParty
    is_one = unit.active and not set(PLANNING_ROLES.on(work.today)).isdisjoint(unit.roles)
    open_ = await work.session.scalar(select(party).where(party.unit_id == unit.id, party.until.is_(None)))
    if is_one and open_ is None:
        resumed = await work.session.scalar(select(party).where(party.unit_id == unit.id, party.since == work.today))
        if resumed is not None:
            resumed.until = None  # given up and taken up again within a day
        else:
            added = party(id=work.new_id(), division=unit.division, unit_id=unit.id, since=work.today, until=None)
            work.session.add(added)
    elif open_ is not None and not is_one:
        open_.until = work.today
    await work.session.flush()


async def since(work: Work, unit_id: UUID | None) -> date | None:
    """Return the day since which a unit of the actor's division is a planning party; None when it is none.

    The unit stays as it is until the command ends: a list is not begun for one that is being merged or deactivated.
    """
    party, unit = tables.PlanningParty, tables.Organization
    await work.session.scalar(select(unit.id).where(unit.id == unit_id).with_for_update(read=True))
    found: date | None = await work.session.scalar(
        select(party.since).where(
            party.unit_id == unit_id, party.division == work.actor.division, party.until.is_(None)
        )
    )
    return found
