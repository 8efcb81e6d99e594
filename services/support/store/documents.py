"""Gives document numbers: never twice, without gaps, however many decide at once."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.support.domain.documents import DocumentNumber, following
from services.support.store.tables import DocumentSequence


async def next_number(session: AsyncSession, division: str, bureau_id: UUID, series: str, year: int) -> DocumentNumber:
    """Take the next number of a sequence.

    The sequence's row stays locked until the transaction ends. If that is rolled back, for a refusal or a fault, the
    number is free again: so there are no gaps, and no number is given twice.
    """
    key = {"bureau_id": bureau_id, "year": year, "series": series}
    await session.execute(insert(DocumentSequence).values(**key, division=division, last=0).on_conflict_do_nothing())
    query = select(DocumentSequence).filter_by(**key).with_for_update().execution_options(populate_existing=True)
    sequence = (await session.scalars(query)).one()
    number = following(series, year, sequence.last)
    sequence.last = number.number
    await session.flush()
    return number


async def join_sequences(session: AsyncSession, former: UUID, bureau_id: UUID) -> None:
    """Let a bureau go on after the last number of one that was merged into it: no number is ever given twice."""
    sequence = DocumentSequence
    rows = await session.scalars(select(sequence).where(sequence.bureau_id == former).order_by(sequence.year))
    for row in rows.all():
        kept = {"bureau_id": bureau_id, "year": row.year, "series": row.series}
        joined = insert(sequence).values(**kept, division=row.division, last=row.last)
        greater = {"last": func.greatest(sequence.last, row.last)}
        await session.execute(joined.on_conflict_do_update(index_elements=list(kept), set_=greater))
