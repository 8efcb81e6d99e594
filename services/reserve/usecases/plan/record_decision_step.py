"""第三条（四）: record a step of the procedure for major administrative decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.reserve.domain.plan import issue as rules
from services.reserve.domain.reading import Reading
from services.reserve.store import plans, tables


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDecisionStep:
    """Which step, when it was done and by which document."""

    plan_id: UUID
    expected_version: int
    step: str
    done_on: date
    document: str


async def record_decision_step(work: Work, command: RecordDecisionStep) -> UUID | Refusal:
    """Record a step."""
    row = await plans.lock(work, command.plan_id)
    if row is None:
        return Refusal.of(plans.UNKNOWN)
    before = await plans.state_of(work.session, row)
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
        tables.DecisionStep(
            plan_id=row.id,
            step=command.step,
            division=row.division,
            done_on=command.done_on,
            document=document,
            recorded_at=work.now,
            recorded_by=work.actor.name,
        )
    )
    await plans.save(work, row, before, decision.state, "recordDecisionStep", None)
    return row.id
