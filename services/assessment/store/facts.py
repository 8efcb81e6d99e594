"""Adds facts, and loads those about a record."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.assessment.domain.fact.model import Fact, FactKind, Source
from services.assessment.store import contents, tables
from services.assessment.store.contents import Row

# what a fact is read from; the others are for finding it
COLUMNS = [c for c in tables.Fact.__table__.columns if c.name not in {"received_at", "tx", "happened_year", "due_year"}]
_KINDS: dict[str, FactKind] = {kind.value: kind for kind in FactKind}


async def add(session: AsyncSession, fact: Fact) -> None:
    """Add a fact; one that is there already stays as it is."""
    columns = {
        "id": fact.id,
        "event_id": None if fact.part is None else fact.source.event_id,
        "division": fact.division,
        "kind": fact.kind,
        "unit_id": fact.unit_id,
        "project_id": fact.project_id,
        "service": fact.source.service,
        "record_id": fact.source.record_id,
        "happened_on": fact.happened_on,
        "recorded_at": fact.recorded_at,
        "recorded_on": fact.recorded_on,
        **contents.columns_of(fact.what),
    }
    await session.execute(insert(tables.Fact).values(columns).on_conflict_do_nothing())


def state_of(row: Row) -> Fact:
    """Read a row into the fact that decisions see."""
    id_, event_id = row["id"], row["event_id"]
    return Fact(
        _KINDS[row["kind"]],
        row["division"],
        row["unit_id"],
        row["project_id"],
        Source(row["service"], row["record_id"], event_id or id_),
        row["happened_on"],
        row["recorded_at"],
        row["recorded_on"],
        contents.what_of(row),
        id_ if event_id else None,
    )


async def of_record(session: AsyncSession, record_id: UUID, kinds: Iterable[FactKind]) -> list[Fact]:
    """Load what is known of a record, in the order of its versions."""
    fact = tables.Fact
    its = select(*COLUMNS).where(fact.record_id == record_id, fact.kind.in_(sorted(kinds)))
    found = await session.execute(its.order_by(fact.record_version, fact.recorded_at, fact.id))
    return [state_of(row) for row in found.mappings().all()]


async def answering(session: AsyncSession, record_id: UUID, kinds: Iterable[FactKind]) -> list[UUID]:
    """Name the units that the newest event about a record names; raise LookupError where none is known."""
    told = await of_record(session, record_id, kinds)
    if not told:
        raise LookupError(f"what is told of {record_id} follows something that was never told")
    return [fact.unit_id for fact in told if fact.source.event_id == told[-1].source.event_id]
