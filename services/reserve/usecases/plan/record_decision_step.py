"""第三条（四）: record a step of the procedure for major administrative decisions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.reserve.domain.plan import issue as rules
from services.reserve.domain.reading import Reading
from services.reserve.store import plans, procedures, since


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Which step, when it was done and by which document; of a plan or of an adjustment."""

    step: str
    done_on: date
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDecisionStep:
    """Of which plan, and the step."""

    plan_id: UUID
    expected_version: int
    step: Step


async def record_decision_step(work: Work, command: RecordDecisionStep) -> UUID | Refusal:
    """Record a step."""
    row = await plans.lock(work, command.plan_id)
    if row is None:
        return Refusal.of(plans.UNKNOWN)
    before = await plans.state_of(work.session, row)
    reading = Reading(Article(3, 4))
    reading.found(await since.lost(work, f"plan/{row.id}", row.version, command.expected_version))
    done = read_step(reading, command.step, work.today)
    decision = reading.judged(rules.record_decision_step(before, done.step))
    if isinstance(decision, Refusal):
        return decision
    procedures.keep_step(work, procedures.PLAN, row.id, done.step, done.done_on, done.document)
    await plans.save(work, row, before, decision.state, "recordDecisionStep", None)
    return row.id


def read_step(reading: Reading, written: Step, today: date) -> Step:
    """第三条（四）: read a step, which was done by a document and not in the future."""
    document = reading.name(written.document, "程序材料", "document")
    if written.done_on > today:
        message = f"完成日期不能晚于今天（{today}）"
        reading.found(Breach("DECISION_STEP_NOT_YET_DONE", message, Article(3, 4), "doneOn"))
    return replace(written, document=document)
