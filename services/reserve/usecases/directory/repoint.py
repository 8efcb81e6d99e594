"""Lets everything that names a duplicate name the unit that is kept: each record with its version, history and event."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.orm import InstrumentedAttribute

from services.chassis.work import Work
from services.reserve.domain.decision import Decided
from services.reserve.domain.directory import members as membership
from services.reserve.domain.directory.merge import repointed
from services.reserve.domain.directory.organization import changed as unit_changed
from services.reserve.domain.project.state import changed as project_changed
from services.reserve.store import dependents, members, merging, organizations, projects, tables
from services.reserve.store.history import Entry, remember
from services.reserve.usecases.directory import repoint_papers
from services.reserve.usecases.directory.keep import keep
from services.reserve.usecases.directory.repoint_papers import ACTION, Repointing


@dataclass(frozen=True, slots=True)
class Counts:
    """How many records name another unit now."""

    projects: int
    plan_items: int
    children: int
    members: int
    planned_reports: int
    applications: int
    adjustment_changes: int

    def told(self) -> dict[str, str]:
        """Say it in the history; what there was none of is left out."""
        said = {
            "projects": self.projects,
            "planItems": self.plan_items,
            "children": self.children,
            "members": self.members,
            "plannedReports": self.planned_reports,
            "applications": self.applications,
            "adjustmentChanges": self.adjustment_changes,
        }
        return {what: str(n) for what, n in said.items() if n}


async def repoint(work: Work, by: Repointing) -> Counts:
    """Repoint what goes on: plan items and changes in preparation, lists, applications, projects, units below, memberships.

    What was issued, handed in, decided or has ended stays as it was.
    """
    return Counts(
        plan_items=await _plan_items(work, by),
        adjustment_changes=await repoint_papers.changes(work, by),
        planned_reports=await repoint_papers.lists(work, by),
        applications=await repoint_papers.applications(work, by),  # before their projects, which they follow
        projects=await _projects(work, by),
        children=await _children(work, by),
        members=await _members(work, by),
    )


async def _plan_items(work: Work, by: Repointing) -> int:
    plans, items = await dependents.lock_items(work, by.duplicate)
    for plan in plans:
        own = [i for i in items if i.plan_id == plan.id]
        before = {"version": plan.version, "items": [_units(i) for i in own]}
        for item in own:
            item.owner_id = _new(by, item.owner_id)
            item.town_id = None if item.town_id is None else _new(by, item.town_id)
            authority = item.industry_authority_id
            item.industry_authority_id = None if authority is None else _new(by, authority)
        plan.version += 1
        after = {"version": plan.version, "items": [_units(i) for i in own]}
        await work.audit(ACTION, f"plan/{plan.id}", before, after, reason=by.reason)
    await work.session.flush()
    return len(items)


def _new(by: Repointing, unit: UUID) -> UUID:
    return by.keep if unit == by.duplicate else unit


def _units(item: tables.PlanItem) -> str:
    return f"{item.project_id} {item.owner_id} {item.town_id} {item.industry_authority_id}"


async def _projects(work: Work, by: Repointing) -> int:
    named = 0
    for row in await dependents.lock_projects(work, by.duplicate):
        if (
            row.registered_by_unit == by.duplicate
        ):  # who registered it goes on seeing it; that is no change of the project
            row.registered_by_unit = by.keep
        before = await projects.state_of(work.session, row)
        elements = repointed(before.elements, by.duplicate, by.keep)
        if elements == before.elements:
            continue
        named += 1
        after = replace(before, elements=elements, version=before.version + 1)
        await projects.update(work, row, before, after)
        await work.record(project_changed(after))
        entry = Entry(
            project_id=row.id,
            version=after.version,
            action=ACTION,
            before=projects.audited(before),
            after=projects.audited(after),
            reason=by.reason,
        )
        await remember(work, entry)
    await work.session.flush()
    await _seen_by(work, by)
    await merging.follow_aids(work.session, by.duplicate, by.keep)
    return named


async def _seen_by(work: Work, by: Repointing) -> None:
    """Let the copies that say who sees a project's papers follow; the papers themselves stay as they were written."""
    paper = tables.Application
    follows: tuple[InstrumentedAttribute[Any], ...] = (
        tables.Assessment.registered_by_unit,
        paper.owner_id,
        paper.town_id,
        paper.industry_authority_id,
        paper.registered_by_unit,
    )
    for column in follows:
        repointing = update(column.class_).where(column == by.duplicate).values({column.key: by.keep})
        await work.session.execute(repointing.execution_options(synchronize_session=False))


async def _children(work: Work, by: Repointing) -> int:
    rows = await dependents.lock_children(work, by.duplicate)
    for row in rows:
        before = organizations.state_of(row)
        after = replace(before, parent_id=by.keep, version=before.version + 1)
        await keep(work, row, before, Decided(after, (unit_changed(after),)), ACTION, by.reason)
    return len(rows)


async def _members(work: Work, by: Repointing) -> int:
    rows = await members.not_ended(work.session, by.duplicate, work.today)
    for row in rows:
        before = members.state_of(row)
        after = replace(before, organization_id=by.keep, version=before.version + 1)
        await members.save(work, row, after)
        await work.record(membership.changed(after))
        shown = members.audited(before), members.audited(after)
        await work.audit(ACTION, f"member/{row.id}", *shown, reason=by.reason)
    return len(rows)
