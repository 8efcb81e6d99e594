"""Reads what a document of a request is made of, without locks."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor
from services.chassis.visibility import visible_select
from services.support.domain.correction import Notice
from services.support.domain.paper import Issued, Named
from services.support.domain.request import Request
from services.support.store import requests, tables


async def request_of(session: AsyncSession, actor: Actor, id: UUID) -> Request | None:
    """Read a request that the actor may see."""
    row = await session.scalar(visible_select(tables.Request, actor).where(tables.Request.id == id))
    return await requests.read(session, row) if row else None


async def names_of(session: AsyncSession, request: Request) -> Named:
    """Read the names that stand in a document, as they are now."""
    project = await session.scalar(select(tables.Project.name).where(tables.Project.id == request.project_id))
    applicant, bureau = [await unit_name(session, one) for one in (request.applicant_id, request.bureau_id)]
    return Named(project=project or "", applicant=applicant or "", bureau=bureau or "")


async def unit_name(session: AsyncSession, id: UUID | None) -> str | None:
    """Read a unit's name."""
    org = tables.Organization
    return await session.scalar(select(org.name).where(org.id == id)) if id else None


async def correction(session: AsyncSession, request_id: UUID, number: str) -> tuple[Notice, Issued, str] | None:
    """Read a correction notice by its number, with the number of the document that it corrects."""
    table = tables.Correction
    row = await session.scalar(select(table).where(table.request_id == request_id, table.number == number))
    if row is None:
        return None
    notice = Notice(wrong=row.wrong, right=row.right, reason=row.reason)
    return notice, Issued(number=row.number, day=row.corrected_on), row.of_number


def decided_on(request: Request) -> date:
    """Return the day of the decision: its clock ended then, or was received later than it was decided on paper."""
    return request.clock.ended_on or request.stepped_on
