"""第十条：somebody else verifies an issue, and it is closed."""

from __future__ import annotations

from uuid import UUID

from services.chassis.calendar import calendar
from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.ledger.closing import VerifyIssue, verify
from services.schedule.store import ledger
from services.schedule.usecases.asking import party
from services.schedule.usecases.ledger.stepping import keep, seen


async def verify_issue(work: Work, command: VerifyIssue) -> UUID | Refusal:
    """Somebody else verifies an issue, and it is closed. The id is the issue's."""
    row = await seen(work, command.issue_id, command.expected_version)
    if isinstance(row, Refusal):
        return row
    decision = verify(ledger.state(row), party(work.actor), command, today=work.today, calendar=calendar())
    return await keep(work, "verifyIssue", row, decision)
