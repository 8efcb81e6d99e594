"""What all moves between libraries save: the row, the events, the history."""

from __future__ import annotations

from services.chassis.work import Work
from services.reserve.domain.decision import Decided
from services.reserve.domain.project.state import Project
from services.reserve.store import projects, tables
from services.reserve.store.history import Entry, remember


async def save_move(
    work: Work, row: tables.Project, before: Project, decided: Decided[Project], action: str, reason: str | None
) -> None:
    """Save an accepted move."""
    after = decided.state
    await projects.update(work, row, before, after)
    await work.record(*decided.events)
    await remember(
        work,
        Entry(
            project_id=row.id,
            version=after.version,
            action=action,
            before=projects.audited(before),
            after=projects.audited(after),
            reason=reason,
        ),
    )
