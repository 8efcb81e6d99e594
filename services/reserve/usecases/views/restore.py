"""Take a deleted view back."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal
from services.reserve.domain.reading import Reading
from services.reserve.domain.seeking import views as rules
from services.reserve.store import views


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoreView:
    """Which view, as it was seen."""

    view_id: UUID
    expected_version: int


async def restore(work: Work, command: RestoreView) -> UUID | Refusal:
    """Restore a view of the actor's own under its name."""
    row = await views.lock(work, command.view_id)
    if row is None:
        return Refusal.of(rules.UNKNOWN)
    before, reading = views.state_of(row), Reading()
    reading.found(stale(row.version, command.expected_version))
    others = await views.others(work, before)
    decision = reading.judged(rules.restore(before, views.person(work), others))
    if isinstance(decision, Refusal):
        return decision
    return await views.keep(work, row, decision.state, "restoreView")
