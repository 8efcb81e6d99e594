"""第九条：what did not arrive, or has to arrive again, is sent to the city anew."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.schedule.domain.city.push import resend
from services.schedule.domain.city.rulebook import A9
from services.schedule.store import city


@dataclass(frozen=True, slots=True, kw_only=True)
class ResendCityPush:
    """The command: which push, as it was seen."""

    push_id: UUID
    expected_version: int


async def resend_city_push(work: Work, command: ResendCityPush) -> UUID | Refusal:
    """Have it sent at once; the id is the push's."""
    row = await city.lock(work, command.push_id)
    if row is None:
        return Refusal.of(Breach("PUSH_UNKNOWN", "没有找到该条推送，或不在您的查看范围内", A9, "pushId"))
    if lost := stale(row.version, command.expected_version):
        return Refusal.of(lost)
    before = city.state(row)
    after = resend(before)
    if isinstance(after, Refusal):
        return after
    row.version, row.status, row.tries = after.version, after.status, after.tries
    row.next_at, row.last_error = func.clock_timestamp(), None
    await work.session.flush()
    shown = [{"status": s.status, "tries": s.tries, "version": s.version} for s in (before, after)]
    await work.audit("resendCityPush", f"city-push/{row.id}", *shown)
    return row.id
