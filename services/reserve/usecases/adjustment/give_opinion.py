"""第三条（四）、第十一条: state a body's opinion on the changes of an adjustment."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Refusal
from services.reserve.domain.adjustment.procedure import give_opinion as decide
from services.reserve.domain.adjustment.state import listed
from services.reserve.domain.plan.consultation import Speaker
from services.reserve.domain.reading import Reading
from services.reserve.store import adjustments, procedures, since
from services.reserve.usecases.plan.give_opinion import Said, read_opinion


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveAdjustmentOpinion:
    """On which adjustment, and what was said."""

    adjustment_id: UUID
    expected_version: int
    said: Said


async def give_opinion(work: Work, command: GiveAdjustmentOpinion) -> UUID | Refusal:
    """State an opinion."""
    found = await adjustments.lock(work, command.adjustment_id)
    if found is None:
        return Refusal.of(adjustments.UNKNOWN)
    _, row = found
    before = await adjustments.state_of(work.session, row)
    reading = Reading(Article(3, 4))
    reading.found(await since.lost(work, f"adjustment/{row.id}", row.version, command.expected_version))
    opinion = read_opinion(reading, command.said, work.today)
    speaker = Speaker(work.actor.roles, work.actor.unit)
    decision = reading.judged(decide(before, opinion, command.said.project_ids, speaker))
    if isinstance(decision, Refusal):
        return decision
    on = listed(decision.state).items, listed(before).items
    await procedures.keep_opinion(work, procedures.ADJUSTMENT, row.id, on, opinion)
    await adjustments.save(work, row, before, decision.state, "giveAdjustmentOpinion", opinion.text or None)
    return row.id
