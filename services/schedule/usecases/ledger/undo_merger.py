"""第十条：a merged issue is one of its own after all."""

from __future__ import annotations

from uuid import UUID

from services.chassis.versions import stale
from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.decision import Decided
from services.schedule.domain.ledger.merging import UndoIssueMerger, undo
from services.schedule.domain.ledger.standing import state_faults
from services.schedule.domain.ledger.terms import IssueState
from services.schedule.store import ledger
from services.schedule.usecases.asking import party
from services.schedule.usecases.ledger.stepping import keep, seen


async def undo_issue_merger(work: Work, command: UndoIssueMerger) -> UUID | Refusal:
    """Let the issue stand as it stood. The id is the issue's."""
    rows = await ledger.pair(work.session, work.actor, command.issue_id)
    if rows is None:  # unknown, or merged into none
        alone = await seen(work, command.issue_id, command.expected_version)
        if isinstance(alone, Refusal):
            return alone
        return Refusal(tuple(state_faults(ledger.state(alone), {IssueState.MERGED}, "撤销合并")))
    row, survivor = rows
    if lost := stale(row.version, command.expected_version):
        return Refusal.of(lost)
    decision = undo(ledger.state(row), ledger.state(survivor), party(work.actor), command, today=work.today)
    if isinstance(decision, Refusal):
        return decision
    await keep(work, "letIssueGo", survivor, Decided(decision.state.survivor))
    return await keep(work, "undoIssueMerger", row, Decided(decision.state.issue, decision.events))
