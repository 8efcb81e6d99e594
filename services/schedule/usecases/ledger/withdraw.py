"""第十条：who raised an issue takes it back."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.ledger.settling import WithdrawIssue, withdraw
from services.schedule.store import ledger
from services.schedule.usecases.asking import party
from services.schedule.usecases.ledger.stepping import keep, seen


async def withdraw_issue(work: Work, command: WithdrawIssue) -> UUID | Refusal:
    """Who raised an issue takes it back. The id is the issue's."""
    row = await seen(work, command.issue_id, command.expected_version)
    if isinstance(row, Refusal):
        return row
    decision = withdraw(ledger.state(row), party(work.actor), command, today=work.today)
    return await keep(work, "withdrawIssue", row, decision)
