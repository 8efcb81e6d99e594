"""第三条（一）: rewrite a guide that is being drafted."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal
from services.reserve.domain.applications import guide as rules
from services.reserve.domain.applications.guide import Contents
from services.reserve.domain.applications.rulebook import A3_1
from services.reserve.domain.reading import Reading
from services.reserve.store import guides


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeGuide:
    """Which draft, and all that it says from now on."""

    guide_id: UUID
    expected_version: int
    contents: Contents


async def change_guide(work: Work, command: ChangeGuide) -> UUID | Refusal:
    """Change a draft."""
    row = await guides.lock(work, command.guide_id)
    if row is None:
        return Refusal.of(guides.UNKNOWN)
    before, reading = guides.state_of(row), Reading(A3_1)
    reading.found(stale(row.version, command.expected_version))
    decision = rules.change(before, command.contents, reading, work.today)
    if isinstance(decision, Refusal):
        return decision
    await guides.save(work, row, before, decision.state, "changeGuide", None)
    return row.id
