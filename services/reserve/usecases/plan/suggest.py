"""第三条（四）: draw up the suggested list."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Refusal
from services.reserve.domain.plan import consultation as rules
from services.reserve.domain.reading import Reading
from services.reserve.store import plans, since


@dataclass(frozen=True, slots=True, kw_only=True)
class SuggestPlan:
    """Which plan."""

    plan_id: UUID
    expected_version: int


async def suggest(work: Work, command: SuggestPlan) -> UUID | Refusal:
    """Suggest the list for deliberation."""
    row = await plans.lock(work, command.plan_id)
    if row is None:
        return Refusal.of(plans.UNKNOWN)
    before = await plans.state_of(work.session, row)
    reading = Reading(Article(3, 4))
    reading.found(await since.lost(work, f"plan/{row.id}", row.version, command.expected_version))
    totals = await plans.current_totals(work.session, before)
    decision = reading.judged(rules.suggest(before, totals, work.today))
    if isinstance(decision, Refusal):
        return decision
    await plans.save(work, row, before, decision.state, "suggestPlan", None)
    return row.id
