"""第八条：a person mutes a kind of notice, or wants to hear of it again."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.todo.notices import MuteNotices, mute_faults
from services.schedule.store import notices


async def mute_notices(work: Work, command: MuteNotices) -> UUID | Refusal:
    """Keep the preference; the id is only this change's."""
    if refused := mute_faults(command):
        return refused
    before = command.kind in await notices.mutes(work.session, work.actor)
    await notices.mute(work, command.kind, muted=command.muted)
    subject = f"notices/{work.actor.subject}/{command.kind}"
    await work.audit("muteNotices", subject, {"muted": before}, {"muted": command.muted})
    return work.new_id()
