"""第十条：a supervised issue that is still late is marked for an interview."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.ledger.supervising import MarkIssueForInterview, mark_for_interview
from services.schedule.store import ledger
from services.schedule.usecases.asking import party
from services.schedule.usecases.ledger.stepping import keep, seen


async def mark_issue_for_interview(work: Work, command: MarkIssueForInterview) -> UUID | Refusal:
    """A supervised issue that is still late is marked for an interview. The id is the issue's."""
    row = await seen(work, command.issue_id, command.expected_version)
    if isinstance(row, Refusal):
        return row
    decision = mark_for_interview(ledger.state(row), party(work.actor), command, today=work.today)
    return await keep(work, "markIssueForInterview", row, decision)
