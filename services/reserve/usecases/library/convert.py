"""第六条: convert a project one step."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Refusal
from services.reserve.domain.directory.standing import inactive_breaches
from services.reserve.domain.library import convert as rules
from services.reserve.domain.reading import Reading
from services.reserve.domain.terms import Library
from services.reserve.store import organizations, projects
from services.reserve.usecases.library.lost import changed_since
from services.reserve.usecases.library.move import save_move


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvertProject:
    """The next library of a project."""

    project_id: UUID
    expected_version: int
    to_library: Library


async def convert(work: Work, command: ConvertProject) -> UUID | Refusal:
    """Convert a project when the evidence on record meets the criteria of the next library."""
    row = await projects.lock(work, command.project_id)
    if row is None:
        return Refusal.of(projects.UNKNOWN)
    before = await projects.state_of(work.session, row)
    evidence = await projects.evidence_of(work.session, row.id)
    reading = Reading(Article(6))
    reading.found(await changed_since(work, row, command.expected_version))
    if before.library is None:  # a unit that does not act any more takes up no project of a library
        units = await organizations.units(work.session, row.division, organizations.named_by(before.elements))
        reading.breaches += inactive_breaches(before.elements, units)
    decision = reading.judged(rules.convert(before, evidence, command.to_library, work.today))
    if isinstance(decision, Refusal):
        return decision
    await save_move(work, row, before, decision, "convertProject", None)
    return row.id
