"""Whose records a transaction finds: what row-level security compares with the division of each row."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from services.chassis.identity import Actor

# for the rest of the transaction; a code of six digits begins no other code
_KEEP_TO = text("select set_config('app.division', :division, true)")


async def keep_to_own(session: AsyncSession, actor: Actor) -> None:
    """Let the transaction find records of the actor's own division alone, and none of the divisions below it."""
    if actor.scope != actor.division:  # a district has none below it, and its commands no further statement
        await session.execute(_KEEP_TO, {"division": actor.division})
