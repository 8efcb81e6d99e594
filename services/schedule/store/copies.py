"""Keeps the copies of other services' facts. What comes again, or late in a rebuild, never brings an older state back."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import case, func, or_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.schedule.store import tables


async def keep_organization(
    session: AsyncSession,
    *,
    id: UUID,
    division: str,
    version: int,
    name: str,
    category: str,
    active: bool,
    merged_into: UUID | None,
) -> None:
    """Keep a unit as its owner tells it, unless a later version is known."""
    values = {
        "division": division,
        "version": version,
        "name": name,
        "category": category,
        "active": active,
        "merged_into": merged_into,
    }
    await _keep_newest(session, tables.Organization, id, values)


async def keep_project(session: AsyncSession, *, id: UUID, version: int, **values: Any) -> bool:
    """Keep a project as its owner tells it, unless a later version is known; say whether it was kept."""
    return await _keep_newest(session, tables.Project, id, values | {"version": version})


async def project(session: AsyncSession, id: UUID) -> tables.Project | None:
    """Look a project up, when it has been told."""
    return await session.get(tables.Project, id, populate_existing=True)


async def keep_request(session: AsyncSession, *, id: UUID, version: int, **values: Any) -> None:
    """Keep how a factor request stands, unless a later version is known."""
    await _keep_newest(session, tables.FactorRequest, id, values | {"version": version})


async def keep_review(
    session: AsyncSession, *, id: UUID, version: int, outcome: str, document_number: str, on: date, **values: Any
) -> None:
    """Keep what holds after a review, unless a later version is known.

    The bureau decided when it did, whatever became of it; day and number of the review count where the outcome is another now.
    """
    request = tables.FactorRequest
    told = values | {"version": version, "outcome": outcome, "document_number": document_number}
    written = insert(request).values(id=id, decided_on=on, due_on=None, **told)
    changed = request.outcome.is_distinct_from(outcome)
    await session.execute(
        written.on_conflict_do_update(
            index_elements=[request.id],
            set_=told
            | {
                "decided_on": func.coalesce(request.decided_on, on),
                "document_number": case((changed, document_number), else_=request.document_number),
                "reviewed_on": case((changed, on), else_=request.reviewed_on),
            },
            where=request.version <= version,
        )
    )


async def keep_evidence(session: AsyncSession, *, id: UUID, version: int, **values: Any) -> None:
    """Keep a document of a project, unless a later version is known."""
    await _keep_newest(session, tables.ProjectEvidence, id, values | {"version": version})


async def correct_request(session: AsyncSession, *, id: UUID, version: int, due_on: date | None) -> None:
    """Keep the corrected limit of a request, unless a later version is known; its state stays as it was told."""
    request = tables.FactorRequest
    corrected = update(request).where(request.id == id, request.version <= version)
    await session.execute(corrected.values(due_on=due_on, version=version))


async def rename_schedules(session: AsyncSession) -> None:
    """Let every schedule have the name and the units that its project has in our copy."""
    schedule, told = tables.Schedule, tables.Project
    follows = [
        (schedule.project_name, told.name),
        (schedule.owner_id, told.owner_id),
        (schedule.town_id, told.town_id),
        (schedule.industry_authority_id, told.industry_authority_id),
    ]
    differs = or_(*(own.is_distinct_from(theirs) for own, theirs in follows))
    await session.execute(
        update(schedule)
        .where(schedule.project_id == told.id, differs)
        .values({own.key: theirs for own, theirs in follows})
        .execution_options(synchronize_session=False)
    )


async def _keep_newest(session: AsyncSession, model: type[Any], id: UUID, values: dict[str, Any]) -> bool:
    written = insert(model).values(id=id, **values)
    newer = written.on_conflict_do_update(
        index_elements=[model.id], set_=values, where=model.version <= values["version"]
    )
    return await session.scalar(newer.returning(model.id)) is not None
