"""第四条: change elements of a project, with a reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Refusal
from services.reserve.domain.project import register as rules
from services.reserve.domain.project.register import Registrant
from services.reserve.domain.project.state import Elements
from services.reserve.domain.reading import Reading
from services.reserve.store import packages, projects
from services.reserve.store.history import Entry, remember


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeProject:
    """What is to be changed; `apply` puts the given elements over the present ones."""

    project_id: UUID
    expected_version: int
    reason: str
    apply: Callable[[Elements], Elements]


async def change(work: Work, command: ChangeProject) -> UUID | Refusal:
    """Change a project that the actor may see."""
    await packages.hold(work.session, command.project_id)
    row = await projects.lock(work, command.project_id)
    if row is None:
        return Refusal.of(projects.UNKNOWN)
    before = await projects.state_of(work.session, row)
    reading = Reading(Article(4))
    reading.found(stale(row.version, command.expected_version))
    elements = command.apply(before.elements)
    by = Registrant(roles=work.actor.roles, unit=work.actor.unit)
    known = replace(await projects.known(work.session, replace(before, elements=elements)), today=work.today)
    plans = await projects.plans_of(work.session, row.id)
    family = await packages.family(work.session, row)
    decision = reading.judged(rules.change(before, elements, command.reason, by, known, plans, family))
    if isinstance(decision, Refusal):
        return decision
    after = decision.state
    await projects.update(work, row, before, after)
    await work.record(*decision.events)
    entry = Entry(
        project_id=row.id,
        version=after.version,
        action="changeProject",
        before=projects.audited(before),
        after=projects.audited(after),
        reason=Reading().text(command.reason, "变更理由", "reason"),
    )
    await remember(work, entry)
    return row.id
