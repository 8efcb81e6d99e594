"""第三条: issue the plan under its document number; its first edition is frozen with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Refusal
from services.reserve.domain.plan import issue as rules
from services.reserve.domain.plan.edition import first
from services.reserve.domain.reading import Reading
from services.reserve.store import editions, plans, procedures, since
from services.reserve.store.exchange import callbacks


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuePlan:
    """Which plan, under which number; issued today when no day is given."""

    plan_id: UUID
    expected_version: int
    document_number: str
    issued_on: date | None = None


async def issue(work: Work, command: IssuePlan) -> UUID | Refusal:
    """Issue a plan that all bodies have passed."""
    row = await plans.lock(work, command.plan_id)
    if row is None:
        return Refusal.of(plans.UNKNOWN)
    before = await plans.state_of(work.session, row)
    numbers = await editions.used_numbers(work.session, row.division, row.id)
    reading = Reading(Article(3))
    reading.found(await since.lost(work, f"plan/{row.id}", row.version, command.expected_version))
    issued_on = command.issued_on or work.today
    done = await procedures.last_step(work, procedures.PLAN, row.id)
    decision = reading.judged(
        rules.issue(before, command.document_number, issued_on, numbers, work.today, last_step=done)
    )
    if isinstance(decision, Refusal):
        return decision
    await plans.save(work, row, before, decision.state, "issuePlan", None)
    await editions.freeze(work, decision.state, first(decision.state))
    await callbacks.tell_listed(work, decision.state)
    await work.record(*decision.events)
    return row.id
