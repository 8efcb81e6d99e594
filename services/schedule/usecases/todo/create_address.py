"""第八条：a person makes an address to subscribe to the own limits."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.todo.address import CreateAddress, create
from services.schedule.store import addresses, tables


async def create_address(work: Work, command: CreateAddress) -> UUID | Refusal:
    """Keep the digest of the secret, with who the person is now; the id is the address's."""
    await addresses.hold_own(work.session, work.actor)
    decision = create(command, await addresses.in_force(work.session, work.actor, work.today), work.today)
    if isinstance(decision, Refusal):
        return decision
    label, expires_on = decision
    row = tables.CalendarAddress(
        id=work.new_id(),
        division=work.actor.division,
        version=1,
        subject=work.actor.subject,
        name=work.actor.name,
        roles=sorted(work.actor.roles),
        unit_id=work.actor.unit,
        label=label,
        digest=command.digest,
        created_at=work.now,
        expires_on=expires_on,
    )
    work.session.add(row)
    await work.session.flush()
    told = {"label": label, "expiresOn": expires_on, "roles": row.roles, "unit": row.unit_id}
    await work.audit("createCalendarAddress", f"calendar-address/{row.id}", None, told)
    return row.id
