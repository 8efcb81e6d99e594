"""第十条：the responsible unit takes an issue on."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.ledger.assigning import AcceptIssue, accept
from services.schedule.store import ledger
from services.schedule.usecases.asking import party
from services.schedule.usecases.ledger.stepping import keep, seen


async def accept_issue(work: Work, command: AcceptIssue) -> UUID | Refusal:
    """The responsible unit takes an issue on. The id is the issue's."""
    row = await seen(work, command.issue_id, command.expected_version)
    if isinstance(row, Refusal):
        return row
    decision = accept(ledger.state(row), party(work.actor), command, today=work.today)
    return await keep(work, "acceptIssue", row, decision)
