"""Change a unit's entry in the directory."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal
from services.law.parties import Role, UnitCategory
from services.reserve.domain.directory import organization as directory
from services.reserve.domain.directory.organization import Organization
from services.reserve.domain.reading import Reading
from services.reserve.store import members, organizations
from services.reserve.usecases.directory.exemption import read_code_exemption
from services.reserve.usecases.directory.keep import keep


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeOrganization:
    """The whole entry as it is to be."""

    organization_id: UUID
    expected_version: int
    name: str
    category: UnitCategory
    credit_code: str
    roles: tuple[Role, ...]
    parent_id: UUID | None = None
    exception_reason: str | None = None
    exception_approver: str | None = None
    reason: str | None = None


async def change(work: Work, command: ChangeOrganization) -> UUID | Refusal:
    """Change a unit of the actor's division."""
    row = await organizations.lock_one(work, command.organization_id)
    if row is None:
        return Refusal.of(organizations.UNKNOWN)
    before = organizations.state_of(row)
    reading = Reading()
    reason = reading.text(command.reason, "变更理由", "reason")
    reading.found(stale(row.version, command.expected_version))
    unit = Organization(
        id=row.id,
        division=row.division,
        version=row.version,
        name=command.name,
        category=command.category,
        credit_code=command.credit_code,
        code_exempted=read_code_exemption(reading, command.exception_reason, command.exception_approver),
        parent_id=command.parent_id,
        roles=command.roles,
        former_names=before.former_names,
        active=before.active,
        merged_into=before.merged_into,
    )
    acting = await members.not_ended(work.session, row.id, work.today)
    held = [(m.name, Role(r)) for m in acting for r in m.roles]
    around = replace(await organizations.surroundings(work.session, unit), roles_held=held)
    decision = reading.judged(directory.change(before, unit, around, reason))
    if isinstance(decision, Refusal):
        return decision
    await keep(work, row, before, decision, "changeOrganization", reason or None)
    return row.id
