"""第三条（二）、第四条: register a project."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.reserve.domain.project import register as rules
from services.reserve.domain.project.register import Registrant
from services.reserve.domain.project.state import Elements, Project
from services.reserve.store import projects
from services.reserve.store.history import Entry, remember


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterProject:
    """What is said of a new project."""

    elements: Elements
    secret: bool


async def register(work: Work, command: RegisterProject) -> UUID | Refusal:
    """Register a project in the actor's division."""
    project = Project(
        id=work.new_id(), division=work.actor.division, version=1, library=None, elements=command.elements
    )
    by = Registrant(roles=work.actor.roles, unit=work.actor.unit)
    known = replace(await projects.known(work.session, project), today=work.today)
    decision = rules.register(project, by, known, secret=command.secret)
    if isinstance(decision, Refusal):
        return decision
    await projects.insert(work, decision.state)
    await work.record(*decision.events)
    state = decision.state
    after = projects.audited(state)
    await remember(work, Entry(project_id=state.id, version=1, action="registerProject", before=None, after=after))
    return state.id
