"""第三条（四）、第十一条: record what a meeting decided on the changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Refusal
from services.reserve.domain.adjustment import procedure as rules
from services.reserve.domain.reading import Reading
from services.reserve.domain.terms import DeliberationOutcome
from services.reserve.store import adjustments, tables


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAdjustmentDeliberation:
    """Which body decided what, when and in which meeting."""

    adjustment_id: UUID
    expected_version: int
    body: str
    outcome: DeliberationOutcome
    held_on: date
    meeting: str | None = None
    reason: str | None = None


async def record_deliberation(work: Work, command: RecordAdjustmentDeliberation) -> UUID | Refusal:
    """Record a meeting in its turn."""
    found = await adjustments.lock(work, command.adjustment_id)
    if found is None:
        return Refusal.of(adjustments.UNKNOWN)
    _, row = found
    before = await adjustments.state_of(work.session, row)
    reading = Reading(Article(3, 4))
    reading.found(stale(row.version, command.expected_version))
    reason = reading.optional_text(command.reason, "退回理由", "reason")
    meeting = reading.optional_name(command.meeting, "会议名称", "meeting")
    decision = reading.judged(
        rules.deliberate(before, command.body, command.outcome, command.held_on, reason, work.today)
    )
    if isinstance(decision, Refusal):
        return decision
    work.session.add(
        tables.AdjustmentDeliberation(
            id=work.new_id(),
            division=row.division,
            adjustment_id=row.id,
            round=before.round,
            body=command.body,
            outcome=command.outcome,
            held_on=command.held_on,
            meeting=meeting,
            reason=reason,
            recorded_at=work.now,
            recorded_by=work.actor.name,
        )
    )
    await adjustments.save(work, row, before, decision.state, "recordAdjustmentDeliberation", reason)
    return row.id
