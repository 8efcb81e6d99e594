"""第七条：a project is put onto a draft by hand."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.lists.editing import AddListEntry, add
from services.schedule.domain.lists.terms import ListAction
from services.schedule.store.lists import drawing
from services.schedule.usecases.lists.opened import keep_entry, open_list


async def add_list_entry(work: Work, command: AddListEntry) -> UUID | Refusal:
    """Add the entry; the id is the list's."""
    opened = await open_list(work, command.list_id, command.expected_version)
    if isinstance(opened, Refusal):
        return opened
    facts = await drawing.facts_of(work.session, work.actor.division, command.project_id)
    decision = add(opened.state, opened.entries, facts, command, id=work.new_id(), today=work.today)
    if isinstance(decision, Refusal):
        return decision
    return await keep_entry(work, opened, decision.state, ListAction.ADDED, "addListEntry", command.reason)
