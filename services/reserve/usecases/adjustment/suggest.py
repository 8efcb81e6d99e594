"""第三条（四）、第十一条: make the list of changes for deliberation."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Refusal
from services.reserve.domain.adjustment import procedure as rules
from services.reserve.domain.reading import Reading
from services.reserve.store import adjustments, plans, since


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestAdjustment:
    """Which adjustment."""

    adjustment_id: UUID
    expected_version: int


async def suggest(work: Work, command: SuggestAdjustment) -> UUID | Refusal:
    """Suggest the changes for deliberation."""
    found = await adjustments.lock(work, command.adjustment_id)
    if found is None:
        return Refusal.of(adjustments.UNKNOWN)
    plan, row = found
    before = await adjustments.state_of(work.session, row)
    reading = Reading(Article(3, 4))
    reading.found(await since.lost(work, f"adjustment/{row.id}", row.version, command.expected_version))
    listed = await plans.state_of(work.session, plan)
    known = await adjustments.projects_of(work.session, before)
    decision = reading.judged(rules.suggest(before, listed, known, work.today))
    if isinstance(decision, Refusal):
        return decision
    await adjustments.save(work, row, before, decision.state, "suggestAdjustment", None)
    return row.id
