"""第七条：the correction of a published list begins; what is published stays until the correction is."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.lists.publishing import ReopenMonthlyList, reopen
from services.schedule.domain.lists.terms import ListAction
from services.schedule.store.lists import keeping
from services.schedule.usecases.lists.opened import open_list


async def reopen_monthly_list(work: Work, command: ReopenMonthlyList) -> UUID | Refusal:
    """Open the list for correction; the id is the list's."""
    opened = await open_list(work, command.list_id, command.expected_version)
    if isinstance(opened, Refusal):
        return opened
    decision = reopen(opened.state, command)
    if isinstance(decision, Refusal):
        return decision
    row, reason = opened.row, command.reason.strip()
    row.state, row.version, row.correcting_reason = decision.state.state, decision.state.version, reason
    await work.session.flush()
    await keeping.note(work, decision.state, ListAction.REOPENED, reason=reason)
    await work.audit("reopenMonthlyList", f"list/{row.id}", None, {"state": row.state}, reason=reason)
    return row.id
