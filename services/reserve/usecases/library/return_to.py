"""第六条: return a project to a lower library, with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Refusal
from services.reserve.domain.library import convert as rules
from services.reserve.domain.reading import Reading
from services.reserve.domain.terms import Library
from services.reserve.store import projects
from services.reserve.usecases.library.lost import changed_since
from services.reserve.usecases.library.move import save_move


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnProject:
    """The lower library and why."""

    project_id: UUID
    expected_version: int
    to_library: Library
    reason: str


async def return_to(work: Work, command: ReturnProject) -> UUID | Refusal:
    """Return a project."""
    row = await projects.lock(work, command.project_id)
    if row is None:
        return Refusal.of(projects.UNKNOWN)
    before = await projects.state_of(work.session, row)
    plans = await projects.plans_of(work.session, row.id)
    reading = Reading(Article(6))
    reading.found(await changed_since(work, row, command.expected_version))
    reason = reading.text(command.reason, "退库理由", "reason")
    decision = reading.judged(rules.return_to(before, command.to_library, reason, plans, work.today))
    if isinstance(decision, Refusal):
        return decision
    await save_move(work, row, before, decision, "returnProject", reason)
    return row.id
