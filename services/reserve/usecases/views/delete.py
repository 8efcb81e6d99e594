"""Put a saved view away."""

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
class DeleteView:
    """Which view, as it was seen."""

    view_id: UUID
    expected_version: int


async def delete(work: Work, command: DeleteView) -> UUID | Refusal:
    """Delete a view of the actor's own; it stays on record and can be restored."""
    row = await views.lock(work, command.view_id)
    if row is None:
        return Refusal.of(rules.UNKNOWN)
    reading = Reading()
    reading.found(stale(row.version, command.expected_version))
    decision = reading.judged(rules.delete(views.state_of(row), views.person(work)))
    if isinstance(decision, Refusal):
        return decision
    return await views.keep(work, row, decision.state, "deleteView")
