"""第七条：what an entry of a draft says is changed."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.lists.editing import ChangeListEntry, change
from services.schedule.domain.lists.terms import ListAction
from services.schedule.store import units
from services.schedule.usecases.lists.opened import keep_entry, open_list


async def change_list_entry(work: Work, command: ChangeListEntry) -> UUID | Refusal:
    """Change the entry; the id is the list's."""
    opened = await open_list(work, command.list_id, command.expected_version)
    if isinstance(opened, Refusal):
        return opened
    unit = command.responsible_unit_id
    acting = await units.acting_among(work.session, [unit] if unit else [])
    decision = change(opened.state, opened.entry(command.entry_id), acting, command)
    if isinstance(decision, Refusal):
        return decision
    return await keep_entry(work, opened, decision.state, ListAction.CHANGED, "changeListEntry", command.reason)
