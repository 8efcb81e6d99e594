"""The callbacks that are due, and what became of a try. The caller commits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from services.chassis.clock import new_id
from services.law import callbacks as rules
from services.law.callbacks import Callback, CallbackStatus, TryOutcome
from services.law.retrying import Policy

# what comes after may go out: a client that has an address by now hears what is new, though nobody resends the old
ENDED = (CallbackStatus.DELIVERED, CallbackStatus.GIVEN_UP, CallbackStatus.NO_ADDRESS)


class Due(NamedTuple):
    """A callback that this process has taken, until its lease is over."""

    id: UUID
    division: str
    client: str
    body: dict[str, Any]
    tries: int


@dataclass(frozen=True, slots=True)
class Deliveries:
    """The callbacks of one service: its tables, of whose columns these are used, and what they are in order within."""

    callbacks: Any
    tried: Any
    within: str

    async def take(self, session: AsyncSession, most: int, lease: timedelta) -> Sequence[Due]:
        """Take callbacks that are due. Whoever dies with one leaves it to be sent again when the lease is over.

        Of an application only the first that has not ended is due, be it a dead letter: the province hears in order.
        """
        callback = self.callbacks
        due = (
            select(callback.id)
            .where(*self._in_turn(), callback.next_at <= func.clock_timestamp())
            .order_by(callback.next_at, callback.id)
            .limit(most)
            .with_for_update(skip_locked=True)  # several processes share the work
            .cte("due")
        )
        taken = await session.execute(
            update(callback)
            .where(callback.id == due.c.id)
            .values(next_at=func.clock_timestamp() + lease)
            .returning(callback.id, callback.division, callback.client, callback.body, callback.tries)
            .execution_options(synchronize_session=False)
        )
        return [Due(*row) for row in taken.all()]

    def _in_turn(self) -> tuple[ColumnElement[bool], ...]:
        callback, earlier = self.callbacks, aliased(self.callbacks)
        before = exists(
            select(earlier.id).where(
                getattr(earlier, self.within) == getattr(callback, self.within),
                earlier.sequence < callback.sequence,
                earlier.status.not_in(ENDED),
            )
        )
        return callback.status == CallbackStatus.PENDING, ~before

    async def seconds_until_next(self, session: AsyncSession) -> float | None:
        """Return after how many seconds the next callback is due; None when none waits."""
        callback = self.callbacks
        next_ = func.extract("epoch", func.min(callback.next_at) - func.clock_timestamp())
        found = await session.scalar(select(next_).where(*self._in_turn()))
        return None if found is None else float(found)

    async def note(
        self,
        session: AsyncSession,
        due: Due,
        outcome: TryOutcome,
        policy: Policy,
        spread: float,
        *,
        http_status: int | None = None,
        detail: str | None = None,
    ) -> CallbackStatus | None:
        """Write down how a try ended, and when the next one is; None when somebody has ended the callback meanwhile."""
        row = await self._held(session, due)
        now = await session.scalar(select(func.clock_timestamp()))
        assert now is not None
        session.add(
            self.tried(
                id=new_id(),
                division=row.division,
                callback_id=row.id,
                number=row.tries + 1,
                at=now,
                outcome=outcome,
                http_status=http_status,
                detail=detail,
            )
        )
        if row.status is not CallbackStatus.PENDING and outcome is not TryOutcome.DELIVERED:
            return None
        state = Callback(version=row.version, status=row.status, tries=row.tries)
        if outcome is TryOutcome.DELIVERED:
            row.status, row.tries, row.delivered_at, row.last_error = CallbackStatus.DELIVERED, row.tries + 1, now, None
        else:
            after = rules.failed(state, policy)
            row.status, row.tries = after.status, after.tries
            row.next_at = now + policy.pause(after.tries, spread)
            row.last_error = f"{outcome.value} {http_status or ''} {detail or ''}".strip()
        await session.flush()
        status: CallbackStatus = row.status
        return status

    async def keep_unsent(self, session: AsyncSession, due: Due) -> None:
        """Keep a callback whose client has no address: nothing was tried, and somebody may resend it once there is one."""
        row = await self._held(session, due)
        if row.status is CallbackStatus.PENDING:  # else somebody has ended it meanwhile
            row.status = rules.unsent(Callback(version=row.version, status=row.status, tries=row.tries)).status
            await session.flush()

    async def _held(self, session: AsyncSession, due: Due) -> Any:
        its = select(self.callbacks).where(self.callbacks.id == due.id).with_for_update()
        return (await session.scalars(its)).one()
