"""A command sent twice with the same key is carried out once; the same key with another body is refused.

A key is remembered for a time that is set (`ZD_IDEMPOTENCY_DAYS`), which must be longer than anyone goes on repeating a
command; the relay forgets what is older.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.tables import idempotency
from services.law.breach import Breach

MAX_KEY = 200
FORGET_BATCH = 1_000  # deleted in one transaction, so that no command waits for it


def malformed(key: str) -> Breach | None:
    """Judge the form of a key."""
    if 1 <= len(key) <= MAX_KEY and key.isascii() and key.isprintable():
        return None
    return Breach(
        "IDEMPOTENCY_KEY_INVALID", f"幂等键须为 1–{MAX_KEY} 个可见 ASCII 字符（建议用 UUID）", field="idempotencyKey"
    )


async def remembered(session: AsyncSession, actor: str, key: str, operation: str, digest: str) -> UUID | Breach | None:
    """Look the key up: the id that the first run changed, a breach when the key served another command, or None."""
    row = (
        await session.execute(select(idempotency).where(idempotency.c.actor == actor, idempotency.c.key == key))
    ).one_or_none()
    if row is None:
        return None
    if (row.operation, row.request_digest) == (operation, digest):
        found: UUID = row.result
        return found
    return Breach("IDEMPOTENCY_KEY_REUSED", "该幂等键已用于另一请求，请换用新的幂等键", field="idempotencyKey")


async def remember(session: AsyncSession, actor: str, key: str, operation: str, digest: str, result: UUID) -> bool:
    """Keep the key with the command; False when a command with the same key has committed meanwhile."""
    done = await session.execute(
        insert(idempotency)
        .values(actor=actor, key=key, operation=operation, request_digest=digest, result=result)
        .on_conflict_do_nothing()
        .returning(idempotency.c.key)
    )
    return done.one_or_none() is not None


async def forget(session: AsyncSession, age: timedelta) -> int:
    """Forget the oldest keys beyond an age, up to a batch; return how many. The caller commits."""
    old = (
        select(idempotency.c.actor, idempotency.c.key)
        .where(idempotency.c.recorded_at < func.clock_timestamp() - age)
        .order_by(idempotency.c.recorded_at)
        .limit(FORGET_BATCH)
        .with_for_update(skip_locked=True)  # several relays share the work
        .cte("old")
    )
    gone = await session.execute(
        delete(idempotency)
        .where(idempotency.c.actor == old.c.actor, idempotency.c.key == old.c.key)
        .returning(idempotency.c.key)
    )
    return len(gone.all())
