"""What commands on memberships have in common: who is locked before deciding, and what is left behind."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.reserve.domain.decision import Decided
from services.reserve.domain.directory.members import Keeper, Member
from services.reserve.store import members, organizations, tables
from services.reserve.store.unit_history import UnitEntry, remember_unit


def keeper(work: Work) -> Keeper:
    """Say who acts."""
    return Keeper(roles=work.actor.roles, unit=work.actor.unit)


async def locked(work: Work, id: UUID) -> tuple[tables.Member, tables.Organization] | None:
    """Load a membership and its unit; the unit first, so that its memberships change one after the other."""
    unit_id = await members.unit_of(work.session, id)
    if unit_id is None:
        return None
    unit = await organizations.lock_one(work, unit_id)
    row = await members.lock(work, id)
    if row is not None and row.organization_id != unit_id:  # moved by a merge meanwhile
        unit = await organizations.lock_one(work, row.organization_id)
    return None if row is None or unit is None else (row, unit)


async def keep(
    work: Work,
    unit: tables.Organization,
    before: Member | None,
    decision: Decided[Member],
    action: str,
    reason: str | None,
) -> None:
    """Tell an accepted change of a membership, in the history of its unit too."""
    after = decision.state
    await work.record(*decision.events)
    was = members.audited(before) if before else None
    await work.audit(action, f"member/{after.id}", was, members.audited(after), reason=reason)
    entry = UnitEntry(
        organization_id=unit.id,
        version=unit.version,
        action=action,
        before=members.told(before) if before else {},
        after=members.told(after),
        reason=reason,
    )
    remember_unit(work, entry)
