"""第三条（四）: state a body's opinion in the joint consultation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Refusal
from services.reserve.domain.plan.consultation import Speaker
from services.reserve.domain.plan.consultation import give_opinion as decide
from services.reserve.domain.plan.state import Opinion
from services.reserve.domain.reading import Reading
from services.reserve.domain.terms import OpinionOutcome
from services.reserve.store import plans, procedures, since


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """The body's opinion, on a plan or on an adjustment; on all that is the body's to judge when no projects are named."""

    body: str
    outcome: OpinionOutcome
    text: str | None = None
    project_ids: tuple[UUID, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveOpinion:
    """On which plan, and what was said."""

    plan_id: UUID
    expected_version: int
    said: Said


async def give_opinion(work: Work, command: GiveOpinion) -> UUID | Refusal:
    """State an opinion."""
    row = await plans.lock(work, command.plan_id)
    if row is None:
        return Refusal.of(plans.UNKNOWN)
    before = await plans.state_of(work.session, row)
    reading = Reading(Article(3, 4))
    reading.found(await since.lost(work, f"plan/{row.id}", row.version, command.expected_version))
    opinion = read_opinion(reading, command.said, work.today)
    speaker = Speaker(work.actor.roles, work.actor.unit)
    decision = reading.judged(decide(before, opinion, command.said.project_ids, speaker))
    if isinstance(decision, Refusal):
        return decision
    on = decision.state.items, before.items
    await procedures.keep_opinion(work, procedures.PLAN, row.id, on, opinion)
    await plans.save(work, row, before, decision.state, "giveOpinion", opinion.text or None)
    return row.id


def read_opinion(reading: Reading, said: Said, today: date) -> Opinion:
    """Read an opinion as it is given today."""
    text = reading.text(said.text, "意见", "text")
    return Opinion(body=said.body, outcome=said.outcome, text=text, given_on=today)
