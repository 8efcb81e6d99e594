"""What an application lacks by the guide under which it was filed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.reserve.domain.applications.completeness import Record, Requirement, judge
from services.reserve.domain.applications.state import Asked
from services.reserve.domain.project.state import Project
from services.reserve.store import guides, projects, tables


async def of_application(session: AsyncSession, row: tables.Application, today: date) -> list[Requirement]:
    """Judge an application by its row."""
    project = await projects.state_of(session, await session.get_one(tables.Project, row.project_id))
    asked = Asked(channel=row.channel, kind=row.kind, annual_investment=row.annual_investment, statement=row.statement)
    return await judged(session, asked, project, row.guide_id, today)


async def judged(
    session: AsyncSession, asked: Asked, project: Project, guide_id: UUID | None, today: date
) -> list[Requirement]:
    """List all that is asked of an application, met or not."""
    guide = await session.get(tables.Guide, guide_id) if guide_id else None
    return judge(asked, Record.of(project, today), guides.contents_of(guide) if guide else None, today)
