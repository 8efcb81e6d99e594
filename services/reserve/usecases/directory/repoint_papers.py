"""第四条: papers that go on name the unit that is kept; what was handed in, decided or issued stays as it was written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from services.chassis.work import Work
from services.reserve.store import merging, tables
from services.reserve.store.planned import reports

ACTION = "mergeOrganizations"
_NAMING = ("owner_id", "town_id", "industry_authority_id")


@dataclass(frozen=True, slots=True)
class Repointing:
    """From which unit to which, and why."""

    duplicate: UUID
    keep: UUID
    reason: str


async def lists(work: Work, by: Repointing) -> int:
    """第四条: the monthly lists that are still with the duplicate are the kept unit's to hand in."""
    rows = await merging.lock_reports(work, by.duplicate)
    for row in rows:
        before = await reports.state_of(work.session, row)
        after = replace(before, unit_id=by.keep, version=before.version + 1)
        row.unit_id = by.keep
        await reports.save(work, row, before, after)
        await reports.remember(work, ACTION, before, after, by.reason)
        reports.tell(work, after)
    return len(rows)


async def changes(work: Work, by: Repointing) -> int:
    """第十一条: changes of an adjustment in preparation; once it is issued its plan names the kept unit."""
    adjustments, found = await merging.lock_changes(work, by.duplicate)
    for adjustment in adjustments:
        own = [c for c in found if c.adjustment_id == adjustment.id]
        before = {"version": adjustment.version, "changes": [_units(c) for c in own]}
        for change in own:
            for column in _NAMING:
                if getattr(change, column) == by.duplicate:
                    setattr(change, column, by.keep)
        adjustment.version += 1
        after = {"version": adjustment.version, "changes": [_units(c) for c in own]}
        await work.audit(ACTION, f"adjustment/{adjustment.id}", before, after, reason=by.reason)
    await work.session.flush()
    return len(found)


async def applications(work: Work, by: Repointing) -> int:
    """第三条（二）: applications that are not over say when their project came to name the kept unit.

    Their units follow the project; comments stay those of the unit that wrote them, which says what it was merged into.
    """
    rows = await merging.lock_applications(work, by.duplicate)
    totals = await _totals(work, rows)
    for row in rows:
        before = {"version": row.version, "units": _units(row)}
        row.version += 1
        row.changed_at = work.now
        for column in _NAMING:
            if getattr(row, column) == by.duplicate:
                setattr(row, column, by.keep)
        work.session.add(_step(work, row, by, totals))
        after = {"version": row.version, "units": _units(row)}
        await work.audit(ACTION, f"application/{row.id}", before, after, reason=by.reason)
    await work.session.flush()
    return len(rows)


async def _totals(work: Work, rows: Sequence[tables.Application]) -> dict[UUID, tables.Project]:
    """The projects of the applications; the merge has them locked."""
    found = [await work.session.get_one(tables.Project, row.project_id) for row in rows]
    return {project.id: project for project in found}


def _step(
    work: Work, row: tables.Application, by: Repointing, projects: dict[UUID, tables.Project]
) -> tables.ApplicationStep:
    return tables.ApplicationStep(
        id=work.new_id(),
        division=row.division,
        application_id=row.id,
        version=row.version,
        at=work.now,
        action=ACTION,
        from_status=row.status,
        to_status=row.status,
        actor=work.actor.subject,
        actor_name=work.actor.name,
        roles=sorted(work.actor.roles),
        unit=work.actor.unit,
        text=by.reason,
        due_on=None,
        annual_investment=row.annual_investment,
        total_investment=projects[row.project_id].total_investment,
    )


def _units(row: tables.AdjustmentChange | tables.Application) -> str:
    return f"{row.project_id} {row.owner_id} {row.town_id} {row.industry_authority_id}"
