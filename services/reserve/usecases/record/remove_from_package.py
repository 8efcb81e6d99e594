"""第二条、第四条: take a project out of its package."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Refusal
from services.reserve.domain.reading import Reading
from services.reserve.domain.record import package as rules
from services.reserve.store import packages, projects, tables
from services.reserve.store.history import Entry, remember
from services.reserve.usecases.record.add_to_package import read_reason, tell_package


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveFromPackage:
    """Which project, and why."""

    project_id: UUID
    expected_version: int
    reason: str


async def remove_from_package(work: Work, command: RemoveFromPackage) -> UUID | Refusal:
    """Take a project out of its package."""
    await packages.hold(work.session, command.project_id)
    row = await projects.lock(work, command.project_id)
    if row is None:
        return Refusal.of(projects.UNKNOWN)
    before = await projects.state_of(work.session, row)
    reading = Reading(Article(4))
    reading.found(stale(row.version, command.expected_version))
    reason = read_reason(reading, command.reason)
    decision = reading.judged(rules.remove(before))
    if isinstance(decision, Refusal):
        return decision
    after = decision.state
    await projects.update(work, row, before, after)
    await work.record(*decision.events)
    await remember(
        work,
        Entry(
            project_id=row.id,
            version=after.version,
            action="removeFromPackage",
            before=projects.audited(before),
            after=projects.audited(after),
            reason=reason,
        ),
    )
    package = await work.session.get_one(tables.Project, before.package_id)
    await tell_package(work, package, row, "removeFromPackage", reason, inside=False)
    return row.id
