"""Loads cards."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.assessment.domain.quarter import Quarter
from services.assessment.store import copies, tables


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


def barring(unit_id: Any, year: int) -> Select[Any]:
    """第二十一条：the cards that keep a unit from being an advanced unit of a year; those of units merged into it count too."""
    card, its_unit = tables.Card, tables.Organization
    query = (
        select(card)
        .outerjoin(its_unit, its_unit.id == card.unit_id)
        .where(
            card.year == year,
            card.bars_advanced_unit.is_(True),
            card.withdrawn_on.is_(None),
            or_(card.unit_id == unit_id, its_unit.merged_into == unit_id),
        )
    )
    return query.order_by(card.quarter, card.id)


async def barred(session: AsyncSession, division: str, year: int) -> dict[UUID, list[tables.Card]]:
    """第二十一条：who may not be an advanced unit of the year, with the cards that bar it. A merged unit's count for the one
    that stands for it now.
    """
    card = tables.Card
    query = select(card).where(
        card.division == division,
        card.year == year,
        card.bars_advanced_unit.is_(True),
        card.withdrawn_on.is_(None),
    )
    survivors = await copies.survivors(session, division)
    found: dict[UUID, list[tables.Card]] = {}
    for row in (await session.scalars(query.order_by(card.quarter, card.id))).all():
        found.setdefault(survivors.get(row.unit_id, row.unit_id), []).append(row)
    return found
