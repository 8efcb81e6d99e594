"""Change a unit's entry in the directory."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.law.parties import Role, UnitCategory
from services.reserve.domain.directory import organization as directory
from services.reserve.domain.directory.organization import Organization
from services.reserve.domain.reading import Reading
from services.reserve.store import organizations, tables
from services.reserve.usecases.directory.exemption import read_code_exemption


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


async def change(work: Work, command: ChangeOrganization) -> UUID | Refusal:
    """Change a unit of the actor's division."""
    table = tables.Organization
    mine = select(table).where(table.id == command.organization_id, table.division == work.actor.division)
    row = (await work.session.scalars(mine.with_for_update())).one_or_none()
    if row is None:
        return Refusal.of(Breach("ORGANIZATION_UNKNOWN", "没有该单位", field="organizationId"))
    before = organizations.state_of(row)
    reading = Reading()
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
    )
    decision = reading.judged(directory.change(before, unit, await organizations.surroundings(work.session, unit)))
    if isinstance(decision, Refusal):
        return decision
    for column, value in organizations.columns_of(decision.state).items():
        setattr(row, column, value)
    await work.session.flush()
    await work.record(*decision.events)
    audited = organizations.audited
    await work.audit("changeOrganization", f"organization/{row.id}", audited(before), audited(decision.state))
    return row.id
