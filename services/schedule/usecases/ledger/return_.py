"""第十条：what is not settled goes back."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.ledger.closing import ReturnIssue, return_
from services.schedule.store import ledger
from services.schedule.usecases.asking import party
from services.schedule.usecases.ledger.stepping import keep, seen


async def return_issue(work: Work, command: ReturnIssue) -> UUID | Refusal:
    """What is not settled goes back. The id is the issue's."""
    row = await seen(work, command.issue_id, command.expected_version)
    if isinstance(row, Refusal):
        return row
    decision = return_(ledger.state(row), party(work.actor), command, today=work.today)
    return await keep(work, "returnIssue", row, decision)
