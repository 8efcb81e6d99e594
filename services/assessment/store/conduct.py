"""Loads records of incidents and commendations."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.assessment.domain.award.vetting import Happened
from services.assessment.domain.conduct.record import ConductKind
from services.assessment.store import tables
from services.chassis.identity import Actor
from services.chassis.visibility import visible_select
from services.chassis.work import Work


async def lock(work: Work, record_id: UUID) -> tables.ConductRecord | None:
    """Return a record of the actor's own division, for a change."""
    row = await work.session.get(tables.ConductRecord, record_id, with_for_update=True)
    return row if row is not None and row.division == work.actor.division else None


async def incidents_of_year(
    session: AsyncSession, actor: Actor, division: str, year: int
) -> dict[UUID, list[Happened]]:
    """Return the incidents of a year that were not revoked, by unit, in the order of their days."""
    record = tables.ConductRecord
    rows = await session.scalars(
        visible_select(record, actor)
        .where(
            record.division == division,
            record.kind == ConductKind.INCIDENT,
            record.happened_on.between(date(year, 1, 1), date(year, 12, 31)),
            record.revoked_on.is_(None),
        )
        .order_by(record.happened_on, record.id)
    )
    found: dict[UUID, list[Happened]] = defaultdict(list)
    for row in rows.all():
        found[row.unit_id].append(Happened(row.id, row.matter, row.grade, row.happened_on))
    return found
