"""第三条（四）、第十一条: record a step of the procedure for major administrative decisions."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Refusal
from services.reserve.domain.adjustment import procedure as rules
from services.reserve.domain.reading import Reading
from services.reserve.store import adjustments, procedures, since
from services.reserve.usecases.plan.record_decision_step import Step, read_step


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAdjustmentStep:
    """Of which adjustment, and the step."""

    adjustment_id: UUID
    expected_version: int
    step: Step


async def record_decision_step(work: Work, command: RecordAdjustmentStep) -> UUID | Refusal:
    """Record a step."""
    found = await adjustments.lock(work, command.adjustment_id)
    if found is None:
        return Refusal.of(adjustments.UNKNOWN)
    _, row = found
    before = await adjustments.state_of(work.session, row)
    reading = Reading(Article(3, 4))
    reading.found(await since.lost(work, f"adjustment/{row.id}", row.version, command.expected_version))
    done = read_step(reading, command.step, work.today)
    decision = reading.judged(rules.record_decision_step(before, done.step))
    if isinstance(decision, Refusal):
        return decision
    procedures.keep_step(work, procedures.ADJUSTMENT, row.id, done.step, done.done_on, done.document)
    await adjustments.save(work, row, before, decision.state, "recordAdjustmentDecisionStep", None)
    return row.id
