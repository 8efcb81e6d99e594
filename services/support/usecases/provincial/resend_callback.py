"""第十四条: have a callback to the provincial platform tried again, or let it be."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law import callbacks as rules
from services.law.breach import Refusal
from services.law.callbacks import Callback
from services.support.domain.provincial import A14
from services.support.store import provincial


@dataclass(frozen=True, slots=True, kw_only=True)
class OnCallback:
    """Which callback, as it was seen; `give_up` with the reason to let it be, None to send it again."""

    callback_id: UUID
    expected_version: int
    give_up: str | None = None


async def resend_or_give_up(work: Work, command: OnCallback) -> UUID | Refusal:
    """Put a callback back into the queue, or take it out of the way."""
    row = await provincial.lock_callback(work, command.callback_id)
    if row is None:
        return Refusal.of(provincial.CALLBACK_UNKNOWN)
    lost = stale(row.version, command.expected_version)
    before = Callback(version=row.version, status=row.status, tries=row.tries, given_up_reason=row.given_up_reason)
    again = command.give_up is None
    after = rules.resend(before, A14) if again else rules.give_up(before, command.give_up or "", A14)
    if lost is not None or isinstance(after, Refusal):
        reasons = after.breaches if isinstance(after, Refusal) else ()
        return Refusal((lost, *reasons) if lost else reasons)
    row.version, row.status, row.tries = after.version, after.status, after.tries
    row.given_up_reason = after.given_up_reason
    row.next_at = (await work.session.execute(select(func.clock_timestamp()))).scalar_one()
    await work.session.flush()
    action = "resendProvincialCallback" if again else "giveUpProvincialCallback"
    shown = [{"version": c.version, "status": c.status, "tries": c.tries} for c in (before, after)]
    await work.audit(action, f"provincial-callback/{row.id}", *shown, reason=after.given_up_reason)
    return row.id
