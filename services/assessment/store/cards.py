"""Loads cards."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.assessment.domain.quarter import Quarter
from services.assessment.store import tables


async def in_force(session: AsyncSession, division: str, quarter: Quarter) -> dict[UUID, tables.Card]:
    """Return the cards of a quarter that are in force, by unit."""
    card = tables.Card
    rows = await session.scalars(
        select(card).where(
            card.division == division,
            card.year == quarter.year,
            card.quarter == quarter.number,
            card.withdrawn_on.is_(None),
        )
    )
    return {row.unit_id: row for row in rows.all()}
