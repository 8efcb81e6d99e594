"""第三条（二）: have a callback to the provincial platform tried again, or let it be."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law import callbacks as rules
from services.law.breach import Refusal
from services.law.callbacks import Callback
from services.reserve.domain.applications.rulebook import A3_2
from services.reserve.store.exchange import callbacks


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCallback:
    """Which callback, as it was seen; `give_up` with the reason to let it be, None to send it again."""

    callback_id: UUID
    expected_version: int
    give_up: str | None = None


async def resend_or_give_up(work: Work, command: OnCallback) -> UUID | Refusal:
    """Put a callback back into the queue, or take it out of the way."""
    row = await callbacks.lock(work, command.callback_id)
    if row is None:
        return Refusal.of(callbacks.UNKNOWN)
    lost = stale(row.version, command.expected_version)
    before = Callback(version=row.version, status=row.status, tries=row.tries, given_up_reason=row.given_up_reason)
    again = command.give_up is None
    after = rules.resend(before, A3_2) if again else rules.give_up(before, command.give_up or "", A3_2)
    if lost is not None or isinstance(after, Refusal):
        reasons = after.breaches if isinstance(after, Refusal) else ()
        return Refusal((lost, *reasons) if lost else reasons)
    row.version, row.status, row.tries = after.version, after.status, after.tries
    row.given_up_reason = after.given_up_reason
    now = await work.session.scalar(select(func.clock_timestamp()))
    row.next_at = now or row.next_at
    await work.session.flush()
    action = "resendCallback" if command.give_up is None else "giveUpCallback"
    await work.audit(action, f"callback/{row.id}", _shown(before), _shown(after), reason=after.given_up_reason)
    return row.id


def _shown(state: Callback) -> dict[str, object]:
    return {"version": state.version, "status": state.status, "tries": state.tries, "article": str(A3_2)}
