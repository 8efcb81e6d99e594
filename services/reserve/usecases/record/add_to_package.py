"""第二条、第四条: put a project into a package 打包项目."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.article import Article
from services.law.breach import Breach, Refusal
from services.reserve.domain.reading import Reading
from services.reserve.domain.record import package as rules
from services.reserve.store import packages, projects, tables
from services.reserve.store.history import Entry, remember

A4 = Article(4)


@dataclass(frozen=True, slots=True, kw_only=True)
class AddToPackage:
    """Which project becomes part of which package, and why."""

    project_id: UUID
    expected_version: int
    package_id: UUID
    reason: str


async def add_to_package(work: Work, command: AddToPackage) -> UUID | Refusal:
    """Put a project into a package."""
    session = work.session
    found = await packages.lock(work, command.project_id, command.package_id)
    row, package = found.get(command.project_id), found.get(command.package_id)
    if row is None or package is None:
        missing = [b for b, r in ((projects.UNKNOWN, row), (packages.UNKNOWN, package)) if r is None]
        return Refusal(tuple(missing))
    before, whole = await projects.state_of(session, row), await projects.state_of(session, package)
    reading = Reading(A4)
    reading.found(stale(row.version, command.expected_version))
    reason = read_reason(reading, command.reason)
    of_part, of_package = await packages.family(session, row), await packages.family(session, package)
    both_listed = await packages.both_listed(session, row.id, package.id) if row.id != package.id else []
    decision = reading.judged(rules.add(before, whole, of_part, of_package, both_listed))
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
            action="addToPackage",
            before=projects.audited(before),
            after=projects.audited(after),
            reason=reason,
        ),
    )
    await tell_package(work, package, row, "addToPackage", reason, inside=True)
    return row.id


def read_reason(reading: Reading, written: str) -> str:
    """Read why a package changes, which is needed."""
    reason = reading.text(written, "理由", "reason")
    if not reason:
        reading.breaches.append(Breach("REASON_MISSING", "打包或移出须写明理由", A4, "reason"))
    return reason


async def tell_package(
    work: Work, package: tables.Project, part: tables.Project, action: str, reason: str, *, inside: bool
) -> None:
    """Remember in the package's own history which part came or went; its record stays as it is."""
    shown = {f"part/{part.id}": f"{part.name} {part.total_investment.normalize():f}"}
    before, after = ({}, shown) if inside else (shown, {})
    entry = Entry(
        project_id=package.id, version=package.version, action=action, before=before, after=after, reason=reason
    )
    await remember(work, entry)
