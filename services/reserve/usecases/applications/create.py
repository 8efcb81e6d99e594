"""第三条（二）: begin an application."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.reserve.domain.applications import decide as rules
from services.reserve.domain.applications.decide import Party
from services.reserve.domain.applications.state import Application, Asked
from services.reserve.domain.applications.terms import ApplicationStatus
from services.reserve.store import applications, projects


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateApplication:
    """Which project, for which year, and what is asked for."""

    project_id: UUID
    year: int
    asked: Asked


async def create_application(work: Work, command: CreateApplication) -> UUID | Refusal:
    """Begin an application for a project of the actor's division."""
    row = await projects.lock(work, command.project_id)
    if row is None:
        return Refusal.of(projects.UNKNOWN)
    project = await projects.state_of(work.session, row)
    new = Application(
        id=work.new_id(),
        division=row.division,
        version=1,
        project_id=row.id,
        year=command.year,
        status=ApplicationStatus.DRAFT,
        asked=command.asked,
        owner_id=row.owner_id,
    )
    decision = rules.create(
        new,
        project.elements,
        Party(work.actor.roles, work.actor.unit),
        work.today,
        others=await applications.has_open(work.session, row.id, command.year),
    )
    if isinstance(decision, Refusal):
        return decision
    await applications.insert(work, decision.state, row, project)
    return decision.state.id
