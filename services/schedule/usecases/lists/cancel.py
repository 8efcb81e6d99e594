"""第七条：the correction of a published list is given up; the list is again what was published."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.lists.publishing import ReopenMonthlyList, cancel
from services.schedule.domain.lists.record import Entry
from services.schedule.domain.lists.terms import ListAction, Origin
from services.schedule.store.lists import keeping
from services.schedule.usecases.lists.opened import Opened, open_list


async def cancel_list_correction(work: Work, command: ReopenMonthlyList) -> UUID | Refusal:
    """Put the entries back to what the edition in force says; the id is the list's."""
    opened = await open_list(work, command.list_id, command.expected_version)
    if isinstance(opened, Refusal):
        return opened
    decision = cancel(opened.state, command)
    if isinstance(decision, Refusal):
        return decision
    row, reason = opened.row, command.reason.strip()
    row.state, row.version, row.correcting_reason = decision.state.state, decision.state.version, None
    await work.session.flush()
    await keeping.save_entries(work.session, decision.state, await _as_published(work, opened))
    await keeping.note(work, decision.state, ListAction.CORRECTION_CANCELLED, reason=reason)
    await work.audit("cancelListCorrection", f"list/{row.id}", None, {"state": row.state}, reason=reason)
    return row.id


async def _as_published(work: Work, opened: Opened) -> list[Entry]:
    """The entries of the edition; what had been taken out before it stays out, what the correction added goes."""
    published = await keeping.edition_of(work.session, opened.row.id, opened.row.edition)
    there = {id_ for id_, _ in published}
    own = {e.id: e.edited for e in opened.entries}
    entries = [Entry(id=id_, content=content, edited=own.get(id_, True)) for id_, content in published]
    out = [e for e in opened.entries if e.id not in there and (e.removed or e.content.origin is not Origin.ADDED)]
    return [*entries, *(e if e.removed else replace(e, removed_reason="更正前已移出") for e in out)]
