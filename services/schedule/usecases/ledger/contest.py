"""第十条：the responsible unit contests an assignment."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.ledger.assigning import ContestIssue, contest
from services.schedule.store import ledger
from services.schedule.usecases.asking import party
from services.schedule.usecases.ledger.stepping import keep, seen


async def contest_issue(work: Work, command: ContestIssue) -> UUID | Refusal:
    """The responsible unit contests an assignment. The id is the issue's."""
    row = await seen(work, command.issue_id, command.expected_version)
    if isinstance(row, Refusal):
        return row
    decision = contest(ledger.state(row), party(work.actor), command, today=work.today)
    return await keep(work, "contestIssue", row, decision)
