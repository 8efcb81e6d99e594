"""The project's own data change: its name, its owner, town or industry authority."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from decimal import Decimal
from uuid import UUID

from services.chassis.work import Work
from services.schedule.store import copies, schedules
from services.schedule.usecases.lists.telling import tell_milestones


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectTold:
    """A project as reserve tells it."""

    id: UUID
    division: str
    version: int
    name: str
    owner_id: UUID
    town_id: UUID | None
    industry_authority_id: UUID | None
    level: str
    category: str
    code: str | None = None
    longitude: Decimal | None = None
    latitude: Decimal | None = None
    coordinate_system: str | None = None
    total_investment: Decimal | None = None
    library: str | None = None
    package_id: UUID | None = None


async def follow_project(work: Work, told: ProjectTold) -> None:
    """Keep the copy, and let the schedule follow it; an older version changes nothing. Of other units others are told."""
    if not await copies.keep_project(work.session, **asdict(told)):
        return
    row = await schedules.followed(work.session, told.id)
    if row is None:
        return
    said = schedules.answering(row)
    row.project_name, row.owner_id, row.town_id = told.name, told.owner_id, told.town_id
    row.industry_authority_id = told.industry_authority_id
    await work.session.flush()
    if schedules.answering(row) not in {None, said}:
        await tell_milestones(work, row)


async def follow_projects(work: Work) -> None:
    """Let all schedules follow the copy of their projects, after it was rebuilt."""
    await copies.rename_schedules(work.session)
