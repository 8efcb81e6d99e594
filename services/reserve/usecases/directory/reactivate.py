"""第四条: let a unit act again."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal
from services.reserve.domain.directory import standing
from services.reserve.domain.reading import Reading
from services.reserve.store import organizations
from services.reserve.usecases.directory.keep import keep


@dataclass(frozen=True, slots=True, kw_only=True)
class ReactivateOrganization:
    """Which unit, and why."""

    organization_id: UUID
    expected_version: int
    reason: str


async def reactivate(work: Work, command: ReactivateOrganization) -> UUID | Refusal:
    """Reactivate a unit of the actor's division."""
    row = await organizations.lock_one(work, command.organization_id)
    if row is None:
        return Refusal.of(organizations.UNKNOWN)
    before, reading = organizations.state_of(row), Reading()
    reading.found(stale(row.version, command.expected_version))
    around = await organizations.surroundings(work.session, before)
    decision = reading.judged(standing.reactivate(before, command.reason, parent_active=around.parent_active))
    if isinstance(decision, Refusal):
        return decision
    reason = Reading().text(command.reason, "理由", "reason")
    await keep(work, row, before, decision, "reactivateOrganization", reason)
    return row.id
