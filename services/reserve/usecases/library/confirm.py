"""第六条: confirm that an entry of a library is still valid."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Refusal
from services.reserve.domain.library import confirm as rules
from services.reserve.domain.reading import Reading
from services.reserve.store import projects
from services.reserve.usecases.library.lost import changed_since
from services.reserve.usecases.library.move import save_move


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmProject:
    """Which project, and on what ground it is still as recorded."""

    project_id: UUID
    expected_version: int
    reason: str


async def confirm(work: Work, command: ConfirmProject) -> UUID | Refusal:
    """Confirm a project; nothing of it changes but the day of its last update."""
    row = await projects.lock(work, command.project_id)
    if row is None:
        return Refusal.of(projects.UNKNOWN)
    before = await projects.state_of(work.session, row)
    reading = Reading(Article(6))
    reading.found(await changed_since(work, row, command.expected_version))
    reason = reading.text(command.reason, "确认依据", "reason")
    decision = reading.judged(rules.confirm(before, reason))
    if isinstance(decision, Refusal):
        return decision
    await save_move(work, row, before, decision, "confirmProject", reason)
    return row.id
