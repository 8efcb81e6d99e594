"""Looks up what carrying over asks: the projects now, and the documents of their completion (第十一条)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.reserve.domain.adjustment.rules import COMPLETION_EVIDENCE
from services.reserve.domain.project.state import Project
from services.reserve.store import projects, tables


async def projects_of(session: AsyncSession, ids: Sequence[UUID]) -> dict[UUID, Project]:
    """Load projects, and keep them as they are until the command ends."""
    table = tables.Project
    rows = await session.scalars(select(table).where(table.id.in_(ids)).order_by(table.id).with_for_update(read=True))
    return {r.id: projects.assemble(r, ()) for r in rows.all()}  # nothing looks at the sources of funds


async def parts_of(session: AsyncSession, ids: Sequence[UUID]) -> dict[UUID, list[UUID]]:
    """Look up the parts of those that are packages; the packages are locked, so that no part joins or leaves."""
    table = tables.Project
    rows = await session.execute(select(table.package_id, table.id).where(table.package_id.in_(ids)).order_by(table.id))
    parts: dict[UUID, list[UUID]] = defaultdict(list)
    for package_id, part_id in rows.all():
        if package_id is not None:
            parts[package_id].append(part_id)
    return parts


async def finished(session: AsyncSession, ids: Sequence[UUID], rules_of: date, today: date) -> dict[UUID, UUID]:
    """Find for each finished project the document of its completion, the earliest that holds."""
    table = tables.Evidence
    rows = await session.scalars(
        select(table)
        .where(table.project_id.in_(ids), table.kind.in_(COMPLETION_EVIDENCE.on(rules_of)))
        .order_by(table.issued_on.desc(), table.id.desc())
    )
    return {r.project_id: r.id for r in rows.all() if projects.evidence_state(r).holds(today)}
