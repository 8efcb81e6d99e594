"""第十条：title and description of an issue are corrected on record."""

from __future__ import annotations

from uuid import UUID

from services.chassis.work import Work
from services.law.breach import Refusal
from services.schedule.domain.ledger.correcting import CorrectIssue, correct
from services.schedule.store import ledger
from services.schedule.usecases.asking import party
from services.schedule.usecases.ledger.stepping import keep, seen


async def correct_issue(work: Work, command: CorrectIssue) -> UUID | Refusal:
    """Correct it. The id is the issue's."""
    row = await seen(work, command.issue_id, command.expected_version)
    if isinstance(row, Refusal):
        return row
    decision = correct(ledger.state(row), party(work.actor), command, today=work.today)
    return await keep(work, "correctIssue", row, decision)
