"""第八条：a person revokes an address; who has it sees nothing from then on."""

from __future__ import annotations

from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.schedule.domain.todo.address import A8, RevokeAddress, revoke_faults
from services.schedule.store import addresses


async def revoke_address(work: Work, command: RevokeAddress) -> UUID | Refusal:
    """Revoke one of the own addresses; the id is the address's."""
    row = await addresses.own(work.session, work.actor, command.address_id)
    if row is None:
        return Refusal.of(Breach("ADDRESS_UNKNOWN", "没有找到该日历订阅地址", A8, "addressId"))
    if lost := stale(row.version, command.expected_version):
        return Refusal.of(lost)
    if faults := revoke_faults(row.revoked_on):
        return Refusal(tuple(faults))
    row.revoked_on, row.version = work.today, row.version + 1
    subject = f"calendar-address/{row.id}"
    await work.audit("revokeCalendarAddress", subject, {"revokedOn": None}, {"revokedOn": work.today})
    return row.id
