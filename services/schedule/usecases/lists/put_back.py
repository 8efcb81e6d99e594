"""第七条：an entry that was taken out of a draft is put back."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.lists.editing import TakeOutListEntry, put_back
from services.schedule.domain.lists.terms import ListAction
from services.schedule.usecases.lists.opened import keep_entry, open_list


async def put_back_list_entry(work: Work, command: TakeOutListEntry) -> UUID | Refusal:
    """Keep it so; the id is the list's."""
    opened = await open_list(work, command.list_id, command.expected_version)
    if isinstance(opened, Refusal):
        return opened
    decision = put_back(opened.state, opened.entry(command.entry_id), command)
    if isinstance(decision, Refusal):
        return decision
    return await keep_entry(work, opened, decision.state, ListAction.PUT_BACK, "putBackListEntry", command.reason)
