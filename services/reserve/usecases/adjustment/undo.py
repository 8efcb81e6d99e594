"""第十一条: take a drafted change back."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete

from services.chassis.work import Work
from services.law.breach import Refusal
from services.reserve.domain.adjustment import changes as rules
from services.reserve.domain.adjustment.rules import A11
from services.reserve.domain.reading import Reading
from services.reserve.store import adjustments, projects, since, tables
from services.reserve.store.history import Entry, remember
from services.reserve.usecases.adjustment.keep import told


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoChange:
    """Which project's change."""

    adjustment_id: UUID
    expected_version: int
    project_id: UUID


async def undo(work: Work, command: UndoChange) -> UUID | Refusal:
    """Take a change back."""
    found = await adjustments.lock(work, command.adjustment_id)
    if found is None:
        return Refusal.of(adjustments.UNKNOWN)
    _, row = found
    before = await adjustments.state_of(work.session, row)
    reading = Reading(A11)
    reading.found(await since.lost(work, f"adjustment/{row.id}", row.version, command.expected_version))
    decision = reading.judged(rules.undo(before, command.project_id))
    if isinstance(decision, Refusal):
        return decision
    change = tables.AdjustmentChange
    await work.session.execute(
        delete(change).where(change.adjustment_id == row.id, change.project_id == command.project_id)
    )
    await adjustments.save(work, row, before, decision.state, "undoAdjustmentChange", None)
    project, gone = await projects.lock(work, command.project_id), before.change(command.project_id)
    if project is not None and gone is not None:
        entry = Entry(
            project_id=project.id,
            version=project.version,
            action="undoAdjustmentChange",
            before={"adjustment": told(before, gone)},
            after={},
        )
        await remember(work, entry)
    return row.id
