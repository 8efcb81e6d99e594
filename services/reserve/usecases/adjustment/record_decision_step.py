"""第三条（四）、第十一条: record a step of the procedure for major administrative decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.reserve.domain.adjustment import procedure as rules
from services.reserve.domain.reading import Reading
from services.reserve.store import adjustments, tables


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAdjustmentStep:
    """Which step, when it was done and by which document."""

    adjustment_id: UUID
    expected_version: int
    step: str
    done_on: date
    document: str


async def record_decision_step(work: Work, command: RecordAdjustmentStep) -> UUID | Refusal:
    """Record a step."""
    found = await adjustments.lock(work, command.adjustment_id)
    if found is None:
        return Refusal.of(adjustments.UNKNOWN)
    _, row = found
    before = await adjustments.state_of(work.session, row)
    reading = Reading(Article(3, 4))
    reading.found(stale(row.version, command.expected_version))
    document = reading.name(command.document, "程序材料", "document")
    if command.done_on > work.today:
        message = f"完成日期不能晚于今天（{work.today}）"
        reading.found(Breach("DECISION_STEP_NOT_YET_DONE", message, Article(3, 4), "doneOn"))
    decision = reading.judged(rules.record_decision_step(before, command.step))
    if isinstance(decision, Refusal):
        return decision
    work.session.add(
        tables.AdjustmentStep(
            adjustment_id=row.id,
            step=command.step,
            division=row.division,
            done_on=command.done_on,
            document=document,
            recorded_at=work.now,
            recorded_by=work.actor.name,
        )
    )
    await adjustments.save(work, row, before, decision.state, "recordAdjustmentDecisionStep", None)
    return row.id
