"""Loads and saves the additions of projects outside the plan. Whoever decides holds the project (`listings.hold`)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.work import Work
from services.schedule.domain.wall.outside import Addition
from services.schedule.store import tables


async def of_project(session: AsyncSession, project_id: UUID) -> list[Addition]:
    """Read all additions of a project, the first one first."""
    row = tables.OutsideAddition
    query = select(row).where(row.project_id == project_id).order_by(row.added_on, row.id)
    found = await session.scalars(query.execution_options(populate_existing=True))
    return [_state(r) for r in found.all()]


async def add(work: Work, addition: Addition, division: str) -> None:
    """Write a new addition, and who made it."""
    made = tables.OutsideAddition(
        id=addition.id,
        division=division,
        project_id=addition.project_id,
        version=addition.version,
        added_on=addition.added_on,
        reason=addition.reason,
        added_at=work.now,
        added_by=work.actor.name,
        removed_on=None,
        removal_reason=None,
        removed_by=None,
        taken_up_on=None,
    )
    work.session.add(made)
    await work.session.flush()


async def remove(work: Work, addition: Addition) -> None:
    """Write that an addition was removed, by whom and why."""
    row = await work.session.get_one(tables.OutsideAddition, addition.id)
    row.removed_on, row.removal_reason = addition.removed_on, addition.removal_reason
    row.removed_by, row.version = work.actor.name, addition.version
    await work.session.flush()


async def take_up(session: AsyncSession, addition: Addition) -> None:
    """Write on which day a plan took the project up."""
    row = await session.get_one(tables.OutsideAddition, addition.id)
    row.taken_up_on = addition.taken_up_on
    await session.flush()


def _state(row: tables.OutsideAddition) -> Addition:
    return Addition(
        id=row.id,
        project_id=row.project_id,
        added_on=row.added_on,
        reason=row.reason,
        removed_on=row.removed_on,
        removal_reason=row.removal_reason,
        taken_up_on=row.taken_up_on,
        version=row.version,
    )
