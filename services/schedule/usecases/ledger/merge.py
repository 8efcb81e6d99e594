"""第十条：an issue that is on the ledger twice becomes one."""

from __future__ import annotations

from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.decision import Decided
from services.schedule.domain.ledger.merging import MergeIssue, merge
from services.schedule.store import ledger
from services.schedule.usecases.asking import party
from services.schedule.usecases.ledger.stepping import keep, unknown


async def merge_issue(work: Work, command: MergeIssue) -> UUID | Refusal:
    """Merge an issue into the one that goes on for both. The id is that of the merged one."""
    rows = await ledger.both(work.session, work.actor, command.issue_id, command.into_id)
    for id_, field in ((command.issue_id, "issueId"), (command.into_id, "intoId")):
        if id_ not in rows:
            return unknown(field)
    row, survivor = rows[command.issue_id], rows[command.into_id]
    if lost := stale(row.version, command.expected_version):
        return Refusal.of(lost)
    decision = merge(
        ledger.state(row),
        ledger.state(survivor),
        party(work.actor),
        command,
        taken_in=await ledger.taken_in(work.session, row.id),
        extension_asked=await ledger.asked_extension(work.session, row.id) is not None,
        today=work.today,
    )
    if isinstance(decision, Refusal):
        return decision
    await keep(work, "takeInIssue", survivor, Decided(decision.state.survivor))
    return await keep(work, "mergeIssue", row, Decided(decision.state.issue, decision.events))
