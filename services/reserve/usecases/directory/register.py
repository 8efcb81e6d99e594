"""Enter a unit into the directory."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.law.parties import Role, UnitCategory
from services.reserve.domain.directory import organization as directory
from services.reserve.domain.directory.organization import Organization
from services.reserve.domain.reading import Reading
from services.reserve.store import organizations, tables
from services.reserve.store.planned import parties
from services.reserve.store.unit_history import UnitEntry, remember_unit
from services.reserve.usecases.directory.exemption import read_code_exemption


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterOrganization:
    """What is said of a new unit."""

    name: str
    category: UnitCategory
    credit_code: str
    roles: tuple[Role, ...]
    parent_id: UUID | None = None
    exception_reason: str | None = None
    exception_approver: str | None = None


async def register(work: Work, command: RegisterOrganization) -> UUID | Refusal:
    """Register a unit in the actor's division."""
    reading = Reading()
    unit = Organization(
        id=work.new_id(),
        division=work.actor.division,
        version=1,
        name=command.name,
        category=command.category,
        credit_code=command.credit_code,
        code_exempted=read_code_exemption(reading, command.exception_reason, command.exception_approver),
        parent_id=command.parent_id,
        roles=command.roles,
    )
    decision = reading.judged(directory.register(unit, await organizations.surroundings(work.session, unit)))
    if isinstance(decision, Refusal):
        return decision
    state = decision.state
    columns = organizations.columns_of(state)
    work.session.add(tables.Organization(id=state.id, division=state.division, registered_at=work.now, **columns))
    await work.session.flush()
    await parties.follow(work, state)
    await work.record(*decision.events)
    after = organizations.audited(state)
    reason = state.code_exempted.reason if state.code_exempted else None
    await work.audit("registerOrganization", f"organization/{state.id}", None, after, reason=reason)
    approver = state.code_exempted.approver if state.code_exempted else None
    entry = UnitEntry(
        organization_id=state.id,
        version=state.version,
        action="registerOrganization",
        before={},
        after=after,
        reason=reason,
        approver=approver,
    )
    remember_unit(work, entry)
    return state.id
