"""第三条（四）、第十一条: record what a meeting decided on the changes, one by one where it changed some."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Refusal
from services.reserve.domain.adjustment import procedure as rules
from services.reserve.domain.adjustment.state import listed
from services.reserve.domain.reading import Reading
from services.reserve.store import adjustments, procedures, since
from services.reserve.store.procedures import Meeting
from services.reserve.usecases.plan.record_deliberation import Held, read_held


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAdjustmentDeliberation:
    """Which adjustment, and what was decided."""

    adjustment_id: UUID
    expected_version: int
    held: Held


async def record_deliberation(work: Work, command: RecordAdjustmentDeliberation) -> UUID | Refusal:
    """Record a meeting in its turn; the list of changes is changed as it decided."""
    found = await adjustments.lock(work, command.adjustment_id)
    if found is None:
        return Refusal.of(adjustments.UNKNOWN)
    _, row = found
    before = await adjustments.state_of(work.session, row)
    reading = Reading(Article(3, 4))
    reading.found(await since.lost(work, f"adjustment/{row.id}", row.version, command.expected_version))
    held, asked = await read_held(work, reading, command.held)
    decision = reading.judged(
        rules.deliberate(before, held.body, held.outcome, held.held_on, held.reason, work.today, asked)
    )
    if isinstance(decision, Refusal):
        return decision
    seen = listed(before).items
    meeting = Meeting(held=decision.state.deliberations[-1], seen=seen, meeting=held.meeting, reason=held.reason)
    await procedures.keep_meeting(work, procedures.ADJUSTMENT, row.id, meeting, "recordAdjustmentDeliberation")
    await adjustments.save(work, row, before, decision.state, "recordAdjustmentDeliberation", held.reason)
    return row.id
