"""Events that could not be applied: parked with the error, seen, resent or set aside by an operator."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from sqlalchemy import func, select, update
from sqlalchemy import insert as plain_insert
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis import clock
from services.chassis.events import Envelope
from services.chassis.tables import outbox, parked
from services.chassis.work import LANES

if TYPE_CHECKING:
    from services.chassis.inbox import Applier, Incoming

BEHIND = "an earlier event of the same key is parked"
SET_ASIDE = "set aside: "  # how a resolution begins that gave an event up


def id_of(one: Incoming) -> str:
    """Return the event's id, or its position when it has no readable one."""
    try:
        return str(Envelope.model_validate_json(one.body).id)
    except ValidationError:
        return one.position


def type_of(one: Incoming) -> str:
    """Return the event's type, or a word that says it has none."""
    try:
        return Envelope.model_validate_json(one.body).type
    except ValidationError:
        return "unreadable"


async def park(session: AsyncSession, service: str, one: Incoming, fault: Exception) -> None:
    """Keep the event with the error and announce it on the dead-letter topic. The caller commits."""
    await _keep(session, service, one, f"{type(fault).__name__}: {fault}"[:2_000])


async def park_behind(session: AsyncSession, service: str, one: Incoming) -> None:
    """Keep an event that must wait for an earlier one of its key. The caller commits."""
    await _keep(session, service, one, BEHIND)


async def _keep(session: AsyncSession, service: str, one: Incoming, error: str) -> None:
    new = await session.execute(
        insert(parked)
        .values(event_id=id_of(one), topic=one.topic, key=one.key, type=type_of(one), body=one.body, error=error)
        .on_conflict_do_nothing()
        .returning(parked.c.id)
    )
    if new.one_or_none() is None:
        return
    letter_id = clock.new_id()
    letter = {
        "specversion": "1.0",
        "id": str(letter_id),
        "source": f"/zhongdian/{service}",
        "type": f"zhongdian.{service}.event.parked.v1",
        "subject": one.key,
        "time": clock.system_now().isoformat(),
        "data": {"eventId": id_of(one), "type": type_of(one), "topic": one.topic, "error": error},
    }
    await session.execute(
        plain_insert(outbox).values(
            event_id=letter_id,
            topic=f"{service}.dead-letter",
            key=one.key,
            lane=zlib.crc32(one.key.encode()) % LANES,
            type=letter["type"],
            division="",
            event=letter,
        )
    )


async def open_letters(session: AsyncSession, limit: int = 100) -> list[dict[str, Any]]:
    """List what is parked, oldest first."""
    rows = await session.execute(
        select(
            parked.c.id,
            parked.c.event_id,
            parked.c.type,
            parked.c.topic,
            parked.c.key,
            parked.c.error,
            parked.c.parked_at,
        )
        .where(parked.c.resolved_at.is_(None))
        .order_by(parked.c.id)
        .limit(limit)
    )
    return [dict(r) for r in rows.mappings()]


async def resend(applier: Applier, session: AsyncSession, topic: str, key: str) -> int:
    """Apply the parked events of a key in their order; raise the error of the first that still fails. The caller commits."""
    rows = await session.execute(
        select(parked.c.id, parked.c.body)
        .where(parked.c.topic == topic, parked.c.key == key, parked.c.resolved_at.is_(None))
        .order_by(parked.c.id)
        .with_for_update()
    )
    done = 0
    for row in rows.all():
        await applier.handle(session, Envelope.model_validate_json(row.body))
        await _resolve(session, row.id, "applied")
        done += 1
    return done


async def set_aside(session: AsyncSession, event_id: str, reason: str) -> bool:
    """Decide that an event will not be applied, with the reason on record; False when it is not parked."""
    row = await session.scalar(
        select(parked.c.id).where(parked.c.event_id == event_id, parked.c.resolved_at.is_(None)).with_for_update()
    )
    if row is None:
        return False
    await _resolve(session, row, f"{SET_ASIDE}{reason}")
    return True


async def _resolve(session: AsyncSession, row: int, resolution: str) -> None:
    await session.execute(
        update(parked).where(parked.c.id == row).values(resolved_at=func.clock_timestamp(), resolution=resolution)
    )
