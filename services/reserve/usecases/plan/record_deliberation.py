"""第三条（四）: record what a meeting decided on the suggested list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Refusal
from services.reserve.domain.plan import deliberation as rules
from services.reserve.domain.reading import Reading
from services.reserve.domain.terms import DeliberationOutcome
from services.reserve.store import plans, tables


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDeliberation:
    """Which body decided what, when and in which meeting."""

    plan_id: UUID
    expected_version: int
    body: str
    outcome: DeliberationOutcome
    held_on: date
    meeting: str | None = None
    reason: str | None = None


async def record_deliberation(work: Work, command: RecordDeliberation) -> UUID | Refusal:
    """Record a meeting in its turn."""
    row = await plans.lock(work, command.plan_id)
    if row is None:
        return Refusal.of(plans.UNKNOWN)
    before = await plans.state_of(work.session, row)
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
        tables.Deliberation(
            id=work.new_id(),
            division=row.division,
            plan_id=row.id,
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
    await plans.save(work, row, before, decision.state, "recordDeliberation", reason)
    return row.id
