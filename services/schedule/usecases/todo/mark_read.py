"""第八条：a person marks notices as read; nobody else's state changes."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Breach, Refusal
from services.schedule.domain.todo.notices import A8, MarkRead, mark_faults
from services.schedule.store import notices


async def mark_notices_read(work: Work, command: MarkRead) -> UUID | Refusal:
    """Mark all of them, or none; the id is that of the first."""
    if faults := mark_faults(command.notice_ids):
        return Refusal(tuple(faults))
    found = await notices.seen(work.session, work.actor, command.notice_ids)
    faults = [
        Breach("NOTICE_UNKNOWN", "没有找到该通知，或不是给您（您单位）的", A8, f"noticeIds.{at}")
        for at, notice in enumerate(command.notice_ids)
        if notice not in found
    ]
    if faults:
        return Refusal(tuple(faults))
    await notices.mark(work, found)
    await work.audit("markNoticesRead", f"notices/{work.actor.subject}", None, {"read": sorted(map(str, found))})
    return command.notice_ids[0]
