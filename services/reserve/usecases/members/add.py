"""第四条: let a person act for a unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.law.parties import Role
from services.reserve.domain.directory import members as rules
from services.reserve.domain.directory.members import Member
from services.reserve.store import members, organizations, tables
from services.reserve.usecases.members.keep import keep, keeper


@dataclass(frozen=True, slots=True, kw_only=True)
class AddMember:
    """Who, in which unit and roles, from when."""

    organization_id: UUID
    person: str
    name: str
    roles: tuple[Role, ...]
    from_on: date
    until_on: date | None = None
    phone: str | None = None


async def add(work: Work, command: AddMember) -> UUID | Refusal:
    """Add a member to a unit of the actor's division."""
    unit = await organizations.lock_one(work, command.organization_id)
    if unit is None:
        return Refusal.of(organizations.UNKNOWN)
    member = Member(
        id=work.new_id(),
        division=unit.division,
        version=1,
        organization_id=unit.id,
        person=command.person,
        name=command.name,
        roles=command.roles,
        from_on=command.from_on,
        until_on=command.until_on,
        phone=command.phone,
    )
    others = await members.of_person(work.session, unit.id, command.person)
    decision = rules.add(member, organizations.state_of(unit), others, keeper(work))
    if isinstance(decision, Refusal):
        return decision
    state = decision.state
    columns = members.columns_of(state)
    work.session.add(
        tables.Member(id=state.id, division=state.division, person=state.person, added_at=work.now, **columns)
    )
    await work.session.flush()
    await keep(work, unit, None, decision, "addMember", None)
    return state.id
