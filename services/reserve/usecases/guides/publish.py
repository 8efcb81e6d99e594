"""第三条（一）: publish a guide; it is frozen, and takes the place of the one in force."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal
from services.reserve.domain.applications import guide as rules
from services.reserve.domain.applications.rulebook import A3_1
from services.reserve.domain.reading import Reading
from services.reserve.store import guides


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishGuide:
    """Which draft."""

    guide_id: UUID
    expected_version: int


async def publish_guide(work: Work, command: PublishGuide) -> UUID | Refusal:
    """Publish a draft."""
    row = await guides.lock(work, command.guide_id)
    if row is None:
        return Refusal.of(guides.UNKNOWN)
    before, reading = guides.state_of(row), Reading(A3_1)
    reading.found(stale(row.version, command.expected_version))
    published = await guides.in_force(work.session, row.division, row.year)
    earlier = guides.state_of(published) if published and published.id != row.id else None
    decision = reading.judged(rules.publish(before, earlier, guides.digest, work.today))
    if isinstance(decision, Refusal):
        return decision
    if published is not None and earlier is not None:  # written first: one is in force at a time
        await guides.save(work, published, earlier, rules.superseded(earlier), "publishGuide", before.correction_reason)
    row.published_by = work.actor.name
    await guides.save(work, row, before, decision.state, "publishGuide", before.correction_reason)
    await work.record(*decision.events)
    return row.id
