"""What all steps of an application end with: the version that the caller saw, the row, the step, the events."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal
from services.reserve.domain.applications.rulebook import A3_2
from services.reserve.domain.applications.state import Application
from services.reserve.domain.applications.terms import Step
from services.reserve.domain.decision import Decided
from services.reserve.domain.reading import Reading
from services.reserve.store import applications
from services.reserve.store.applications import Loaded


@dataclass(frozen=True, slots=True, kw_only=True)
class OnApplication:
    """Which application, as it was seen."""

    application_id: UUID
    expected_version: int


async def settle(
    work: Work,
    command: OnApplication,
    loaded: Loaded,
    decided: Decided[Application] | Refusal,
    step: Step,
    text: str | None,
) -> UUID | Refusal:
    """Save an accepted step; refuse one that was decided on an older version."""
    reading = Reading(A3_2)
    reading.found(stale(loaded.row.version, command.expected_version))
    decision = reading.judged(decided)
    if isinstance(decision, Refusal):
        return decision
    await applications.save(work, loaded, decision.state, step, text)
    await work.record(*decision.events)
    return loaded.row.id
