"""第三条（四）、第十一条: state a body's opinion on the changes of an adjustment."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Refusal
from services.reserve.domain.adjustment.procedure import give_opinion as decide
from services.reserve.domain.adjustment.state import Adjustment
from services.reserve.domain.plan.consultation import Speaker
from services.reserve.domain.plan.state import Opinion
from services.reserve.domain.reading import Reading
from services.reserve.domain.terms import OpinionOutcome
from services.reserve.store import adjustments, tables


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveAdjustmentOpinion:
    """The body's opinion; on all changes that are the body's to judge when no projects are named."""

    adjustment_id: UUID
    expected_version: int
    body: str
    outcome: OpinionOutcome
    text: str | None = None
    project_ids: tuple[UUID, ...] | None = None


async def give_opinion(work: Work, command: GiveAdjustmentOpinion) -> UUID | Refusal:
    """State an opinion."""
    found = await adjustments.lock(work, command.adjustment_id)
    if found is None:
        return Refusal.of(adjustments.UNKNOWN)
    _, row = found
    before = await adjustments.state_of(work.session, row)
    reading = Reading(Article(3, 4))
    reading.found(stale(row.version, command.expected_version))
    text = reading.text(command.text, "意见", "text")
    opinion = Opinion(body=command.body, outcome=command.outcome, text=text, given_on=work.today)
    speaker = Speaker(work.actor.roles, work.actor.unit)
    decision = reading.judged(decide(before, opinion, command.project_ids, speaker))
    if isinstance(decision, Refusal):
        return decision
    await _add(work, before, decision.state, opinion)
    await adjustments.save(work, row, before, decision.state, "giveAdjustmentOpinion", text or None)
    return row.id


async def _add(work: Work, before: Adjustment, after: Adjustment, opinion: Opinion) -> None:
    pairs = zip(after.changes, before.changes, strict=True)
    judged = [c.item.project_id for c, was in pairs if c.item.opinions != was.item.opinions]
    change = tables.AdjustmentChange
    ids = await work.session.scalars(
        select(change.id).where(change.adjustment_id == after.id, change.project_id.in_(judged))
    )
    work.session.add_all(
        tables.AdjustmentOpinion(
            id=work.new_id(),
            division=after.division,
            change_id=change_id,
            body=opinion.body,
            outcome=opinion.outcome,
            text=opinion.text,
            given_on=opinion.given_on,
            given_at=work.now,
            given_by=work.actor.name,
        )
        for change_id in ids.all()
    )
