"""第十三条：a draft is given up, with the reason; the edition in force stays."""

from __future__ import annotations

from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.leaders.arrangement import DiscardArrangement, discard
from services.schedule.store import leaders
from services.schedule.usecases.leaders.asking import no_arrangement


async def discard_arrangement(work: Work, command: DiscardArrangement) -> UUID | Refusal:
    """Give the draft up; the id is the arrangement's."""
    current = await leaders.by_id(work, command.arrangement_id)
    if current is None:
        return no_arrangement()
    if lost := stale(current.version, command.expected_version):
        return Refusal.of(lost)
    decision = discard(current, command)
    if isinstance(decision, Refusal):
        return decision
    after, reason = decision
    await leaders.save(work, after)
    shown = [{"state": a.state} for a in (current, after)]
    subject = f"leader-arrangement/{current.id}"
    await work.audit("discardLeaderArrangement", subject, *shown, reason=reason, division=current.division)
    return current.id
