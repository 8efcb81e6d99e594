"""第四条: end a membership, with a reason; the record stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal
from services.reserve.domain.directory import members as rules
from services.reserve.domain.reading import Reading
from services.reserve.store import members, organizations
from services.reserve.usecases.members.keep import keep, keeper, locked


@dataclass(frozen=True, slots=True, kw_only=True)
class EndMember:
    """Which membership, its last day, and why."""

    member_id: UUID
    expected_version: int
    until_on: date
    reason: str


async def end(work: Work, command: EndMember) -> UUID | Refusal:
    """End a membership in a unit of the actor's division."""
    found = await locked(work, command.member_id)
    if found is None:
        return Refusal.of(members.UNKNOWN)
    row, unit = found
    before, reading = members.state_of(row), Reading()
    reading.found(stale(row.version, command.expected_version))
    decision = reading.judged(
        rules.end(
            before, command.until_on, organizations.state_of(unit), keeper(work), command.reason, today=work.today
        )
    )
    if isinstance(decision, Refusal):
        return decision
    await members.save(work, row, decision.state)
    await keep(work, unit, before, decision, "endMember", Reading().text(command.reason, "理由", "reason"))
    return row.id
