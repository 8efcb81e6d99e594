"""第三条（四）: state a body's opinion in the joint consultation."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Refusal
from services.reserve.domain.plan.consultation import Speaker
from services.reserve.domain.plan.consultation import give_opinion as decide
from services.reserve.domain.plan.state import Opinion, Plan
from services.reserve.domain.reading import Reading
from services.reserve.domain.terms import OpinionOutcome
from services.reserve.store import plans, tables


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveOpinion:
    """The body's opinion; on all items that are the body's to judge when no projects are named."""

    plan_id: UUID
    expected_version: int
    body: str
    outcome: OpinionOutcome
    text: str | None = None
    project_ids: tuple[UUID, ...] | None = None


async def give_opinion(work: Work, command: GiveOpinion) -> UUID | Refusal:
    """State an opinion."""
    row = await plans.lock(work, command.plan_id)
    if row is None:
        return Refusal.of(plans.UNKNOWN)
    before = await plans.state_of(work.session, row)
    reading = Reading(Article(3, 4))
    reading.found(stale(row.version, command.expected_version))
    text = reading.text(command.text, "意见", "text")
    opinion = Opinion(body=command.body, outcome=command.outcome, text=text, given_on=work.today)
    speaker = Speaker(work.actor.roles, work.actor.unit)
    decision = reading.judged(decide(before, opinion, command.project_ids, speaker))
    if isinstance(decision, Refusal):
        return decision
    await _add(work, before, decision.state, opinion)
    await plans.save(work, row, before, decision.state, "giveOpinion", text or None)
    return row.id


async def _add(work: Work, before: Plan, after: Plan, opinion: Opinion) -> None:
    judged = [i.project_id for i, was in zip(after.items, before.items, strict=True) if i.opinions != was.opinions]
    item = tables.PlanItem
    ids = await work.session.scalars(select(item.id).where(item.plan_id == after.id, item.project_id.in_(judged)))
    work.session.add_all(
        tables.Opinion(
            id=work.new_id(),
            division=after.division,
            item_id=item_id,
            body=opinion.body,
            outcome=opinion.outcome,
            text=opinion.text,
            given_on=opinion.given_on,
            given_at=work.now,
            given_by=work.actor.name,
        )
        for item_id in ids.all()
    )
