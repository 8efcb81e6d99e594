"""第四条: change a membership, with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal
from services.law.parties import Role
from services.reserve.domain.directory import members as rules
from services.reserve.domain.directory.members import Member
from services.reserve.domain.reading import Reading
from services.reserve.store import members, organizations
from services.reserve.usecases.members.keep import keep, keeper, locked


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeMember:
    """The whole membership as it is to be; unit and person stay."""

    member_id: UUID
    expected_version: int
    reason: str
    name: str
    roles: tuple[Role, ...]
    from_on: date
    until_on: date | None = None
    phone: str | None = None


async def change(work: Work, command: ChangeMember) -> UUID | Refusal:
    """Change a membership in a unit of the actor's division."""
    found = await locked(work, command.member_id)
    if found is None:
        return Refusal.of(members.UNKNOWN)
    row, unit = found
    before, reading = members.state_of(row), Reading()
    reading.found(stale(row.version, command.expected_version))
    wanted = Member(
        id=row.id,
        division=row.division,
        version=row.version,
        organization_id=row.organization_id,
        person=row.person,
        name=command.name,
        roles=command.roles,
        from_on=command.from_on,
        until_on=command.until_on,
        phone=command.phone,
    )
    others = await members.of_person(work.session, unit.id, row.person)
    decision = reading.judged(
        rules.change(
            before, wanted, organizations.state_of(unit), others, keeper(work), command.reason, today=work.today
        )
    )
    if isinstance(decision, Refusal):
        return decision
    await members.save(work, row, decision.state)
    await keep(work, unit, before, decision, "changeMember", Reading().text(command.reason, "理由", "reason"))
    return row.id
