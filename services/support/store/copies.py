"""Reads and writes the copies of other services' facts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Uuid, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.law.parties import Role
from services.support.domain.submission import Bureau, Ended, Node, Project
from services.support.store import tables


async def project(session: AsyncSession, id: UUID) -> Project | None:
    """Look a project up."""
    row = await session.get(tables.Project, id)
    return Project(row.id, row.name, row.owner_id, row.division) if row else None


async def owner_of(session: AsyncSession, project_id: UUID) -> UUID | None:
    """Look up who owns a project now."""
    return await session.scalar(select(tables.Project.owner_id).where(tables.Project.id == project_id))


async def node(session: AsyncSession, id: UUID | None) -> Node | None:
    """Look a node up; it is current when no later version of its project's plan is known."""
    row = await session.get(tables.Node, id) if id else None
    if row is None:
        return None
    newest = await session.scalar(
        select(func.max(tables.Node.plan_version)).where(tables.Node.project_id == row.project_id)
    )
    return Node(row.id, row.project_id, row.name, row.waits_for_request, row.plan_version == newest)


async def ended(session: AsyncSession, project_id: UUID) -> Ended | None:
    """Look up whether a project's schedule has ended, and by which document."""
    row = await session.get(tables.Schedule, project_id)
    if row is None or row.ended_on is None or row.document_number is None:
        return None
    return Ended(row.ended_on, row.document_number)


async def bureaus(session: AsyncSession, division: str, role: Role) -> tuple[Bureau, ...]:
    """Find the active units of a division that act in a role, by name; they stay so until the command ends."""
    unit = tables.Organization
    acting = select(unit).where(unit.division == division, unit.roles.contains([role.value]), unit.active)
    query = acting.order_by(unit.name, unit.id)
    rows = await session.scalars(query.with_for_update(read=True))
    return tuple(Bureau(row.id, row.name) for row in rows.all())


async def division_of(session: AsyncSession, unit: UUID | None, role: Role) -> str | None:
    """Look up the division for which a unit acts in a role; None when it does not."""
    row = await session.get(tables.Organization, unit) if unit else None
    return row.division if row and role.value in row.roles else None


async def survivor_of(session: AsyncSession, id: UUID) -> Bureau | None:
    """Follow mergers to the unit that stands for a merged one, as far as they are told; None for a unit of its own."""
    unit, found, seen = tables.Organization, None, {id}
    at: UUID | None = id
    while at is not None:
        at = await session.scalar(select(unit.merged_into).where(unit.id == at))
        if at is None or at in seen:
            break
        seen.add(at)
        found = at
    if found is None:
        return None
    name = await session.scalar(select(unit.name).where(unit.id == found))
    return Bureau(found, name or "另一单位")


async def former_units(session: AsyncSession, unit: UUID) -> frozenset[UUID]:
    """Name the units that were merged into one, at once or by way of others."""
    return frozenset((await session.scalars(select(func.former_units(unit, type_=Uuid())))).all())


async def merged(session: AsyncSession) -> Sequence[UUID]:
    """Name all units that were merged into another."""
    unit = tables.Organization
    return (await session.scalars(select(unit.id).where(unit.merged_into.is_not(None)).order_by(unit.id))).all()


async def keep_organization(
    session: AsyncSession,
    *,
    id: UUID,
    division: str,
    version: int,
    name: str,
    roles: list[str],
    active: bool,
    merged_into: UUID | None,
    credit_code: str | None = None,
) -> None:
    """Keep a unit as its owner tells it, unless a later version is known."""
    values = {
        "division": division,
        "version": version,
        "name": name,
        "roles": roles,
        "active": active,
        "merged_into": merged_into,
        "credit_code": credit_code,
    }
    await _keep(session, tables.Organization, id, values, "version")


async def keep_project(
    session: AsyncSession,
    *,
    id: UUID,
    division: str,
    version: int,
    name: str,
    owner_id: UUID,
    level: str | None = None,
    code: str | None = None,
) -> None:
    """Keep a project as its owner tells it, unless a later version is known."""
    values = {
        "division": division,
        "version": version,
        "name": name,
        "owner_id": owner_id,
        "level": level,
        "code": code,
    }
    await _keep(session, tables.Project, id, values, "version")


async def keep_node(
    session: AsyncSession,
    *,
    id: UUID,
    division: str,
    project_id: UUID,
    plan_version: int,
    name: str,
    responsible_unit_id: UUID,
    waits_for_request: bool,
) -> None:
    """Keep a node as the schedule tells it, unless it is known from a later version of the plan."""
    values = {
        "division": division,
        "project_id": project_id,
        "plan_version": plan_version,
        "name": name,
        "responsible_unit_id": responsible_unit_id,
        "waits_for_request": waits_for_request,
    }
    await _keep(session, tables.Node, id, values, "plan_version")


async def keep_schedule(
    session: AsyncSession,
    *,
    project_id: UUID,
    division: str,
    version: int,
    ended_on: date | None = None,
    document_number: str | None = None,
) -> None:
    """Keep whether a project's schedule has ended, unless a later version is known."""
    values = {"division": division, "version": version, "ended_on": ended_on, "document_number": document_number}
    await _keep(session, tables.Schedule, project_id, values, "version", key="project_id")


async def keep_planned(
    session: AsyncSession, *, project_id: UUID, year: int, division: str, version: int, in_plan: bool
) -> None:
    """Keep whether a year's plan has a project, unless a later version of the plan is known."""
    key, planned = {"project_id": project_id, "year": year}, tables.PlannedProject
    values = {"division": division, "version": version, "in_plan": in_plan}
    written = insert(planned).values(key | values)
    await session.execute(
        written.on_conflict_do_update(index_elements=list(key), set_=values, where=planned.version <= version)
    )


async def _keep(
    session: AsyncSession, model: type[Any], id: UUID, values: dict[str, Any], version: str, *, key: str = "id"
) -> None:
    """Insert or replace; events that come again, or late in a rebuild, never bring an older version back."""
    written = insert(model).values({key: id} | values)
    newer = written.on_conflict_do_update(
        index_elements=[key], set_=values, where=getattr(model, version) <= values[version]
    )
    await session.execute(newer)
